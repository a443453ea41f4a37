import { appendFile, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { z } from 'zod'
import { OpsError } from '../lib/core/error.ts'
import { type Context, defineVerb, type Registry, type StepTools } from '../lib/core/skill.ts'

/** The world that lab verbs change: a folder with a file for each thing made, and a line for each thing done. */
const world = () => process.env.LAB_WORLD ?? ''
const tell = (runId: string, line: string) => appendFile(path.join(world(), `${runId}.story`), `${line}\n`)

const script = z.string().default('')
const input = z.object({
  key: z.string().default(''),
  a: script,
  b: script,
  c: script,
  closing: script,
  child: z.string().default(''),
  note: z.string().default(''),
})
type Input = z.output<typeof input>
type Id = 'a' | 'b' | 'c' | 'closing'

/**
 * Words of a script, in order: `make` writes the step's file, `undo` registers its removal, `badundo` an undo that fails,
 * `wait=MS` waits and hears the signal, `deaf=MS` waits and does not, `fail` fails, `log=N` writes lines, `say=TEXT` logs a text,
 * `return=TEXT` returns it, `throw=TEXT` fails with it, `sleep=S` starts a real process,
 * `test=ID` and `badtest=ID` report a test that passed or failed, `leak` logs and returns a secret of the environment, `leakfail` fails with it.
 */
async function act(id: string, words: string[], runId: string, { signal, log, tools, tests }: StepTools): Promise<string> {
  let result = id
  for (const word of words) {
    const [name = '', value = ''] = word.split('=')
    if (name === 'make') await writeFile(path.join(world(), `${runId}.${id}`), 'made\n')
    if (name === 'wait') await pause(Number(value), undefined, { signal })
    if (name === 'deaf') await pause(Number(value))
    if (name === 'log') for (let line = 1; line <= Number(value); line += 1) await log(`line ${line} of ${id}`)
    if (name === 'say') await log(value)
    if (name === 'return') result = value
    if (name === 'throw') throw new OpsError('unavailable', value, 'As asked.')
    if (name === 'leak') {
      await log(`the key is ${process.env.MAILGUN_API_KEY}, take care`)
      result = String(process.env.MAILGUN_API_KEY)
    }
    if (name === 'leakfail') throw new Error(`could not sign in with ${process.env.MAILGUN_API_KEY}`)
    if (name === 'fail') throw new OpsError('invalid', `Step ${id} failed, as asked.`, 'Ask for something else.')
    if (name === 'test' || name === 'badtest')
      await tests([
        {
          id: value,
          status: name === 'test' ? 'passed' : 'failed',
          suite: 's',
          name: value,
          file: null,
          line: null,
          durationMs: 1,
          message: null,
          traceback: null,
        },
      ])
    if (name === 'sleep') {
      const argv = ['sleep', value]
      const ended = await tools.process.run({ argv, cwd: '/', env: { PATH: '/usr/bin:/bin' }, label: runId }, { signal })
      if (ended.signal) throw new OpsError('crashed', `The process was ended by ${ended.signal}.`, 'Nobody asked for that.')
    }
  }
  return result
}

function stepOf({ step, runId }: Context<Id>, id: Id, words: string[]): Promise<string> {
  const undo = async () => {
    await tell(runId, `undo ${id}`)
    if (words.includes('badundo')) throw new OpsError('unavailable', `The undo of ${id} failed, as asked.`, 'A person is needed.')
    await rm(path.join(world(), `${runId}.${id}`), { force: true })
  }
  const work = async (tools: StepTools) => {
    await tell(runId, `do ${id}`)
    return act(id, words, runId, tools)
  }
  return words.includes('undo') || words.includes('badundo') ? step(id, work, undo) : step(id, work)
}

const words = (text: string) => text.split(' ').filter(Boolean)

async function play(context: Context<Id>, wanted: Input, order: readonly ('a' | 'b' | 'c')[]) {
  if (wanted.closing) {
    context.always('closing', async (tools) => {
      await tell(context.runId, 'closing')
      await act('closing', words(wanted.closing), context.runId, tools)
    })
  }
  const said: string[] = []
  for (const id of order) {
    if (id === 'c' && wanted.child) said.push(JSON.stringify(await context.call('lab.inner', { key: wanted.key, a: wanted.child })))
    if (wanted[id]) said.push(await stepOf(context, id, words(wanted[id])))
  }
  if (wanted.note === 'between') throw new OpsError('invalid', 'The verb itself failed between its steps.', 'As asked.')
  return { said: said.join(' '), note: wanted.note }
}

const shape = {
  title: 'Play a script',
  summary: 'Does what its input says, for tests of the engine.',
  effect: 'write',
  input,
  output: z.object({ said: z.string(), note: z.string() }),
  example: { a: 'make' },
  steps: { a: 'First', b: 'Second', c: 'Third', closing: 'Closing' },
  deadlines: { b: 30_000, c: 1500 },
  calls: ['lab.inner'] as `${string}.${string}`[],
} as const

const lockOf = ({ key }: Input) => `lab:${key}`
const judge = ({ note }: { note: string }) => {
  if (note === 'red') return { code: 'tests_failed', message: '1 of 2 failed.', hint: 'Look.', step: 'a' } as const
  return note === 'amber' ? ({ code: 'warnings', message: '3 warnings.', hint: 'Mend them.', step: 'a', level: 'warning' } as const) : null
}

const locked = defineVerb({ ...shape, lock: lockOf, judge, run: (context, wanted) => play(context, wanted, ['a', 'b', 'c']) })
const free = defineVerb({ ...shape, run: (context, wanted) => play(context, wanted, ['a', 'b', 'c']) })
const inner = defineVerb({ ...shape, calls: [], lock: lockOf, run: (context, wanted) => play(context, wanted, ['a', 'b', 'c']) })
const destroys = defineVerb({
  ...shape,
  effect: 'destroy',
  confirm: ({ key }) => `Destroy ${key}`,
  safeguard: { none: 'It is a lab.' },
  needsApproval: ({ note }) => note === 'approval',
  repeats: ({ child }) => child,
  run: (context, wanted) => play(context, { ...wanted, child: '' }, ['a', 'b', 'c']),
})
/** Destroys what is in an environment: the key. */
const restores = defineVerb({
  ...shape,
  effect: 'destroy',
  confirm: ({ key }) => `Replace the ${key} database`,
  safeguard: { none: 'It is a lab.' },
  lock: ({ key }) => `environment:${key}`,
  run: (context, wanted) => play(context, wanted, ['a', 'b', 'c']),
})
/** The same steps in another order: a replay of a run that the other began finds what it does not expect. */
const reordered = defineVerb({ ...shape, lock: lockOf, judge, run: (context, wanted) => play(context, wanted, ['b', 'a', 'c']) })
/** A release that has one step more. */
const later = defineVerb({
  ...shape,
  steps: { ...shape.steps, d: 'Fourth' },
  lock: lockOf,
  run: (context, wanted) => play(context, wanted, ['a', 'b', 'c']),
})

const registries: Record<string, Registry> = {
  plain: { 'lab.locked': locked, 'lab.free': free, 'lab.inner': inner, 'lab.destroys': destroys, 'lab.restores': restores },
  reordered: { 'lab.locked': reordered, 'lab.free': free, 'lab.inner': inner, 'lab.destroys': destroys, 'lab.restores': restores },
  later: { 'lab.locked': later, 'lab.free': free, 'lab.inner': inner, 'lab.destroys': destroys, 'lab.restores': restores },
}

export function labVerbs(variant = 'plain'): Registry {
  return registries[variant] ?? {}
}
