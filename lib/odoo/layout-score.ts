import type { LayoutFinding } from './layout.ts'
import { layoutRules } from './layout-rules.ts'
import type { LayoutTree } from './layout-tree.ts'

/**
 * 100 for a tree that follows all rules. Each rule is asked of each module, of each repository, or of the tree once; the score is the share of
 * those answers that are fine, in percent and rounded down, so that one finding never leaves 100. What is waived counts as fine.
 */
export function scoreOf(findings: readonly LayoutFinding[], { modules, repositories }: LayoutTree): number {
  const counts = { modules: modules.length, repositories: repositories.length, tree: 1 }
  const asked = layoutRules.reduce((sum, rule) => sum + counts[rule.counts], 0)
  const failed = new Set(findings.filter(({ waiver }) => waiver === null).map(({ rule, path }) => `${rule} ${path}`)).size
  return Math.max(0, Math.floor((100 * (asked - failed)) / asked))
}
