/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  // Types are checked by `npm run verify`; a start must not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', '@prisma/adapter-pg', '@prisma/client'],
  outputFileTracingExcludes: { '/*': ['.data/**', '.tools/**', 'e2e/**', 'test/**', 'coverage/**', 'docs/**'] },
}
