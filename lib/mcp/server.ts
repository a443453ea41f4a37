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
import type { Plan } from '../core/plan.ts'
import type { Actor } from '../core/policy.ts'
import type { Control } from '../door/door.ts'
import { callTool } from './call.ts'
import { failed } from './result.ts'
import { patienceMs } from './run.ts'
import { toolsFor } from './tools.ts'
import { instructions, visible } from './untrusted.ts'

export interface McpOptions {
  control: Control
  /** Who asks: looked up at each request, so that a revoked token ends at once. Throws `unauthenticated`. */
  actor(): Promise<Actor>
  version: string
  address: string | null
  /** How long a call waits for its run. */
  patienceMs?: number
}

type Extra = RequestHandlerExtra<ServerRequest, ServerNotification>

/** How long a person may think about a question. */
const thinkMs = 10 * 60_000

/** Speaks MCP over a transport, until it is closed. */
export async function serve(options: McpOptions, transport: Transport): Promise<Server> {
  const { control, version, address } = options
  let isGone = false
  transport.onclose = () => {
    isGone = true
  }
  const info = { name: 'devops-agent', title: 'Control room', version }
  const server = new Server(info, { capabilities: { tools: {} }, instructions })
  server.setRequestHandler(ListToolsRequestSchema, async () => ({ tools: toolsFor(control, await options.actor()) }))
  server.setRequestHandler(CallToolRequestSchema, async ({ params }, extra): Promise<CallToolResult> => {
    try {
      const actor = await options.actor()
      const { signal } = extra
      const askPerson = server.getClientCapabilities()?.elicitation?.form ? (plan: Plan) => asks(server, plan, extra) : null
      const waiting = { signal, isGone: () => isGone, patienceMs: options.patienceMs ?? patienceMs, tell: tellerOf(extra) }
      return await callTool({ control, actor, address, askPerson, ...waiting }, params.name, params.arguments ?? {})
    } catch (error) {
      return failed(error)
    }
  })
  await server.connect(transport)
  return server
}

/** Sends progress to those who asked for it; one that is gone by then misses nothing. */
function tellerOf({ _meta, sendNotification }: Extra) {
  const progressToken = _meta?.progressToken
  return (progress: number, total: number, message: string): void => {
    if (progressToken === undefined) return
    const params = { progressToken, progress: Math.min(progress, total), total, message: visible(message) }
    void sendNotification({ method: 'notifications/progress', params }).catch(() => undefined)
  }
}

/** The plan, and a word to type: agreeing takes a look. */
async function asks(server: Server, { title, sentence, steps, word }: Plan, { signal, requestId }: Extra): Promise<boolean> {
  const lines = [`${sentence ?? title}?`, ...steps.map((step, place) => `${place + 1}. ${step.title}`)]
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
}
