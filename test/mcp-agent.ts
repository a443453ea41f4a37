import { Client } from '@modelcontextprotocol/sdk/client/index.js'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import type { Transport } from '@modelcontextprotocol/sdk/shared/transport.js'
import { ElicitRequestSchema, type ElicitResult } from '@modelcontextprotocol/sdk/types.js'
import type { Actor } from '../lib/core/policy.ts'
import { serve } from '../lib/mcp/server.ts'
import type { Lab } from './lab.ts'
import { until } from './until.ts'

/** What a tool answered: `said` is all of its text. */
export interface Told {
  isError: boolean
  said: string
  data: Record<string, unknown>
}

/** The official client, connected. With `answer` it can be asked questions. */
export async function agent(transport: Transport, answer?: (message: string) => ElicitResult | Promise<ElicitResult>) {
  const client = new Client({ name: 'test-agent', version: '1' }, { capabilities: answer ? { elicitation: { form: {} } } : {} })
  if (answer) client.setRequestHandler(ElicitRequestSchema, async ({ params }) => answer(params.message))
  await client.connect(transport)
  const use = async (name: string, args: Record<string, unknown> = {}, options: Parameters<Client['callTool']>[2] = {}): Promise<Told> =>
    told(await client.callTool({ name, arguments: args }, undefined, options))
  return { client, use, close: () => client.close() }
}

interface Options {
  control?: Lab['control']
  actor?: () => Actor
  patienceMs?: number
  beatMs?: number
  answer?: (message: string) => ElicitResult | Promise<ElicitResult>
}

/** Agents of a lab, without a transport between. */
export function agentsOf(lab: () => Lab) {
  const opened: Agent[] = []
  async function open({ control = lab().control, actor = () => someone, answer, ...times }: Options = {}): Promise<Agent> {
    const [ours, theirs] = InMemoryTransport.createLinkedPair()
    await serve({ control, actor: async () => actor(), version: '1', address: 'http://room', patienceMs: 20_000, ...times }, ours)
    const one = await agent(theirs, answer)
    opened.push(one)
    return one
  }
  const close = async () => {
    for (const one of opened) await one.close()
  }
  return { open, close }
}

export type Agent = Awaited<ReturnType<typeof agent>>

function told({ isError, content, structuredContent }: Awaited<ReturnType<Client['callTool']>>): Told {
  const parts: unknown[] = Array.isArray(content) ? content : []
  const said = parts.map((part) => (typeof part === 'object' && part && 'text' in part ? String(part.text) : '')).join('\n')
  return { isError: isError === true, said, data: { ...(structuredContent as object | undefined) } }
}

/** Who an agent is in these tests. */
export const someone: Actor = { id: 'agent', name: 'agent-7', role: 'operator', surface: 'mcp' }

export async function countRuns({ sql }: Pick<Lab, 'sql'>): Promise<number> {
  return Number((await sql.query('select count(*) from "Run"')).rows[0].count)
}

/** The run that has come since there were so many. */
export async function newestAfter(lab: Pick<Lab, 'sql'>, before: number): Promise<string> {
  await until(
    async () => (await countRuns(lab)) > before,
    10_000,
    () => 'no run has come',
  )
  return (await lab.sql.query('select id from "Run" order by "createdAt" desc limit 1')).rows[0].id
}
