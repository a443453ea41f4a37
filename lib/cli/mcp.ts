import { readFileSync } from 'node:fs'
import path from 'node:path'
import { OpsError } from '../core/error.ts'
import type { Actor } from '../core/policy.ts'
import { serveStdio } from '../mcp/stdio.ts'
import { type Call, textOf } from './command.ts'
import { modeNamed } from './modes.ts'

/** Speaks MCP with the agent that started it. Stdout is the agent's: whatever else there is to say is on stderr. */
export async function speakMcp({ options, out, room, world }: Call): Promise<number> {
  const { control, actor, announced } = await room()
  const secret = world.env.DEVOPS_AGENT_TOKEN
  const mode = modeNamed(textOf(options, 'mode'), control)
  if (mode && actor.token) throw new OpsError('invalid', `Token ${actor.token.name} keeps its mode.`, 'Leave --mode out.')
  const { version } = JSON.parse(readFileSync(path.join(world.root, 'package.json'), 'utf8'))
  const asking = async (): Promise<Actor> => {
    if (!secret) return { ...actor, surface: 'mcp', ...(mode ? { mode } : {}) }
    const holder = await control.bearer(secret, 'mcp')
    if (holder) return holder
    throw new OpsError('unauthenticated', 'The token in DEVOPS_AGENT_TOKEN has run out or was revoked.', 'Make another one.')
  }
  const leave = new AbortController()
  const quiet = world.onInterrupt(() => leave.abort())
  out.note(`Speaking MCP as ${actor.name}, in mode ${control.modes.all[(await asking()).mode ?? control.modes.standard].title}.`)
  try {
    await serveStdio({ control, actor: asking, version, address: announced?.address ?? null }, world, leave.signal)
  } finally {
    quiet()
  }
  return 0
}
