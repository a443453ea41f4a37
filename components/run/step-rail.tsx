'use client'
import clsx from 'clsx'
import { durationText } from '../status/format.ts'
import { Glyph } from '../status/glyph.tsx'
import { toneText } from '../status/status-pill.tsx'
import { Elapsed } from '../status/times.tsx'
import { AddressLink } from '../ui/address-link.tsx'
import { type StepLine, tookMs } from './step-list.ts'

interface Props {
  lines: readonly StepLine[]
  observedAt: string
  /** The step whose lines the log shows. */
  chosen: string | null
}

/** The steps of a run, top to bottom, each with its state and its time. A click shows its lines in the log. */
export function StepRail({ lines, observedAt, chosen }: Props) {
  const longest = Math.max(1, ...lines.map(({ step }) => tookMs(step) ?? 0))
  return (
    <nav aria-label="Steps">
      <ol className="flex flex-col">
        {lines.map((line) => (
          <li key={line.id} data-step={line.id} data-state={line.step?.state ?? 'pending'}>
            <AddressLink
              href={`?tab=log&step=${line.id}`}
              aria-current={line.id === chosen ? 'true' : undefined}
              className={clsx('flex gap-2.5 rounded-chip px-2 py-1.5 hover:bg-sunken', line.id === chosen && 'bg-selected')}
            >
              <Glyph name={line.badge.glyph} className={clsx('mt-0.5 size-4 shrink-0', toneText[line.badge.tone])} />
              <span className="flex min-w-0 flex-1 flex-col">
                <span className={clsx('break-words', line.undone && 'line-through', line.step ? 'text-text' : 'text-muted')}>
                  {line.title}
                </span>
                <span className="text-meta text-muted">
                  {line.badge.word}
                  <StepTime line={line} observedAt={observedAt} />
                  {line.step && line.step.attempts > 1 && <> · attempt {line.step.attempts}</>}
                </span>
                <TimeBar share={(tookMs(line.step) ?? 0) / longest} />
              </span>
            </AddressLink>
          </li>
        ))}
      </ol>
    </nav>
  )
}

function StepTime({ line, observedAt }: { line: StepLine; observedAt: string }) {
  const { step } = line
  const took = tookMs(step)
  if (took !== null) return <> · {durationText(took)}</>
  if (!step?.startedAt || step.state !== 'running') return null
  return (
    <>
      {' · '}
      <Elapsed from={step.startedAt} to={null} observedAt={observedAt} />
    </>
  )
}

/** How long a step took beside the longest one. Its number stands above it. */
function TimeBar({ share }: { share: number }) {
  return (
    <svg aria-hidden viewBox="0 0 100 2" preserveAspectRatio="none" className="mt-1 h-0.5 w-full">
      <rect width={100} height={2} className="fill-sunken" />
      <rect width={share * 100} height={2} className="fill-edge" />
    </svg>
  )
}
