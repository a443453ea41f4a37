import type { z } from 'zod'
import type { AnyVerb, AskContext, Described } from './skill.ts'
import type { RunRow } from './store.ts'

/** A question about one run: who may read that run may ask it, whatever the question's own address is. */
export interface RunReadVerb<Input extends z.ZodObject, Output extends z.ZodObject> extends Described<Input, Output> {
  effect: 'read'
  /** The input that names the run: its id, or enough of its beginning. */
  about: NoInfer<keyof z.input<Input> & string>
  /** `run` is the one that is meant, and may be read. */
  answer(context: AskContext & { run: RunRow }, input: z.output<Input>): Promise<z.input<Output>>
}

export type AnyRunReadVerb = RunReadVerb<z.ZodObject, z.ZodObject>

/** Describes a question about one run. */
export function defineRunRead<Input extends z.ZodObject, Output extends z.ZodObject>(
  verb: RunReadVerb<Input, Output>,
): RunReadVerb<Input, Output> {
  return verb
}

/** True of a question about one run. */
export function isRunRead(verb: AnyVerb): verb is AnyRunReadVerb {
  return 'about' in verb
}
