'use client'
import type { ReactNode } from 'react'
import { Link } from '../environment/link.tsx'
import { useKept } from '../environment/scope.tsx'
import type { Badge } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { LiveSection, type SectionProps } from './live-section.tsx'

type Id = 'admin' | 'repository' | 'tools' | 'build'
type State = 'open' | 'running' | 'done' | 'failed'

interface Step {
  id: Id
  title: string
  state: State
  message: string
  run: string | null
}

export interface Steps {
  rows: Step[]
  observedAt: string
}

const badges: Record<State, Badge> = {
  open: { glyph: 'dot', word: 'To do', tone: 'neutral' },
  running: { glyph: 'loader', word: 'Running', tone: 'running' },
  done: { glyph: 'check', word: 'Done', tone: 'ok' },
  failed: { glyph: 'cross', word: 'Failed', tone: 'fail' },
}

/** Where a step is taken, as long as no run shows it. */
const places: Record<Id, string> = {
  admin: '/settings/members',
  repository: '/settings/project',
  tools: '/settings/environments',
  build: '/ci',
}

/**
 * The steps of a new room, each as it is now. Once its first build has ended `children` come first: what is left can wait, but stays counted
 * until it is done.
 */
export function FirstSteps({ children, ...props }: SectionProps<Steps> & { children: ReactNode }) {
  const kept = useKept()
  const known = 'done' in props.first ? props.first.done : null
  const isBuilt = known !== null && hasBuilt(known)
  if (known?.rows.every(isDone)) return children
  return (
    <>
      {isBuilt && children}
      <LiveSection
        {...props}
        title={(answer) => (answer ? `First steps: ${answer.rows.filter(isDone).length} of ${answer.rows.length}` : 'First steps')}
        what="First steps"
        address="control_room.first_steps"
      >
        {(answer) => (
          <>
            <ol className="overflow-hidden rounded-card border border-border bg-surface">
              {answer.rows
                .filter((step) => !isBuilt || !isDone(step))
                .map((step) => (
                  <Row key={step.id} step={step} />
                ))}
            </ol>
            {isBuilt && <p className="text-meta text-subtle">Nothing waits for what is left here.</p>}
            {hasBuilt(answer) && !isBuilt && (
              <p role="status">
                The first build has ended.{' '}
                <a href={kept('/')} className="text-accent underline underline-offset-2">
                  See how all stands
                </a>
              </p>
            )}
          </>
        )}
      </LiveSection>
    </>
  )
}

function isDone({ state }: Step): boolean {
  return state === 'done'
}

function hasBuilt({ rows }: Steps): boolean {
  const build = rows.find(({ id }) => id === 'build')
  return build?.state === 'done' || build?.state === 'failed'
}

function Row({ step: { id, title, state, message, run } }: { step: Step }) {
  return (
    <li className="relative grid grid-cols-[100px_minmax(0,1fr)] items-baseline gap-x-4 border-b border-border px-3 py-2.5 last:border-0 hover:bg-sunken has-[a:focus-visible]:bg-selected">
      <StatusWord badge={badges[state]} />
      <span className="min-w-0">
        <Link
          href={run && state !== 'done' ? `/runs/${run}` : places[id]}
          data-row
          className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
        >
          {title}
        </Link>
        <span className="block text-table break-words text-muted">{message}</span>
      </span>
    </li>
  )
}
