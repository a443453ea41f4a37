import type { NextAuthOptions } from 'next-auth'
import Credentials from 'next-auth/providers/credentials'
import { control } from '../control.ts'
import { OpsError } from '../core/error.ts'
import { peerHeader } from './peer.ts'

const sessionSeconds = 7 * 86_400

/**
 * Always `strategy: 'jwt'`, with nothing in the token but our session's: next-auth 4 knows no other for credentials.
 * The session itself is a row that is asked on every request, so that it can be ended elsewhere.
 */
export function authOptions(): NextAuthOptions {
  return {
    session: { strategy: 'jwt', maxAge: sessionSeconds },
    pages: { signIn: '/sign-in', error: '/sign-in' },
    providers: [
      Credentials({
        credentials: { email: { label: 'E-mail', type: 'email' }, password: { label: 'Password', type: 'password' } },
        authorize: async (given, request) => {
          const address = String(request.headers?.[peerHeader] ?? 'unknown')
          return signIn({ email: given?.email ?? '', password: given?.password ?? '', address })
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user }) => (user ? { sid: user.id } : { sid: token.sid }),
      // What a browser's script may read of a session: that there is one.
      session: ({ session }) => ({ expires: session.expires }),
    },
    events: {
      signOut: async ({ token }) => {
        if (typeof token.sid === 'string') await control().members.signOut(token.sid)
      },
    },
  }
}

/** The id that next-auth carries is the session's secret. Null for every cause but too many tries. */
async function signIn(given: { email: string; password: string; address: string }): Promise<{ id: string } | null> {
  try {
    const { token } = await control().members.signIn(given)
    return { id: token }
  } catch (error) {
    if (error instanceof OpsError && error.code === 'unauthenticated') return null
    if (error instanceof OpsError && error.code === 'too_many') throw new Error(`too_many: ${error.message}`)
    // What is thrown here reaches the browser: the cause goes to the log alone.
    console.error('sign-in:', error)
    throw new Error('unavailable')
  }
}
