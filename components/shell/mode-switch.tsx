'use client'
import { ChevronDown } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useState, useTransition } from 'react'
import type { ModeName } from '../../lib/core/policy.ts'
import { answer } from '../ui/toast.ts'
import type { Outcome } from '../verb/outcome.ts'
import { noAnswer } from '../verb/use-verb.ts'
import { VerbButton } from '../verb/verb-button.tsx'

/** A mode as its reader sees it. */
export interface ModeChoice {
  name: ModeName
  title: string
  summary: string
  current: boolean
  /** Why it cannot be switched to; null when it can. */
  refusal: string | null
}

interface Props {
  modes: readonly ModeChoice[]
  switchTo(mode: ModeName): Promise<Outcome<unknown>>
}

/** The mode that one works in, and the others with what each may do. */
export function ModeSwitch({ modes, switchTo }: Props) {
  const panel = useId()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, begin] = useTransition()
  const current = modes.find((mode) => mode.current)
  const choose = (mode: ModeName) =>
    begin(async () => {
      const outcome = await switchTo(mode).catch(noAnswer)
      if ('problem' in outcome) return setProblem(`${outcome.problem.message} ${outcome.problem.hint}`)
      setProblem(null)
      document.getElementById(panel)?.hidePopover()
      answer(`Mode ${modes.find((one) => one.name === mode)?.title}.`)
      router.refresh()
    })
  return (
    <>
      <button
        type="button"
        popoverTarget={panel}
        aria-expanded={open}
        className="flex h-8 min-w-11 shrink-99 items-center justify-center gap-1.5 rounded-chip border border-edge bg-surface px-2.5 text-table max-desk:gap-1 max-desk:px-1.5 hover:bg-sunken pointer-coarse:h-11"
      >
        <span className="text-muted max-desk:sr-only">Mode</span>
        <span className="truncate font-medium max-desk:hidden">{current?.title}</span>
        <span className="truncate font-medium desk:hidden">{current?.title.split(' ')[0]}</span>
        <ChevronDown aria-hidden className="size-4 shrink-0 text-muted max-[340px]:hidden" />
      </button>
      <div
        id={panel}
        popover="auto"
        onToggle={(event) => setOpen(event.newState === 'open')}
        className="fixed inset-auto top-(--bar) left-3 m-0 w-[min(360px,calc(100vw-24px))] rounded-card border border-border bg-surface p-3 text-text shadow-float desk:left-40"
      >
        <ul aria-label="Modes" className="flex flex-col gap-3">
          {modes.map(({ name, title, summary, current: isCurrent, refusal }) => (
            <li key={name} className="flex items-start gap-3">
              <span className="min-w-0 flex-1">
                <span className="block font-medium">{title}</span>
                <span className="block text-table text-muted">{summary}</span>
                {refusal && <span className="block text-table text-warn">{refusal}</span>}
              </span>
              {isCurrent ? (
                <span className="text-table text-muted">In use</span>
              ) : (
                <VerbButton
                  size="small"
                  disabled={isPending || refusal !== null}
                  onClick={() => choose(name)}
                  aria-label={`Switch to ${title}`}
                >
                  Switch
                </VerbButton>
              )}
            </li>
          ))}
        </ul>
        {problem && (
          <p role="alert" className="mt-3 text-table text-fail">
            {problem}
          </p>
        )}
      </div>
    </>
  )
}
