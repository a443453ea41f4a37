import type { LookContext } from '../../lib/core/skill.ts'
import type { LayoutCommit } from '../../lib/odoo/layout.ts'
import { type Found, isWithin, type LayoutTrace } from '../../lib/odoo/layout-rule.ts'
import { sinceOf, type TracedChange } from '../../lib/odoo/layout-since.ts'
import type { LayoutTree } from '../../lib/odoo/layout-tree.ts'

/** So many findings are traced, the first: a tree that was never looked after has thousands, and nobody reads them all. */
const mostTraced = 100
/** So many versions of a file are read. */
const mostVersions = 20
const deadlineMs = 800

/** A finding whose files lie in one repository, as that repository names them. */
interface Traced {
  found: Found
  trace: LayoutTrace
}

/** Since which commit each finding is there, as far as that can be told soon enough. */
export async function firstCommits(
  found: readonly Found[],
  tree: LayoutTree,
  trees: LookContext['trees'],
): Promise<Map<Found, LayoutCommit>> {
  const all = found.flatMap((one) => traced(one, tree)).slice(0, mostTraced)
  const groups = [...Map.groupBy(all, ({ owner }) => owner)]
  const told = await Promise.all(groups.map(([owner, group]) => inRepository(owner === '' ? tree.at : `${tree.at}/${owner}`, group, trees)))
  return new Map(told.flat())
}

/** The repository that the files lie in. One whose history was cut off cannot tell since when. */
function traced(found: Found, { repositories, root }: LayoutTree): (Traced & { owner: string })[] {
  const { trace } = found
  const [first = ''] = trace?.files ?? []
  if (trace === null) return []
  const own = repositories.find(({ path, standing }) => standing.kind === 'repository' && isWithin(first, path))
  const standing = own?.standing.kind === 'repository' ? own.standing : root
  if (standing === null || standing.commit === null || standing.isShallow) return []
  const owner = own?.path ?? ''
  const files = owner === '' ? trace.files : trace.files.map((file) => file.slice(owner.length + 1))
  return [{ found, owner, trace: { files, holds: trace.holds } }]
}

async function inRepository(folder: string, group: readonly Traced[], trees: LookContext['trees']): Promise<[Found, LayoutCommit][]> {
  const files = [...new Set(group.flatMap(({ trace }) => trace.files))]
  const history = await trees.history(folder, files, deadlineMs)
  const { changes, isCut } = newest(history.changes)
  const ids = [...new Set(changes.flatMap(({ before, after }) => [before, after].filter((id) => id !== null)))]
  const known = { changes, isWhole: history.isWhole && !isCut, texts: await trees.texts(folder, ids) }
  return group.flatMap(({ found, trace }): [Found, LayoutCommit][] => {
    const since = sinceOf(trace, known)
    return since === null ? [] : [[found, since]]
  })
}

/** Of each file its newest changes. */
function newest(changes: readonly TracedChange[]): { changes: TracedChange[]; isCut: boolean } {
  const counts = new Map<string, number>()
  const kept = changes.filter(({ path }) => {
    const count = (counts.get(path) ?? 0) + 1
    counts.set(path, count)
    return count <= mostVersions
  })
  return { changes: kept, isCut: kept.length < changes.length }
}
