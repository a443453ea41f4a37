import { Server } from '@modelcontextprotocol/sdk/server/index.js'
import type { RequestHandlerExtra } from '@modelcontextprotocol/sdk/shared/protocol.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import {
  CallToolRequestSchema,
  type CallToolResult,
  ListToolsRequestSchema,
  type ServerNotification,
  type ServerRequest,
} from '@modelcontextprotocol/sdk/types.js'
import { askedOf, type Plan } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import type { Control } from '../door/door.ts'
import { callTool } from './call.ts'
import { watchHolder } from './holder.ts'
import { failed } from './result.ts'
import { toolsFor } from './tools.ts'
import { instructions, visible } from './untrusted.ts'

export interface McpOptions {
  control: Control
  /** Who asks: looked up at each request, so that a revoked token ends at once. Throws `unauthenticated`. */
  actor(): Promise<Actor>
  version: string
  address: string | null
  /** How long a call waits for its run: many clients give up after a minute, and cancel it then. What takes longer is told before, and goes on. */
  patienceMs?: number
  /** How often a call that waits says that it does: a client that is told goes on waiting. */
  beatMs?: number
}

const usualPatienceMs = 50_000
const usualBeatMs = 5_000

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>

/** How long a person may think about a question. */
const thinkMs = 10 * 60_000

/** Speaks MCP over a transport, until it is closed. */
export async function serve(options: McpOptions, transport: Transport): Promise<Server> {
  const { control, version, address, patienceMs = usualPatienceMs, beatMs = usualBeatMs } = options
  let isGone = false
  transport.onclose = () => {
    isGone = true
  }
  const info = { name: 'devops-agent', title: 'Control room', version }
  const server = new Server(info, { capabilities: { tools: {} }, instructions })
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: toolsFor(control, await options.actor()) }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    const { ended, stop } = watchHolder(options.actor)
    try {
      const actor = await options.actor()
      const { signal } = extra
      const tell = tellerOf(extra)
      const ask = async (plan: Plan) => {
        const isAgreed = await asks(server, plan, { signal: AbortSignal.any([signal, ended]), requestId: extra.requestId, beatMs, tell })
        // Thinking takes its time: who asked is to be somebody still.
        await options.actor()
        return isAgreed
      }
      const askPerson = server.getClientCapabilities()?.elicitation?.form ? ask : null
      const waiting = { signal, isGone: () => isGone, ended, patienceMs, beatMs, tell }
      return await callTool({ control, actor, address, askPerson, ...waiting }, params.name, params.arguments ?? {})
    } catch (error) {
      return failed(ended.aborted ? ended.reason : error)
    } finally {
      stop()
    }
  })
  await server.connect(transport)
  return server
}

/** Sends progress to those who asked for it, a little more each time; one that is gone by then misses nothing. */
function tellerOf({ _meta, sendNotification }: Extra) {
  const progressToken = _meta?.progressToken
  let told = 0
  return (done: number, total: number, message: string): void => {
    if (progressToken === undefined) return
    told = Math.max(told + 0.001, done)
    const params = { progressToken, progress: Math.min(told, total), total, message: visible(message) }
    void sendNotification({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}

interface Asking extends Pick<Extra, 'signal' | 'requestId'> {
  beatMs: number
  tell(done: number, total: number, message: string): void
}

/** The plan, and a word to type: agreeing takes a look. The call that waits for it says so meanwhile. */
async function asks(server: Server, plan: Plan, { signal, requestId, beatMs, tell }: Asking): Promise<boolean> {
  const { title, sentence, steps, word } = plan
  const lines = [`${sentence ?? title}?`, ...steps.map((step, place) => `${place + 1}. ${step.title}`)]
  const say = () => tell(0, steps.length, `${askedOf(plan)}: a person is asked`)
  say()
  const beats = setInterval(say, beatMs)
  try {
    const answer = await server.elicitInput(
      {
        mode: 'form',
        message: visible(lines.join('\n')),
        requestedSchema: {
          type: 'object',
          properties: { confirm: { type: 'string', title: `Type ${word} to agree` } },
          required: ['confirm'],
        },
      },
      { signal, relatedRequestId: requestId, timeout: thinkMs },
    )
    return answer.action === 'accept' && answer.content?.confirm === word
  } finally {
    clearInterval(beats)
  }
}
