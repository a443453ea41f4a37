import type { Layout } from '../../../components/layout/answers.ts'
import { type LayoutWanted, layoutChoices } from '../../../components/layout/layout-address.ts'
import type { Outcome } from '../../../components/verb/outcome.ts'
import { outcomeOf } from '../../../lib/web/handle.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { one, read } from '../../read.ts'

/** What the address asks for; what it says and nobody knows is as usual. */
export function wantedIn(search: Record<string, string | string[] | undefined>): LayoutWanted {
  return {
    show: layoutChoices.find((choice) => choice === one(search.show)) ?? 'all',
    rule: one(search.rule).slice(0, 100),
    isTree: one(search.view) === 'tree',
    environment: one(search.environment),
  }
}

/** The layout as it is at this moment. */
export function verified(): Promise<Outcome<Layout>> {
  return outcomeOf(async () => read<Layout>(await viewer(), 'oca_ipai_layout_enforcer.verify', {}))
}
