import { closureOf } from './modules.ts'

/** A module that Odoo installs by itself once all of `triggers` are there; at once where there are none. */
export interface AutomaticModule {
  name: string
  triggers: readonly string[]
}

/** What brings a module when Odoo installs it by itself; null for one that it does not. */
export function triggersOf({
  autoInstall,
  depends,
}: {
  autoInstall: boolean | readonly string[]
  depends: readonly string[]
}): readonly string[] | null {
  if (autoInstall === false) return null
  return autoInstall === true ? depends : autoInstall
}

/**
 * The modules that Odoo installs by itself after `there`, in the order in which they are brought, as `button_install` of
 * ir.module.module does it (Odoo 16 to 19): each brings what it needs itself, and that may bring more. One that needs something unknown
 * is among them: Odoo refuses the whole installation then.
 */
export function automaticAfter(
  there: Iterable<string>,
  candidates: readonly AutomaticModule[],
  dependsOf: (name: string) => readonly string[] | undefined,
): AutomaticModule[] {
  const known = new Set(there)
  const brought: AutomaticModule[] = []
  let waiting = candidates.filter(({ name }) => !known.has(name))
  for (let isGrowing = true; isGrowing; ) {
    const ready = waiting.filter(({ triggers }) => triggers.every((trigger) => known.has(trigger)))
    waiting = waiting.filter((one) => !ready.includes(one))
    for (const one of ready.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!known.has(one.name)) brought.push(one)
      for (const name of [one.name, ...closureOf([one.name], dependsOf).ordered]) known.add(name)
    }
    isGrowing = ready.length > 0
  }
  return brought
}
