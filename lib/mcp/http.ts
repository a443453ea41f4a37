import { randomUUID } from 'node:crypto'
import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { OpsError } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'
import { type McpOptions, serve } from './server.ts'

const mostBytes = 1024 * 1024
const mostOfToken = 20
const idleMs = 30 * 60_000
/** A revoked token is to end what is open within five seconds. */
const lookMs = 3_000

interface Session {
  transport: WebStandardStreamableHTTPServerTransport
  tokenId: string
  usedAt: number
  /** The holder now, or null. */
  holder(): Promise<Actor | null>
}

// Next evaluates a module once a bundle; the sessions are those of the process.
const held = globalThis as typeof globalThis & { mcpSessions?: Map<string, Session> }
held.mcpSessions ??= new Map()
const sessions = held.mcpSessions

/** A request of Streamable HTTP: each agent has a session in this process, which belongs to the token that began it. */
export async function answerMcp(
  request: Request,
  tokenId: string,
  holder: Session['holder'],
  options: Omit<McpOptions, 'actor'>,
): Promise<Response> {
  const id = request.headers.get('mcp-session-id')
  const known = id === null ? undefined : sessions.get(id)
  if (id !== null) {
    // Another's session is not told from none at all.
    if (known?.tokenId !== tokenId) return notFound()
    known.usedAt = Date.now()
    return known.transport.handleRequest(request)
  }
  if ([...sessions.values()].filter((one) => one.tokenId === tokenId).length >= mostOfToken)
    throw new OpsError('too_many', `This token has ${mostOfToken} sessions open.`, 'Close one, or wait half an hour.')
  return begin(request, tokenId, holder, options)
}

async function begin(request: Request, tokenId: string, holder: Session['holder'], options: Omit<McpOptions, 'actor'>): Promise<Response> {
  const transport: WebStandardStreamableHTTPServerTransport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    maxRequestBodySize: mostBytes,
    onsessioninitialized: (id) => {
      sessions.set(id, { transport, tokenId, usedAt: Date.now(), holder })
    },
  })
  const actor = async () => {
    const now = await holder()
    if (now) return now
    throw new OpsError('unauthenticated', 'This token has run out or was revoked.', 'Make another: devops-agent token create.')
  }
  const server = await serve({ ...options, actor }, transport)
  const answer = await transport.handleRequest(request)
  const id = transport.sessionId
  if (id === undefined) await server.close()
  else watch(id, server)
  return answer
}

/** Ends a session when its token has ended, or nobody has used it for half an hour. */
function watch(id: string, server: Server): void {
  const look = async () => {
    const session = sessions.get(id)
    const isOver = !session || Date.now() - session.usedAt > idleMs || (await session.holder()) === null
    if (isOver) await server.close()
  }
  const timer = setInterval(() => void look().catch(() => undefined), lookMs)
  timer.unref()
  server.onclose = () => {
    clearInterval(timer)
    sessions.delete(id)
  }
}

function notFound(): Response {
  const error = { code: -32001, message: 'Session not found' }
  return Response.json({ jsonrpc: '2.0', error, id: null }, { status: 404 })
}
