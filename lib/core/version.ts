import { createHash } from 'node:crypto'
import { isRunVerb, type Registry } from './skill.ts'

/** The application version: a hash of all addresses, step ids and calls. A worker replays only runs of its own version. */
export function versionOf(verbs: Registry): string {
  const shape = Object.entries(verbs)
    .flatMap(([address, verb]) => (isRunVerb(verb) ? [[address, Object.keys(verb.steps), verb.calls ?? []]] : []))
    .sort(([a], [b]) => String(a).localeCompare(String(b)))
  return createHash('sha256').update(JSON.stringify(shape)).digest('hex').slice(0, 16)
}
