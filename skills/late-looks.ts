import type { AnyLookVerb } from '../lib/core/skill.ts'

/** Those of looks.ts by what is typed for them, each alone: a question in a terminal loads no other verb. */
export const lateLooks: Readonly<Record<string, () => Promise<Readonly<Record<string, AnyLookVerb>>>>> = {
  'deps resolve': async () => ({ 'module_dependency_resolver.resolve': (await import('./module_dependency_resolver/resolve.ts')).resolve }),
  'deps graph': async () => ({ 'module_dependency_resolver.graph': (await import('./module_dependency_resolver/graph.ts')).graph }),
  'deps impact': async () => ({ 'module_dependency_resolver.impact': (await import('./module_dependency_resolver/impact.ts')).impact }),
  'deps list': async () => ({ 'module_dependency_resolver.list': (await import('./module_dependency_resolver/list.ts')).list }),
  'layout verify': async () => ({ 'oca_ipai_layout_enforcer.verify': (await import('./oca_ipai_layout_enforcer/verify.ts')).verify }),
  'layout radar': async () => ({ 'oca_ipai_layout_enforcer.radar': (await import('./oca_ipai_layout_enforcer/radar.ts')).radar }),
}
