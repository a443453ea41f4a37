import type { z } from 'zod'
import type { CallOptions, Tools } from '../tools/tools.ts'
import type { Problem } from './error.ts'
import type { LookContext, Outside, ToldContext } from './look-context.ts'
import type { Actor, Modes, Role } from './policy.ts'
import type { RoomStore } from './room.ts'
import type { JsonObject, TestResult } from './run.ts'
import type { AnyRunReadVerb } from './run-read.ts'
import type { AddonsSettings, GithubTies, OdooSettings } from './settings.ts'
import type { Stage } from './stage.ts'
import type { ReadStore } from './store.ts'

export type { LookContext, Outside, ToldContext }

/** `skill.verb`: the URL, the command, the tool's name, the heading and the run's column. */
export type Address = `${string}.${string}`

/** What the body of a step gets. Whatever changes the world goes through `tools`, and each call is witnessed. */
export interface StepTools extends Required<Pick<CallOptions, 'signal'>> {
  tools: Tools
  /** Hides the secrets in a text. Whatever is written is masked anyway; what is shortened before needs it earlier. */
  mask(text: string): string
  /** Writes one line to the run's log, redacted. */
  log(line: string, stream?: 'out' | 'err'): Promise<void>
  /** Adds test results to the run's report; those of an earlier attempt are void. */
  tests(results: TestResult[]): Promise<void>
  /** Asks a verb that files and commits answer alone, as everybody may ask it. */
  look<Input extends z.ZodObject, Output extends z.ZodObject>(
    verb: LookVerb<Input, Output>,
    input: z.input<Input>,
  ): Promise<z.output<Output>>
}

/** What a verb that changes something gets. `run` is repeated by a replay: it is deterministic between its steps. */
export interface Context<StepId extends string> {
  runId: string
  store: ReadStore
  settings: Settings
  /** Runs once per checkpoint. The result is small JSON without secrets. `undo` is registered before `work`, and gets what was made if that is known. */
  step<Made>(
    id: StepId,
    work: (tools: StepTools) => Promise<Made>,
    undo?: (made: Made | undefined, tools: StepTools) => Promise<void>,
  ): Promise<Made>
  /** Runs after success, failure and cancel. */
  always(id: StepId, work: (tools: StepTools) => Promise<void>): void
  /** Runs another verb inside this one's lock, as a run of its own with this one as its parent; its output is returned. */
  call(address: Address, input: Record<string, unknown>): Promise<unknown>
}

/** What a verb that only reads gets. */
export interface AskContext {
  actor: Actor
  store: ReadStore
  settings: Settings
  modes: Modes
}

/** The part of the configuration that verbs may see: no secret, no path of the control room's own. */
export interface Settings {
  /** Where Odoo runs, by name; at most one is production. */
  environments: Record<string, EnvironmentSettings>
  /** How often each is asked how it is; 0 where only a check asks. What was heard holds for three times as long. */
  healthEveryMs: number
  repositories: Record<string, { url: string; branch: string; series?: string | undefined }>
  /** Milliseconds a test step may take. */
  testDeadlineMs: number
  limits: { memoryBytes: number; processes: number; fileBytes: number; cpuSeconds: number }
  odoo: OdooSettings
  addons: AddonsSettings
  github: GithubTies
  /** config/agent.yml one by one: `odoo.cpus`, its value, and its line or null for what is so by itself. */
  configured: readonly { key: string; value: string; line: number | null }[]
}

/** An Odoo that somebody uses: `url` has no credentials in it. */
export interface EnvironmentSettings {
  stage: Stage
  url: string
  series?: string | undefined
}

/** What a person agrees to before anything is changed. Every surface shows it; none has words of its own for that. */
interface Agreeable<Input extends z.ZodObject> {
  /** The sentence; required of every verb that changes something. */
  confirm?(input: z.output<Input>): string
  /** What the sentence adds of what is so at this moment: who uses it, what hangs on it. Empty where nothing is known of it. */
  told?(context: ToldContext, input: z.output<Input>): Promise<string>
}

/** What every verb says of itself. */
export interface Described<Input extends z.ZodObject, Output extends z.ZodObject> {
  /** Button, heading, MCP title. */
  title: string
  /** Help, MCP description, SKILLS.md. */
  summary: string
  /** Flat: text, number, switch, choice, list. */
  input: Input
  output: Output
  example: z.input<Input>
  /** The least role that may use it; by default viewer for a read, developer for a write, operator for a destroy. */
  role?: Role
  /** The short command: a word, or two such as `deps resolve`. */
  alias?: string
  /** The input that is typed as bare words after the command. */
  word?: NoInfer<keyof z.input<Input> & string>
}

export interface ReadVerb<Input extends z.ZodObject, Output extends z.ZodObject> extends Described<Input, Output> {
  effect: 'read'
  answer(context: AskContext, input: z.output<Input>): Promise<z.input<Output>>
}

/** A question that files and commits answer alone. */
export interface LookVerb<Input extends z.ZodObject, Output extends z.ZodObject> extends Described<Input, Output> {
  effect: 'read'
  look(context: LookContext, input: z.output<Input>): Promise<z.input<Output>>
  /** Pure: the answer as somebody is shown it, without what only a run is to know; without it, all of the answer. */
  shown?(output: z.output<Output>): z.output<Output>
  /** How a person reads the answer in a terminal; without it, every fact by its name. */
  lines?(output: z.output<Output>): string[]
  /** Pure: what is wrong, so that a script hears of it by the exit code; null when all is well. */
  judge?(output: z.output<Output>): Problem | null
}

/** A judgement of facts: what is wrong, and which step to blame. A `warning` leaves the run succeeded, and is kept as its cause. */
export interface Verdict extends Problem {
  step: string
  /** `failure` where it is not said. */
  level?: 'failure' | 'warning'
}

export interface RunVerb<Input extends z.ZodObject, Output extends z.ZodObject, StepId extends string>
  extends Described<Input, Output>,
    Agreeable<Input> {
  effect: 'write' | 'destroy'
  /** The plan, known before it runs. */
  steps: Record<StepId, string>
  /** What a person calls such a run: `CI of example main`. */
  label?(input: z.output<Input>): string
  /** Milliseconds a step may take, where it is not ten minutes. */
  deadlines?: Partial<Record<StepId, number>>
  /** One at a time per key: `environment:staging`. Names what is written. */
  lock?(input: z.output<Input>): string
  /** Required when the effect is `destroy`: the step that takes a verified backup, or why there is none. */
  safeguard?: NoInfer<StepId> | { none: string }
  /** True when another person has to approve before it is queued. */
  needsApproval?(input: z.output<Input>): boolean
  /** The verbs that it calls. */
  calls?: Address[]
  /** The run that this one repeats: both are linked, and bear its title. */
  repeats?(input: z.output<Input>): string
  /** Pure: what the facts in the output mean for the run's status; null is success. */
  judge?(output: z.output<Output>): Verdict | null
  run(context: Context<StepId>, input: z.output<Input>): Promise<z.input<Output>>
}

/** What a verb that changes the control room itself gets: all that it writes is one transaction, with its record in the audit. */
interface ChangeContext extends AskContext {
  room: RoomStore
}

/** What was changed. Only `answer` may hold a secret that is shown once: the rest is written into the audit. */
interface Changed<Answer> {
  answer: Answer
  /** What it was done to, as the audit names it: a token, a member. */
  target: string
  before?: JsonObject
  after?: JsonObject
}

/** A change of the control room itself, made while the caller waits: no run, no engine, one transaction. */
export interface ChangeVerb<Input extends z.ZodObject, Output extends z.ZodObject> extends Described<Input, Output>, Agreeable<Input> {
  effect: 'write' | 'destroy'
  /** True where the answer holds a secret: it is kept nowhere, so that the same request again is not answered with it. */
  shownOnce?: true
  change(context: ChangeContext, input: z.output<Input>): Promise<Changed<z.input<Output>>>
}

export type AnyLookVerb = LookVerb<z.ZodObject, z.ZodObject>
type AnyReadVerb = ReadVerb<z.ZodObject, z.ZodObject> | AnyRunReadVerb | AnyLookVerb
export type AnyChangeVerb = ChangeVerb<z.ZodObject, z.ZodObject>
export type AnyRunVerb = RunVerb<z.ZodObject, z.ZodObject, string>
export type AnyVerb = AnyReadVerb | AnyChangeVerb | AnyRunVerb
/** Address → verb. The first verb of a skill is what `skill run <skill>` does. */
export type Registry = Readonly<Record<string, AnyVerb>>

/** Describes a verb that only reads: no run, no evidence, no engine. */
export function defineRead<Input extends z.ZodObject, Output extends z.ZodObject>(verb: ReadVerb<Input, Output>): ReadVerb<Input, Output> {
  return verb
}

/** Describes a verb that reads files and commits alone. */
export function defineLook<Input extends z.ZodObject, Output extends z.ZodObject>(verb: LookVerb<Input, Output>): LookVerb<Input, Output> {
  return verb
}

/** Describes a verb that changes the control room itself. */
export function defineChange<Input extends z.ZodObject, Output extends z.ZodObject>(
  verb: ChangeVerb<Input, Output>,
): ChangeVerb<Input, Output> {
  return verb
}

/** True of a verb whose use is a run. */
export function isRunVerb(verb: AnyVerb): verb is AnyRunVerb {
  return 'run' in verb
}

/** True of a verb that files and commits answer alone. */
export function isLook(verb: AnyVerb): verb is AnyLookVerb {
  return 'look' in verb
}

/** Describes a verb whose use is a run. */
export function defineVerb<Input extends z.ZodObject, Output extends z.ZodObject, StepId extends string>(
  verb: RunVerb<Input, Output, StepId>,
): RunVerb<Input, Output, StepId> {
  return verb
}
