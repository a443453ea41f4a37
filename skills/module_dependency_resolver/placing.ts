import { z } from 'zod'
import { problemOf } from '../../lib/core/error.ts'
import type { StepTools, Verdict } from '../../lib/core/skill.ts'
import type { Wanted } from './wanted-repositories.ts'

const perRepositoryMs = 900_000
/** Clones at once: a host is not to take them for a flood. */
const atOnce = 4

/** What may be wrong with one repository; anything else is not about it. */
const codes = ['invalid', 'refused', 'not_found', 'conflict', 'timeout', 'unavailable'] as const

/** What became of a repository. */
export const placedRow = z.object({
  name: z.string(),
  folder: z.string(),
  outcome: z.enum(['cloned', 'there', 'left', 'failed']).describe('`left` is something else, and was not touched'),
  branch: z.string().nullable(),
  sha: z.string().nullable(),
  because: z.string().describe('Why it was left or failed; else empty'),
  code: z.enum(codes).nullable().describe('Of what failed'),
  hint: z.string(),
})
export type PlacedRow = z.output<typeof placedRow>

/** Clones each to its place. What one lacks does not keep the others from it: only who cancels does. */
export async function placeAll(step: StepTools, wanted: readonly Wanted[], run: { id: string; root: string }): Promise<PlacedRow[]> {
  const rows: PlacedRow[] = []
  for (let start = 0; start < wanted.length; start += atOnce)
    rows.push(...(await Promise.all(wanted.slice(start, start + atOnce).map((one) => placed(step, one, run)))))
  return rows
}

async function placed(
  { tools, log, signal }: StepTools,
  { name, url, folder, branch, commit, isSubmodule, path }: Wanted,
  { id, root }: { id: string; root: string },
): Promise<PlacedRow> {
  const row = { name, folder, branch: null, sha: null, code: null, hint: '' }
  if (isSubmodule) {
    const hint = `Bring it with git -C ${root} submodule update --init -- ${path}`
    await log(`${name} is a submodule, which git brings.`)
    return { ...row, outcome: 'left', because: 'it is a submodule of the checkout', hint }
  }
  try {
    const options = { signal, deadlineMs: perRepositoryMs, label: id }
    const { outcome, ...found } = await tools.git.place(
      url,
      { folder, root, branch: branch ?? undefined, commit: commit ?? undefined },
      options,
    )
    await log(lineOf({ name, folder, outcome, ...found }))
    return { ...row, ...found, outcome, hint: outcome === 'left' ? 'Put it right by hand, or leave it.' : '' }
  } catch (error) {
    const problem = problemOf(error)
    const code = codes.find((one) => one === problem.code)
    if (code === undefined) throw error
    await log(`${name}: ${problem.message}`, 'err')
    return { ...row, outcome: 'failed', because: problem.message, code, hint: problem.hint }
  }
}

function lineOf({
  name,
  folder,
  outcome,
  branch,
  sha,
  because,
}: Pick<PlacedRow, 'name' | 'folder' | 'outcome' | 'branch' | 'sha' | 'because'>) {
  if (outcome === 'left') return `${name} was left as it is: ${because}.`
  return `${name} ${outcome === 'cloned' ? 'was cloned to' : 'is there already,'} ${folder}: ${branch ?? 'no branch'} at ${sha?.slice(0, 7)}.`
}

/** Takes away what this run has cloned; what was changed since stays, and is told. */
export async function removeAll(
  { tools, log, signal }: StepTools,
  places: readonly { folder: string }[],
  run: { id: string; root: string },
) {
  const kept: unknown[] = []
  for (const { folder } of places)
    try {
      if (await tools.git.removePlaced({ folder, root: run.root }, { signal, label: run.id })) await log(`${folder} was removed again.`)
    } catch (error) {
      kept.push(error)
    }
  if (kept.length > 0) throw kept[0]
}

/** What keeps the repositories from being all there: the first that failed, else what was left or is missing still. */
export function judgeOf({ rows, missing }: { rows: readonly PlacedRow[]; missing: readonly string[] }): Verdict | null {
  const failed = rows.flatMap(({ code, ...row }) => (code === null ? [] : [{ ...row, code }]))
  const left = rows.filter(({ outcome }) => outcome === 'left')
  const [worst] = failed
  if (worst) {
    const others = failed.length === 1 ? '' : ` ${failed.length - 1} more failed.`
    return { code: worst.code, message: `${worst.name}: ${worst.because}${others}`, hint: worst.hint, step: 'clone' }
  }
  const [first] = left
  if (first) {
    const message = left.map(({ name, because }) => `${name} was left as it is: ${because}.`).join(' ')
    return { code: 'warnings', level: 'warning', message, hint: first.hint, step: 'clone' }
  }
  if (missing.length === 0) return null
  const message = `In no repository that is there: ${missing.join(', ')}.`
  return { code: 'warnings', level: 'warning', message, hint: `See devops-agent deps resolve ${missing[0]}`, step: 'check' }
}
