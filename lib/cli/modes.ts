import { OpsError } from '../core/error.ts'
import type { ModeName } from '../core/policy.ts'
import { route } from '../core/router.ts'
import { isRunVerb } from '../core/skill.ts'
import { type Call, textOf } from './command.ts'
import { nearest } from './near.ts'
import type { Room } from './room.ts'
import { running } from './run-verb.ts'

/** `mode NAME run`: the playbook of a mode, in that mode. Without a name, what modes there are. */
export async function playMode(call: Call): Promise<number> {
  const { control, actor } = await call.room()
  const name = modeNamed(textOf(call.options, 'mode'), control)
  const doing = textOf(call.options, 'what')
  if (name === undefined) return listModes(control, call)
  const { title, playbook } = control.modes.all[name]
  if (doing !== 'run') throw new OpsError('invalid', `What is mode ${name} to do?`, `devops-agent mode ${name} run`)
  if (playbook === null)
    throw new OpsError('not_found', `Mode ${title} has no playbook yet.`, 'devops-agent mode lists those that have one.')
  if (actor.token && actor.mode !== name)
    throw new OpsError('refused', `Token ${actor.token.name} keeps its mode.`, `Make a token in mode ${name}.`)
  const { address, verb } = route(await call.registry(), playbook)
  if (!isRunVerb(verb)) throw new Error(`${address} is no playbook`)
  const room = async () => ({ ...(await call.room()), actor: { ...actor, mode: name } })
  return running(address, verb)({ ...call, room })
}

function listModes({ modes }: Room['control'], { out }: Call): number {
  const rows = Object.values(modes.all).map(({ name, title, summary, playbook }) => ({ name, title, summary, playbook }))
  out.answer({ rows, next: null }, () =>
    rows.map(({ name, summary, playbook }) => `${name.padEnd(18)}${summary}${playbook ? ` Playbook: devops-agent mode ${name} run` : ''}`),
  )
  return 0
}

/** The mode that was typed; undefined where none was. */
export function modeNamed(text: string | undefined, { modes }: Room['control']): ModeName | undefined {
  if (text === undefined) return undefined
  const names = Object.values(modes.all).map(({ name }) => name)
  const name = names.find((one) => one === text.replaceAll('-', '_'))
  if (name) return name
  const meant = nearest(text, names)
  const hint = meant ? `Did you mean ${meant}?` : `Modes are: ${names.join(', ')}.`
  throw new OpsError('invalid', `There is no mode ${text.slice(0, 40)}.`, hint, { fields: { mode: 'no such mode' } })
}
