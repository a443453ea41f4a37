import type { LookContext } from '../../lib/core/skill.ts'
import type { LayoutFinding } from '../../lib/odoo/layout.ts'
import { layoutRules } from '../../lib/odoo/layout-rules.ts'
import type { LayoutTree } from '../../lib/odoo/layout-tree.ts'
import { withWaivers } from '../../lib/odoo/layout-waivers.ts'
import { firstCommits } from './first-commits.ts'

/** All that differs from what is wanted, with its first commit and its waiver: errors, then warnings, then what is waived; within these as the rules come. */
export async function findingsOf(tree: LayoutTree, { trees, files }: LookContext): Promise<LayoutFinding[]> {
  const all = layoutRules.flatMap((rule) => rule.check(tree).map((found) => ({ rule: rule.id, found })))
  const [errors, warnings] = [all.filter(({ found }) => found.level === 'error'), all.filter(({ found }) => found.level === 'warning')]
  const since = await firstCommits(
    [...errors, ...warnings].map(({ found }) => found),
    tree,
    trees,
  )
  const findings = [...errors, ...warnings].map(({ rule, found }): LayoutFinding => {
    const { level, path, message, hint, fix } = found
    return { rule, level, path, message, hint, since: since.get(found) ?? null, fix, waiver: null }
  })
  const { file, waivers } = files.waivers()
  const told = withWaivers(findings, { waivers, file: file.slice(tree.at.length + 1), today: new Date().toISOString().slice(0, 10) })
  return told.toSorted((a, b) => rank(a) - rank(b))
}

function rank({ level, waiver }: LayoutFinding): number {
  if (waiver !== null) return 2
  return level === 'error' ? 0 : 1
}
