import { Suspense } from 'react'
import { listAddress } from '../../components/data/list-address.ts'
import { RunFilter, runGroups } from '../../components/data/run-filter.tsx'
import { RunList } from '../../components/data/run-list.tsx'
import type { RunPage } from '../../components/data/use-runs.ts'
import { buttonLook } from '../../components/ui/button.tsx'
import { Empty } from '../../components/ui/empty.tsx'
import { SkeletonRows } from '../../components/ui/skeleton.tsx'
import type { Actor } from '../../lib/core/policy.ts'
import type { RunStatus } from '../../lib/core/run.ts'
import { one, read } from '../read.ts'

const statuses: Record<string, RunStatus[]> = {
  failing: ['failed', 'interrupted', 'rolled_back'],
  running: ['waiting', 'queued', 'running', 'undoing'],
  passed: ['succeeded'],
}

interface Props {
  actor: Actor
  /** Only runs of these verbs: an address, or `skill.*`. */
  only?: string
  path: string
  search: Record<string, string | string[] | undefined>
  empty: string
}

/** A list of runs with its filter. The filter comes at once, the rows when they are read. */
export function RunsSection(props: Props) {
  const group = one(props.search.status) in runGroups ? one(props.search.status) : ''
  const text = one(props.search.text).slice(0, 200)
  return (
    <>
      <RunFilter key={`${group} ${text}`} path={props.path} group={group} text={text} />
      <Suspense key={JSON.stringify(props.search)} fallback={<SkeletonRows count={8} label="Reading runs" />}>
        <Rows {...props} group={group} text={text} />
      </Suspense>
    </>
  )
}

async function Rows({ actor, only, path, search, empty, group, text }: Props & { group: string; text: string }) {
  const status = statuses[group]
  const cursor = one(search.cursor)
  const input = {
    limit: 50,
    brief: true,
    ...(only ? { address: only } : {}),
    ...(status ? { status } : {}),
    ...(group === 'passed' ? { warnings: 'none' } : group === 'warnings' ? { warnings: 'only' } : {}),
    ...(text ? { text } : {}),
    ...(cursor ? { cursor } : {}),
  }
  const first = await read<RunPage>(actor, 'control_room.runs', input)
  const isFiltered = group !== '' || text !== ''
  return (
    <RunList
      input={input}
      first={first}
      olderHref={listAddress(path, { status: group, text })}
      empty={
        isFiltered ? (
          <Empty title="No rows match these filters.">
            <a href={path} className={buttonLook()}>
              Clear filters
            </a>
          </Empty>
        ) : (
          <Empty title={empty} />
        )
      }
    />
  )
}
