import { type NextRequest, NextResponse } from 'next/server'

/** Every request passes here: writes from other sites are refused, and answers carry the policy that keeps scripts ours. */
export function proxy(request: NextRequest): NextResponse {
  if (isForeignWrite(request)) {
    const error = {
      code: 'refused',
      message: 'This write does not come from the control room’s own pages.',
      hint: 'Open the control room at its own address.',
    }
    return NextResponse.json({ error }, { status: 403 })
  }
  const nonce = Buffer.from(crypto.randomUUID()).toString('base64')
  const policy = policyWith(nonce)
  const headers = new Headers(request.headers)
  headers.set('x-nonce', nonce)
  headers.set('x-path', `${request.nextUrl.pathname}${request.nextUrl.search}`)
  headers.set('content-security-policy', policy)
  const response = NextResponse.next({ request: { headers } })
  response.headers.set('content-security-policy', policy)
  response.headers.set('x-content-type-options', 'nosniff')
  response.headers.set('x-frame-options', 'DENY')
  response.headers.set('referrer-policy', 'same-origin')
  response.headers.set('permissions-policy', 'camera=(), microphone=(), geolocation=()')
  response.headers.set('cross-origin-opener-policy', 'same-origin')
  return response
}

/** A browser names the origin of every write. One with a cookie and without an origin, or with another, is not from our pages. */
function isForeignWrite(request: NextRequest): boolean {
  if (['GET', 'HEAD', 'OPTIONS'].includes(request.method)) return false
  const origin = request.headers.get('origin')
  if (origin === null) return request.headers.has('cookie')
  return origin !== new URL(process.env.NEXTAUTH_URL ?? request.nextUrl.origin).origin
}

function policyWith(nonce: string): string {
  const development = process.env.NODE_ENV === 'development' ? " 'unsafe-eval'" : ''
  return [
    "default-src 'self'",
    `script-src 'self' 'nonce-${nonce}' 'strict-dynamic'${development}`,
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data:",
    "connect-src 'self'",
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
  ].join('; ')
}

// What GitHub delivers comes from no page, and its body is larger than what is kept of one that passes here.
export const config = { matcher: ['/((?!_next/static|icon.svg|api/hooks/).*)'] }
