import { z } from 'zod'
import type { StepTools } from '../../../lib/core/skill.ts'
import type { Series } from '../../../lib/odoo/series.ts'
import type { Job } from '../workspace.ts'
import type { Addons } from './addons.ts'
import { checkModules } from './checks-modules.ts'
import { type Finding, inOrder } from './findings.ts'
import { runHelper } from './helper.ts'
import { placeInManifest } from './manifest-place.ts'
import type { CoreModules } from './plan.ts'

export { type Finding, judgeChecks, rendered } from './findings.ts'

/** What `check_tree.py` prints; `mention` is what of the manifest is meant. */
const treeFacts = z.object({
  python: z.string(),
  checked: z.number(),
  findings: z.array(
    z.object({
      rule: z.string(),
      severity: z.enum(['error', 'warning']),
      module: z.string(),
      file: z.string(),
      line: z.number().nullable().default(null),
      column: z.number().nullable().default(null),
      message: z.string(),
      mention: z.string().optional(),
    }),
  ),
  more: z.number(),
})

type TreeFinding = z.output<typeof treeFacts>['findings'][number]

/**
 * Judges addons without running any of them: their manifests, how they depend on each other, and their files. What a module that is
 * not installable holds is not judged, since Odoo never loads it. All findings, in order of file and line.
 */
export async function checkAddons(
  step: StepTools,
  job: Job,
  addons: Addons,
  { series, core }: { series: Series; core: CoreModules },
): Promise<Finding[]> {
  if (core === null) await step.log(`Whether modules of Odoo exist is not judged, since those of Odoo ${series} are not known.`)
  const { python, checked, findings, more } = treeFacts.parse(await runHelper(step, job, { name: 'check_tree', stdin: wantedOf(addons) }))
  await step.log(`Files checked with Python ${python}: ${checked}.`)
  if (more > 0) await step.log(`Findings that are not listed: ${more}.`, 'err')
  return [...addons.findings, ...checkModules(addons, { series, core }), ...findings.map((finding) => placed(finding, addons))].sort(
    inOrder,
  )
}

/** The input of `check_tree.py`. */
function wantedOf({ tree, modules, unread }: Addons): string {
  const read = modules.map(({ name, path, manifest: { data, demo, installable } }) => {
    return { name, path, files: [...data, ...demo], isJudged: installable }
  })
  return JSON.stringify({ tree, modules: [...read, ...unread.map((module) => ({ ...module, files: [], isJudged: false }))] })
}

function placed({ mention, ...finding }: TreeFinding, { sources }: Addons): Finding {
  const source = sources.get(finding.file) ?? ''
  const place = mention === undefined ? null : (placeInManifest(source, 'data', mention) ?? placeInManifest(source, 'demo', mention))
  return { ...finding, ...place }
}
