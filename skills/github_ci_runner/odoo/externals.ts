import { z } from 'zod'
import type { StepTools } from '../../../lib/core/skill.ts'
import { dependentsOf, type OdooModule } from '../../../lib/odoo/modules.ts'
import type { Series } from '../../../lib/odoo/series.ts'
import type { Job } from '../workspace.ts'
import { ownOf } from './labels.ts'
import type { CoreModules } from './plan.ts'

/**
 * Prints what of `{"python": [...], "bin": [...]}` an image lacks: packages by their names for pip or for import, in the version
 * and under the conditions that are asked for, as far as the image can tell (it needs `packaging`, as Odoo does).
 */
const program = `
import importlib.metadata, importlib.util, json, re, shutil, sys
try:
    from packaging.requirements import Requirement
except ImportError:
    Requirement = None
wanted = json.loads(sys.argv[1])
def lacks(requirement):
    name = re.split(r"[^\\w.-]", requirement.strip(), maxsplit=1)[0]
    try:
        asked = Requirement(requirement) if Requirement else None
    except Exception:
        asked = None
    if asked and asked.marker and not asked.marker.evaluate():
        return False
    try:
        version = importlib.metadata.distribution(name).version
        return bool(asked) and not asked.specifier.contains(version, prereleases=True)
    except Exception:
        pass
    try:
        return importlib.util.find_spec(name.replace("-", "_")) is None
    except Exception:
        return True
print(json.dumps({"python": [one for one in wanted["python"] if lacks(one)], "bin": [one for one in wanted["bin"] if not shutil.which(one)]}))
`
const lackingFacts = z.object({ python: z.array(z.string()), bin: z.array(z.string()) })

/** A module that cannot be installed with this image, and why. */
export interface Blocked {
  name: string
  reason: string
}

interface Wanted {
  image: string
  series: Series
  modules: readonly OdooModule[]
}

/**
 * Modules that cannot be installed with an image: it lacks an external dependency, or nobody has a module that they depend on. All
 * that depend on them are blocked with them.
 */
export async function blockedModules(step: StepTools, job: Job, { image, series, modules }: Wanted): Promise<Blocked[]> {
  const lacking = await lackingDependencies(step, job, image, modules)
  const direct = [...lacking, ...orphans(modules, job.settings.odoo.coreModules(series))]
  const names = direct.map(({ name }) => name)
  const others = dependentsOf(names, modules).filter((name) => !names.includes(name))
  return [...direct, ...others.map((name) => ({ name, reason: 'It depends on a module that cannot be installed with this image.' }))]
}

/** Modules that depend on one that is neither in the repository nor in Odoo; nothing is said where Odoo's own are not known. */
function orphans(modules: readonly OdooModule[], core: CoreModules): Blocked[] {
  if (core === null) return []
  const known = new Set([...core.keys(), ...modules.map(({ name }) => name)])
  return modules.flatMap(({ name, manifest }) => {
    const unknown = manifest.depends.filter((one) => !known.has(one))
    return unknown.length === 0 ? [] : [{ name, reason: `It depends on ${unknown.join(', ')}, neither in the repository nor in Odoo.` }]
  })
}

async function lackingDependencies(step: StepTools, job: Job, image: string, modules: readonly OdooModule[]): Promise<Blocked[]> {
  const wanted = {
    python: [...new Set(modules.flatMap(({ manifest }) => manifest.externalDependencies.python))],
    bin: [...new Set(modules.flatMap(({ manifest }) => manifest.externalDependencies.bin))],
  }
  if (wanted.python.length + wanted.bin.length === 0) return []
  const said = await ask(step, job, image, JSON.stringify(wanted))
  const missing = new Set([...said.python, ...said.bin])
  return modules.flatMap(({ name, manifest: { externalDependencies } }) => {
    const lacked = [...externalDependencies.python, ...externalDependencies.bin].filter((one) => missing.has(one))
    return lacked.length === 0 ? [] : [{ name, reason: `It needs ${lacked.join(', ')}, which ${image} does not have.` }]
  })
}

async function ask({ tools, signal }: StepTools, job: Job, image: string, wanted: string): Promise<z.output<typeof lackingFacts>> {
  let printed = ''
  await tools.docker.run(
    {
      image,
      entrypoint: ['python3'],
      argv: ['-c', program, wanted],
      env: { LANG: 'C.UTF-8' },
      labels: ownOf(job.runId).labels,
      networks: [],
      mounts: [],
      limits: { memoryBytes: 512 * 1024 ** 2, cpus: 1, processes: 64 },
      readOnlyRoot: true,
    },
    {
      signal,
      deadlineMs: 60_000,
      onLine: (line, stream) => {
        if (stream === 'out') printed = line
      },
    },
  )
  return lackingFacts.parse(JSON.parse(printed))
}
