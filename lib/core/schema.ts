import { z } from 'zod'
import { type AnyVerb, isRunVerb } from './skill.ts'

/** JSON Schema 2020-12, as agents and OpenAPI 3.1 read it. */
export type JsonSchema = z.core.JSONSchema.JSONSchema

/** How a run stands, as agents and HTTP get it; `output` is what its verb promises, once it is there. */
function runResult(output: z.ZodType) {
  return z.object({
    run: z.string().describe('The run’s id'),
    address: z.string(),
    title: z.string(),
    status: z.string().describe('waiting, queued, running, undoing, succeeded, failed, rolled_back, cancelled or interrupted'),
    ended: z.boolean().describe('False while it may still change: follow_run tells how it goes on'),
    cause: z.object({ code: z.string(), message: z.string(), hint: z.string(), step: z.string() }).nullable(),
    tests: z.object({ passed: z.number(), failed: z.number(), error: z.number(), skipped: z.number() }),
    left: z.array(z.string()).describe('Steps whose undo did not succeed'),
    output: output.nullable(),
    page: z.string().nullable().describe('Where a person sees it'),
  })
}

/** What a verb takes. */
export function inputSchemaOf({ input }: Pick<AnyVerb, 'input'>): JsonSchema {
  return z.toJSONSchema(input.strict(), { io: 'input', unrepresentable: 'any' })
}

/** What a verb answers with, where it is no run. */
export function answerSchemaOf({ output }: Pick<AnyVerb, 'output'>): JsonSchema {
  return z.toJSONSchema(output, { io: 'output', unrepresentable: 'any' })
}

/** What an agent gets of a verb: its answer, or how its run stands. */
export function resultSchemaOf(verb: AnyVerb): JsonSchema {
  return isRunVerb(verb) ? z.toJSONSchema(runResult(verb.output), { io: 'output', unrepresentable: 'any' }) : answerSchemaOf(verb)
}

/** How any run stands, whatever its verb. */
export function runSchema(): JsonSchema {
  return z.toJSONSchema(runResult(z.record(z.string(), z.unknown())), { io: 'output', unrepresentable: 'any' })
}
