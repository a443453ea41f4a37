import { setTimeout as pause } from 'node:timers/promises'
import { exitCodeOf } from '../core/exit-code.ts'
import { apply, emptyRun, isFinished } from '../core/run.ts'
import type { Control } from '../door/door.ts'
import type { Call } from './command.ts'
import type { Output } from './output.ts'
import { paint } from './paint.ts'
import type { Room } from './room.ts'
import { wholeDocument } from './run-document.ts'
import { storyOf } from './story.ts'
import { verdictLines } from './verdict-lines.ts'

/** What a shell calls a command that Ctrl-C ended. */
const interruptedExit = 130
/** A worker packs the evidence within half a minute of the end; a little longer is waited for it. */
const evidenceMs = 40_000

/** Tells a run live to its end and returns its exit code. Ctrl-C leaves the run alone and says how to cancel it; a second one exits at once. */
export async function followToEnd(call: Call, wanted: string): Promise<number> {
  const { out, world } = call
  const room = await call.room()
  const { control, actor } = room
  const { id, title, address } = await control.run(actor, wanted)
  const titleOf = titlesOf(control, address)
  const leave = new AbortController()
  const quiet = world.onInterrupt(() => {
    if (leave.signal.aborted) world.exit(interruptedExit)
    out.note(`Detached: run ${id} goes on. Cancel it: devops-agent runs cancel ${id}`)
    leave.abort()
  })
  try {
    out.say(paint.dim(`Run ${id}: ${title}`))
    await tellPlace(room, id, out)
    await tell(room, id, { out, titleOf, leave: leave.signal })
  } finally {
    quiet()
  }
  const row = await control.run(actor, id)
  out.answer(await wholeDocument(room, row), () => (isFinished(row.status) ? verdictLines(row, control.dataDir, titleOf) : []))
  return leave.signal.aborted && !isFinished(row.status) ? interruptedExit : exitCodeOf(row)
}

interface Telling {
  out: Output
  titleOf(step: string): string
  leave: AbortSignal
}

async function tell({ control, actor }: Room, id: string, { out, titleOf, leave }: Telling): Promise<void> {
  const evidence = new AbortController()
  const over = new AbortController()
  let view = emptyRun
  for await (const event of await control.follow(actor, id, 0, AbortSignal.any([leave, evidence.signal]))) {
    view = apply(view, event)
    for (const line of storyOf(event, view, titleOf)) out.say(line)
    if (isFinished(view.status) && !over.signal.aborted) {
      over.abort()
      void pause(evidenceMs, undefined, { ref: false }).then(() => evidence.abort())
    }
  }
}

/** The titles of a verb's steps; a step that a later release no longer has keeps its id. */
export function titlesOf({ verbs }: Pick<Control, 'verbs'>, address: string): (step: string) => string {
  const verb = verbs[address]
  const steps: Record<string, string> = verb && 'steps' in verb ? verb.steps : {}
  return (step) => steps[step] ?? step
}

/** The screen never waits in silence: the place in the queue, who holds the lock, or that no worker is there. */
async function tellPlace({ control, actor }: Room, id: string, out: Output): Promise<void> {
  const place = await control.place(actor, id)
  if (!place) return
  const { holder, position } = place
  if (holder && holder.id !== id)
    out.say(`Number ${position} in the queue: run ${holder.id} (${holder.address}) by ${holder.startedByName} goes first.`)
  const { workers } = await control.health()
  if (workers === 0) out.say(paint.yellow('No worker is there. The run starts when one is: npm start'))
}
