import { dependentsOf, type OdooModule } from './modules.ts'

/** Which modules a change reaches. */
export interface Reach {
  /** Those that changed themselves, or need one that is gone; in the order of the modules. */
  changed: string[]
  /** Those and all that depend on them, sorted. */
  reached: string[]
}

/** The modules that changed, or that need one that is gone, with all that depend on them. */
export function reachOf(modules: readonly OdooModule[], isChanged: (module: OdooModule) => boolean, gone: readonly string[]): Reach {
  const changed = modules
    .filter((module) => isChanged(module) || module.manifest.depends.some((name) => gone.includes(name)))
    .map(({ name }) => name)
  return { changed, reached: dependentsOf(changed, modules) }
}

/**
 * True of a file that `click-odoo-update` takes into a module's checksum, so that a change of it makes the module one to update; `file`
 * is relative to the module. It leaves out compiled Python, templates of translations, `static/` and `tests/`, and translations into
 * languages that the database does not have; `languages` null stands for all. (click-odoo-contrib 1.x, `update.py`, its defaults.)
 */
export function isUpdated(file: string, languages: readonly string[] | null): boolean {
  if (/\.py[co]$/.test(file) || /^i18n(?:_extra)?\/.*\.pot$/.test(file) || /^(?:static|tests)\//.test(file)) return false
  const language = /^i18n(?:_extra)?\/([^/]+)\.po$/.exec(file)?.[1]
  if (language === undefined || languages === null) return true
  // `fr` serves `fr_BE` too.
  return languages.some((one) => one === language || one.split('_')[0] === language)
}
