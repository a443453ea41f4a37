/** @type {import('next').NextConfig} */
export default {
  output: 'standalone',
  poweredByHeader: false,
  // Types are checked by `npm run verify`; a start must not wait for that.
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['pg', '@prisma/adapter-pg', '@prisma/client'],
  // cmdk brings a dialog along, which no page opens: half of what the palette would weigh.
  turbopack: { resolveAlias: { '@radix-ui/react-dialog': './components/shell/no-dialog.ts' } },
  outputFileTracingExcludes: { '/*': ['.data/**', '.tools/**', 'e2e/**', 'test/**', 'coverage/**', 'docs/**'] },
}
