import type { Manifest } from '../../../lib/odoo/manifest.ts'
import { cyclesIn, type OdooModule } from '../../../lib/odoo/modules.ts'
import { type Series, versionProblem } from '../../../lib/odoo/series.ts'
import { type Addons, manifestFile } from './addons.ts'
import type { Finding } from './findings.ts'
import { placeInManifest } from './manifest-place.ts'
import type { CoreModules } from './plan.ts'

/** The parts of `Addons` that tell how modules belong together. */
export type Known = Pick<Addons, 'modules' | 'unread' | 'linked' | 'sources' | 'elsewhere'>

interface Judged {
  series: Series
  /** Null when the modules of Odoo itself are not known: then what is not in the tree is not judged. */
  core: CoreModules
}

/** What is wrong with modules as their manifests describe them: versions, names, dependencies. Those that are not installable are not judged. */
export function checkModules(addons: Known, { series, core }: Judged): Finding[] {
  const installable = addons.modules.filter(({ manifest }) => manifest.installable)
  const versions = installable.flatMap((module) => {
    const problem = versionProblem(module.manifest.version, series)
    return problem
      ? [told(addons, module, { ...problem, rule: 'manifest-version-format', key: 'version', word: module.manifest.version })]
      : []
  })
  return [
    ...versions,
    ...sameNames(addons),
    ...takenNames(installable, core),
    ...dependencies(addons, installable, { series, core }),
    ...cycles(addons, installable),
  ]
}

interface Problem extends Pick<Finding, 'rule' | 'severity' | 'message'> {
  /** The key of the manifest, and what stands there. */
  key: keyof Manifest
  word: string
}

function told({ sources }: Known, { name, path }: OdooModule, { rule, severity, message, key, word }: Problem): Finding {
  const file = manifestFile(path)
  const place = placeInManifest(sources.get(file) ?? '', key, word)
  return { rule, severity, module: name, file, line: place?.line ?? null, column: place?.column ?? null, message }
}

function sameNames({ modules }: Known): Finding[] {
  const firsts = new Map<string, OdooModule>()
  return modules.flatMap((module): Finding[] => {
    const { name, path, manifest } = module
    const first = firsts.get(name)
    if (first === undefined) firsts.set(name, module)
    if (first === undefined || !(first.manifest.installable || manifest.installable)) return []
    const message = `There are two modules ${name}: in ${first.path} and in ${path}. Odoo loads one of them.`
    return [{ rule: 'duplicate-module', severity: 'error', module: name, file: manifestFile(path), line: null, column: null, message }]
  })
}

/** Odoo looks into its own folder first: it would load and test its own module instead. */
function takenNames(installable: readonly OdooModule[], core: CoreModules): Finding[] {
  return installable
    .filter(({ name }) => core?.has(name))
    .map(({ name, path }) => {
      const message = `Odoo has a module ${name} of its own, which it loads instead of this one. Give it another name.`
      return { rule: 'core-module', severity: 'error', module: name, file: manifestFile(path), line: null, column: null, message }
    })
}

function dependencies(addons: Known, installable: readonly OdooModule[], { series, core }: Judged): Finding[] {
  const loaded = new Set(installable.map(({ name }) => name))
  const present = new Set(addons.modules.map(({ name }) => name))
  // What is wrong with these is told where they are.
  const silent = new Set([...addons.unread.map(({ name }) => name), ...addons.linked])
  const problemOf = (name: string, wanted: string): Omit<Problem, 'key' | 'word'> | null => {
    if (loaded.has(wanted) || core?.has(wanted) || silent.has(wanted)) return null
    const depends = `${name} depends on ${wanted}`
    if (present.has(wanted))
      return { rule: 'uninstallable-dependency', severity: 'error', message: `${depends}, whose manifest says that it is not installable.` }
    if (core === null) return null
    const unknown = `${depends}, which is neither in this repository nor in Odoo ${series}.`
    if (addons.elsewhere === null)
      return { rule: 'unknown-dependency', severity: 'error', message: `${unknown} Add it, or correct the name.` }
    const message = `${unknown} It is to come from another one (${addons.elsewhere}), and cannot be had here.`
    return { rule: 'unknown-dependency', severity: 'warning', message }
  }
  return installable.flatMap((module) =>
    module.manifest.depends.flatMap((wanted) => {
      const problem = problemOf(module.name, wanted)
      return problem ? [told(addons, module, { ...problem, key: 'depends', word: wanted })] : []
    }),
  )
}

/** A circle is told at the first module of its smallest name. */
function cycles(addons: Known, installable: readonly OdooModule[]): Finding[] {
  const circles = new Map(cyclesIn(installable).map((names) => [names[0], names]))
  return installable.flatMap((module) => {
    const circle = circles.get(module.name)
    if (circle === undefined) return []
    circles.delete(module.name)
    const message = `These modules depend on each other, so that none can be installed: ${[...circle, module.name].join(' → ')}.`
    const word = circle[1] ?? module.name
    return [told(addons, module, { rule: 'dependency-cycle', severity: 'error', message, key: 'depends', word })]
  })
}
