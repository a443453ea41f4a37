import { closureOf } from './modules.ts'

/** A module that Odoo installs by itself once all of `triggers` are there; at once where there are none. */
export interface AutomaticModule {
  name: string
  triggers: readonly string[]
  /** Codes of countries: Odoo 17 and newer bring it only where a company is in one of them. Absent or empty for everywhere. */
  countries?: readonly string[]
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
 * is among them: Odoo refuses the whole installation then. What is `installed` already is not brought, and brings nothing alone: at
 * least one of the triggers has to be new.
 */
export function automaticAfter(
  there: Iterable<string>,
  candidates: readonly AutomaticModule[],
  dependsOf: (name: string) => readonly string[] | undefined,
  installed: ReadonlySet<string> = new Set(),
): AutomaticModule[] {
  const known = new Set([...there, ...installed])
  const isNew = (triggers: readonly string[]) => installed.size === 0 || triggers.some((trigger) => !installed.has(trigger))
  const brought: AutomaticModule[] = []
  let waiting = candidates.filter(({ name }) => !known.has(name))
  for (let isGrowing = true; isGrowing; ) {
    const ready = waiting.filter(({ triggers }) => triggers.every((trigger) => known.has(trigger)) && isNew(triggers))
    waiting = waiting.filter((one) => !ready.includes(one))
    for (const one of ready.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (!known.has(one.name)) brought.push(one)
      for (const name of [one.name, ...closureOf([one.name], dependsOf).ordered]) known.add(name)
    }
    isGrowing = ready.length > 0
  }
  return brought
}

/** The country of a module of Odoo itself, whose list does not name it: such modules are called after it. The Union is none. */
export function countriesOf(name: string): string[] {
  const code = /^l10n_(?!eu(?:_|$))([a-z]{2})(?:_|$)/.exec(name)?.[1]
  return code === undefined ? [] : [code]
}
