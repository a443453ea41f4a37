import type { Tool } from '@modelcontextprotocol/sdk/types.js'
import type { Actor } from '../core/policy.ts'
import { inputSchemaOf, type JsonSchema, resultSchemaOf, runSchema } from '../core/schema.ts'
import type { AnyVerb } from '../core/skill.ts'
import type { Control } from '../door/door.ts'

/** More tools than this confuse the model that has to choose among them. */
const mostTools = 25

/** `skill__verb`: names of tools have no dots. */
export function toolNameOf(address: string): string {
  return address.replace('.', '__')
}

/** What is always there, besides the verbs. */
const ownTools: readonly Tool[] = [
  {
    name: 'find_skill',
    title: 'Find a skill',
    description: 'Finds verbs by words, listed as tools or not: what each takes, and why you may not use it, if so.',
    inputSchema: objectOf({ words: { type: 'string', description: 'Words such as restore, or a skill; all verbs when left out' } }),
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  {
    name: 'run_skill',
    title: 'Use a skill',
    description: 'Uses a verb that is not listed as a tool, in the same way as its tool would.',
    inputSchema: objectOf(
      {
        skill: { type: 'string', description: 'The address, such as github_ci_runner.run' },
        input: { type: 'object' },
        reason: { type: 'string', description: 'Why, in words that the audit keeps; what destroys on production needs it' },
      },
      ['skill'],
    ),
    annotations: { readOnlyHint: false, destructiveHint: true, openWorldHint: true },
  },
  {
    name: 'follow_run',
    title: 'Follow a run',
    description: 'Waits a while for a run’s end, and tells how it stands.',
    inputSchema: objectOf({ run: { type: 'string', description: 'Its id' } }, ['run']),
    outputSchema: asObject(runSchema()),
    annotations: { readOnlyHint: true, openWorldHint: false },
  },
  {
    name: 'cancel_run',
    title: 'Cancel a run',
    description: 'Cancels a run; what it made is undone.',
    inputSchema: objectOf({ run: { type: 'string', description: 'Its id' } }, ['run']),
    outputSchema: asObject(runSchema()),
    annotations: { readOnlyHint: false, destructiveHint: false, idempotentHint: true, openWorldHint: false },
  },
]

/** The tools of an agent: what it may use in its mode, the mode's own skills first; the rest is for `find_skill` and `run_skill`. */
export function toolsFor({ verbs, judge }: Pick<Control, 'verbs' | 'judge'>, actor: Actor): Tool[] {
  const usable = Object.entries(verbs).filter(([address]) => judge(actor, address).allowed)
  const isOwn = ([address]: [string, AnyVerb]) => address.startsWith('control_room.')
  const ordered = [...usable.filter((entry) => !isOwn(entry)), ...usable.filter(isOwn)]
  return [...ordered.slice(0, mostTools - ownTools.length).map(([address, verb]) => toolOf(address, verb)), ...ownTools]
}

function toolOf(address: string, verb: AnyVerb): Tool {
  const { title, summary, effect } = verb
  const isRead = effect === 'read'
  return {
    name: toolNameOf(address),
    title,
    description: effect === 'destroy' ? `${summary} It waits until a person has approved it.` : summary,
    inputSchema: asObject(inputSchemaOf(verb)),
    outputSchema: asObject(resultSchemaOf(verb)),
    annotations: { title, readOnlyHint: isRead, destructiveHint: effect === 'destroy', idempotentHint: isRead, openWorldHint: !isRead },
  }
}

function objectOf(properties: Record<string, object>, required: string[] = []): Tool['inputSchema'] {
  return { type: 'object', properties, required, additionalProperties: false }
}

/** Inputs and outputs of verbs are zod objects: their schemas are objects too. */
function asObject(schema: JsonSchema): Tool['inputSchema'] {
  return schema as Tool['inputSchema']
}
