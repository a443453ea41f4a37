import type { AnyLookVerb } from '../lib/core/skill.ts'
import { graph } from './module_dependency_resolver/graph.ts'
import { impact } from './module_dependency_resolver/impact.ts'
import { list } from './module_dependency_resolver/list.ts'
import { resolve } from './module_dependency_resolver/resolve.ts'
import { radar } from './oca_ipai_layout_enforcer/radar.ts'
import { verify } from './oca_ipai_layout_enforcer/verify.ts'

/** Verbs that files and commits answer alone. They stand apart from the rest, so that they start at once. */
export const looks = {
  'module_dependency_resolver.resolve': resolve,
  'module_dependency_resolver.graph': graph,
  'module_dependency_resolver.impact': impact,
  'module_dependency_resolver.list': list,
  'oca_ipai_layout_enforcer.verify': verify,
  'oca_ipai_layout_enforcer.radar': radar,
} satisfies Readonly<Record<string, AnyLookVerb>>
