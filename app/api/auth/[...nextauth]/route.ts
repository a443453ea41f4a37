import type { NextRequest } from 'next/server'
import NextAuth from 'next-auth'
import { authOptions } from '../../../../lib/web/auth.ts'

type Parameters = { params: Promise<{ nextauth: string[] }> }

function handle(request: NextRequest, context: Parameters): Promise<Response> {
  return NextAuth(request, context, authOptions())
}

export { handle as GET, handle as POST }
