import { type ReactNode, Suspense } from 'react'
import { ChoiceLinks } from '../../components/data/choice-links.tsx'
import { listAddress } from '../../components/data/list-address.ts'
import { RunFilter } from '../../components/data/run-filter.tsx'
import { RunList } from '../../components/data/run-list.tsx'
import type { RunPage } from '../../components/data/use-runs.ts'
import { buttonLook } from '../../components/ui/button.tsx'
import { Empty } from '../../components/ui/empty.tsx'
import { ProblemNotice } from '../../components/ui/problem-notice.tsx'
import { SkeletonRows } from '../../components/ui/skeleton.tsx'
import { OpsError } from '../../lib/core/error.ts'
import type { Actor } from '../../lib/core/policy.ts'
import { type FilterTerm, filterLength, filterText, formerFilter, parseRunFilter, runQuery, termText } from '../../lib/core/run-filter.ts'
import { cancelRun } from '../actions.ts'
import { one, readOrRefusal, stepCounts } from '../read.ts'
import { DeafWorkers } from './deaf-workers.tsx'
import { CountedGroups, groupsOf } from './run-groups.tsx'

interface Props {
  actor: Actor
  /** Only runs of these verbs: an address, or `skill.*`. */
  only?: string
  /** Of runs that repeat each other only the newest. */
  isFolded?: boolean
  path: string
  search: Record<string, string | string[] | undefined>
  empty: string
  /** The verb that would fill it, where the page has no form for that. */
  offer?: ReactNode
}

/** A list of runs with its filter. The filter comes at once, the rows when they are read. */
export function RunsSection(props: Props) {
  const { path, search } = props
  const typed = (one(search.filter) || formerFilter(one(search.status), one(search.text))).slice(0, filterLength)
  const { terms, problems } = within(props.only, parseRunFilter(typed))
  const address = (wanted: Pick<FilterTerm, 'key' | 'value'>[]) => addressOf(props, wanted)
  return (
    <>
      <RunFilter
        key={typed}
        path={path}
        filter={typed}
        length={filterLength}
        groups={
          <Suspense fallback={<ChoiceLinks label="Which runs" choices={groupsOf(terms, props.actor.name, address)} />}>
            <CountedGroups {...props} groups={groupsOf(terms, props.actor.name, address)} />
          </Suspense>
        }
        chips={terms.map((term) => ({ text: termText(term), at: term.at, without: address(terms.filter((other) => other !== term)) }))}
        problems={problems}
      />
      <Suspense>
        <DeafWorkers actor={props.actor} />
      </Suspense>
      {problems.length === 0 && (
        <Suspense key={`rows ${typed} ${one(search.cursor)}`} fallback={<SkeletonRows count={8} label="Reading runs" />}>
          <Rows {...props} terms={terms} />
        </Suspense>
      )}
    </>
  )
}

/** The same list with another filter, of the same environment. */
function addressOf({ path, search }: Props, wanted: readonly Pick<FilterTerm, 'key' | 'value'>[]): string {
  return listAddress(path, { filter: filterText(wanted), environment: one(search.environment) })
}

/** A page of one skill does not list another one. */
function within(only: string | undefined, filter: ReturnType<typeof parseRunFilter>): ReturnType<typeof parseRunFilter> {
  const skill = filter.terms.find(({ key }) => key === 'skill')
  if (!only || !skill || `${skill.value}.`.startsWith(only.replace('*', ''))) return filter
  const message = `This page lists ${only.replace('.*', '')} alone.`
  return { ...filter, problems: [...filter.problems, { message, hint: 'Activity lists every skill.', at: skill.at }] }
}

async function Rows({ terms, ...props }: Props & { terms: FilterTerm[] }) {
  const { actor, only, isFolded, search, empty, offer } = props
  const cursor = one(search.cursor)
  const query = runQuery(terms, Date.now())
  const input = {
    limit: 50,
    brief: true,
    ...(only ? { address: only } : {}),
    ...(isFolded ? { newest: true } : {}),
    ...query,
    ...(cursor ? { cursor } : {}),
  }
  const first = await readOrRefusal<RunPage>(actor, 'control_room.runs', input)
  if (first instanceof OpsError)
    return (
      <ProblemNotice problem={first}>
        <a href={addressOf(props, [])} className={buttonLook()}>
          Show all
        </a>
      </ProblemNotice>
    )
  return (
    <RunList
      input={input}
      first={first}
      stepCounts={stepCounts()}
      cancel={cancelRun}
      olderHref={addressOf(props, terms)}
      empty={
        terms.length > 0 ? (
          <Empty title={`No rows match ${terms.length === 1 ? 'this filter' : `these ${terms.length} filters`}.`}>
            <a href={addressOf(props, [])} className={buttonLook()}>
              Clear filters
            </a>
          </Empty>
        ) : (
          <Empty title={empty}>{offer}</Empty>
        )
      }
    />
  )
}
