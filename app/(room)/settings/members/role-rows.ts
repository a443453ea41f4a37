import { type Role, roleFor } from '../../../../lib/core/policy.ts'
import type { Registry } from '../../../../lib/core/skill.ts'

export interface RoleGroup {
  skill: string
  verbs: { address: string; title: string; effect: 'read' | 'write' | 'destroy'; role: Role }[]
}

/** Each verb with the least role that may use it, by skill, in the order of the registry. */
export function rolesByVerb(verbs: Registry): RoleGroup[] {
  const groups: RoleGroup[] = []
  for (const [address, verb] of Object.entries(verbs)) {
    const [skill = ''] = address.split('.')
    const row = { address, title: verb.title, effect: verb.effect, role: roleFor(verb) }
    const group = groups.find((one) => one.skill === skill)
    if (group) group.verbs.push(row)
    else groups.push({ skill, verbs: [row] })
  }
  return groups
}
