import { randomUUID } from 'node:crypto'
import { setTimeout as pause } from 'node:timers/promises'
import type { Server } from '@modelcontextprotocol/sdk/server/index.js'
import { WebStandardStreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/webStandardStreamableHttp.js'
import { OpsError } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'
import { lookMs } from './holder.ts'
import { type McpOptions, serve } from './server.ts'

const mostBytes = 1024 * 1024
const mostOfToken = 20
const idleMs = 30 * 60_000
/** A call looks for itself whether its token has ended; this is the time it has for that, and to answer. */
const answerMs = lookMs + 500

interface Session {
  server: Server
  transport: WebStandardStreamableHTTPServerTransport
  tokenId: string
  usedAt: number
  /** How many answers stream: what the agent listens on, and calls that are not answered. */
  open: number
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
    return counted(await known.transport.handleRequest(request), known, request.signal)
  }
  await makeRoom(tokenId)
  return begin(request, tokenId, holder, options)
}

/** Agents leave without a word: where a token has its sessions all, the one ends that was not used for the longest time, and that nobody listens to. */
async function makeRoom(tokenId: string): Promise<void> {
  const own = [...sessions.values()].filter((one) => one.tokenId === tokenId)
  if (own.length < mostOfToken) return
  const [idle] = own.filter(({ open }) => open === 0).sort((a, b) => a.usedAt - b.usedAt)
  if (!idle) throw new OpsError('too_many', `This token has ${mostOfToken} sessions, and all are in use.`, 'End one, or use another token.')
  await idle.server.close()
}

/** The same answer, whose session is in use as long as it streams. */
function counted(answer: Response, session: Session, gone: AbortSignal): Response {
  if (!answer.body || !answer.headers.get('content-type')?.startsWith('text/event-stream')) return answer
  const reader = answer.body.getReader()
  session.open += 1
  let isOver = false
  const over = () => {
    if (!isOver) session.open -= 1
    isOver = true
  }
  const leave = () => {
    over()
    void reader.cancel().catch(() => undefined)
  }
  gone.addEventListener('abort', leave, { once: true })
  const body = new ReadableStream<Uint8Array>({
    async pull(stream) {
      const { value, done } = await reader.read().catch((error: unknown) => {
        over()
        throw error
      })
      if (!done) return stream.enqueue(value)
      over()
      stream.close()
    },
    cancel: leave,
  })
  return new Response(body, { status: answer.status, headers: answer.headers })
}

async function begin(request: Request, tokenId: string, holder: Session['holder'], options: Omit<McpOptions, 'actor'>): Promise<Response> {
  const transport: WebStandardStreamableHTTPServerTransport = new WebStandardStreamableHTTPServerTransport({
    sessionIdGenerator: randomUUID,
    maxRequestBodySize: mostBytes,
    onsessioninitialized: (id) => {
      sessions.set(id, { server, transport, tokenId, usedAt: Date.now(), open: 0, holder })
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

/** Ends a session when its token has ended, or nobody has used it for half an hour. Calls that wait are answered before it ends. */
function watch(id: string, server: Server): void {
  const look = async () => {
    const session = sessions.get(id)
    if (session && Date.now() - session.usedAt <= idleMs) {
      if ((await session.holder()) !== null) return
      await pause(answerMs, undefined, { ref: false })
    }
    await server.close()
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
