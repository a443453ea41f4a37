import path from 'node:path'
import type { Value } from '../core/command.ts'
import { errorCodes } from '../core/error.ts'
import { fieldsOf } from '../core/field.ts'
import type { AnyLookVerb } from '../core/skill.ts'
import { answerLines } from './ask.ts'
import { type Call, textOf } from './command.ts'
import { dataFolder } from './room.ts'

/** A verb that files answer alone, as a command. The room is asked only where a token says who asks. */
export function looking(address: string, verb: AnyLookVerb): (call: Call) => Promise<number> {
  return async ({ input: typed, options, out, world, room }) => {
    const input = fromHere(verb, typed)
    const { dataDir } = dataFolder(world, textOf(options, 'data'))
    const here = world.env.DEVOPS_AGENT_TOKEN ? null : await world.look({ [address]: verb }, address, input, dataDir)
    const answer = here ?? (await asked(room, address, input))
    const output = verb.output.parse(answer)
    out.answer(answer, () => verb.lines?.(output) ?? answerLines(answer))
    const problem = verb.judge?.(output)
    if (!problem) return 0
    out.note(`${problem.message}\n${problem.hint}`)
    return errorCodes[problem.code].exit
  }
}

async function asked(room: Call['room'], address: string, input: Record<string, Value>) {
  const { control, actor } = await room()
  return control.ask(actor, address, input)
}

/** Paths are meant from where the command is typed. Several are parted by commas, too, as Odoo has it. */
function fromHere({ input }: AnyLookVerb, typed: Readonly<Record<string, Value>>): Record<string, Value> {
  const paths = fieldsOf(input).flatMap(({ name, isPath }) => (isPath ? [name] : []))
  const absolute = (text: string) => path.resolve(text)
  return Object.fromEntries(
    Object.entries(typed).map(([name, value]) => {
      if (!paths.includes(name)) return [name, value]
      return [
        name,
        Array.isArray(value)
          ? value
              .flatMap((one) => one.split(','))
              .filter(Boolean)
              .map(absolute)
          : absolute(String(value)),
      ]
    }),
  )
}
