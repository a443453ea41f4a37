import { OpsError } from '../core/error.ts'
import type { ModeName } from '../core/policy.ts'
import { route } from '../core/router.ts'
import { type AnyVerb, isRunVerb, type Registry } from '../core/skill.ts'
import { type Call, textOf } from './command.ts'
import { nearest } from './near.ts'
import type { Room } from './room.ts'
import { running } from './run-verb.ts'

/** `mode NAME run`: the playbook of a mode, in that mode. Without a name, what modes there are. */
export async function playMode(call: Call): Promise<number> {
  const { control, actor } = await call.room()
  const name = modeNamed(textOf(call.options, 'mode'), control)
  const doing = textOf(call.options, 'what')
  if (name === undefined) return listModes(control, await call.registry(), call)
  const { title, playbook } = control.modes.all[name]
  if (doing !== 'run') throw new OpsError('invalid', `What is mode ${name} to do?`, `devops-agent mode ${name} run`)
  if (playbook === null)
    throw new OpsError('not_found', `Mode ${title} has no playbook yet.`, 'devops-agent mode lists those that have one.')
  if (actor.token && actor.mode !== name)
    throw new OpsError('refused', `Token ${actor.token.name} keeps its mode.`, `Make a token in mode ${name}.`)
  const { address, verb } = route(await call.registry(), playbook)
  if (!isRunVerb(verb)) throw new Error(`${address} is no playbook`)
  if (!standsAlone(verb))
    throw new OpsError(
      'invalid',
      `The playbook of mode ${title} has to know what to work on: ${address}.`,
      `devops-agent skill show ${address}`,
    )
  const room = async () => ({ ...(await call.room()), actor: { ...actor, mode: name } })
  return running(address, verb)({ ...call, room })
}

/** True of what needs no input: typed without one it runs. */
function standsAlone({ input }: AnyVerb): boolean {
  return input.safeParse({}).success
}

function listModes({ modes }: Room['control'], verbs: Registry, { out }: Call): number {
  const told = (name: ModeName, playbook: string | null) => {
    const verb = playbook === null ? undefined : verbs[playbook]
    if (!verb) return ''
    return ` Playbook: ${standsAlone(verb) ? `devops-agent mode ${name} run` : `${playbook}, which a push begins`}`
  }

  const rows = Object.values(modes.all).map(({ name, title, summary, playbook }) => ({ name, title, summary, playbook }))
  out.answer({ rows, next: null }, () => rows.map(({ name, summary, playbook }) => `${name.padEnd(18)}${summary}${told(name, playbook)}`))
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
