'use client'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import type { Cause, TestResult } from '../../lib/core/run.ts'
import { useKept } from '../environment/scope.tsx'
import { findingBadges } from '../odoo/finding-list.tsx'
import { findingPlace } from '../odoo/finding-order.ts'
import type { OdooFinding } from '../odoo/odoo-run.ts'
import { countText } from '../status/format.ts'
import { testBadges } from '../status/status.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { AddressLink } from '../ui/address-link.tsx'
import { Button, buttonLook } from '../ui/button.tsx'
import { useKeys } from '../ui/keys.ts'
import { placeOf } from './test-order.ts'
import { Trace } from './trace.tsx'

interface Props {
  cause: Cause | null
  /** The tests that are red, in reading order. */
  failing: readonly TestResult[]
  /** How many tests there are, of every colour. */
  count: number
  /** The blamed step's name. */
  stepTitle: string | null
  /** The first error of the static checks, where these are the cause, and how many there are. */
  finding: { first: OdooFinding; errors: number } | null
}

/** The reason first: the failing test with its place and its assertion, else the sentence of the step that failed. */
export function WhyPanel({ cause, failing, count, stepTitle, finding }: Props) {
  return (
    <section aria-labelledby="why" className="overflow-hidden rounded-card border border-border border-l-4 border-l-fail-solid bg-surface">
      <div className="flex flex-col gap-1 px-4 pt-3 pb-3">
        <h2 id="why" className="text-meta font-medium text-muted">
          Why
        </h2>
        <p className="text-lead font-medium break-words">
          {finding ? `The static checks found ${countText(finding.errors, 'error')}` : sentenceOf(cause, failing.length, count)}
        </p>
        {cause?.hint && failing.length === 0 && <p className="text-muted">{cause.hint}</p>}
      </div>
      {finding && <FirstFinding finding={finding.first} errors={finding.errors} />}
      {failing.length > 0 && <FailingTests failing={failing} />}
      {(cause || failing.length > 0) && <StepLink step={cause?.step ?? ''} stepTitle={stepTitle} />}
    </section>
  )
}

/** The tests speak for themselves; every other cause has its own sentence. */
function sentenceOf(cause: Cause | null, failing: number, count: number): string {
  if (cause && (failing === 0 || cause.code !== 'tests_failed')) return cause.message
  return `${failing} of ${countText(count, 'test')} failed${cause ? '' : ' so far'}`
}

function StepLink({ step, stepTitle }: { step: string; stepTitle: string | null }) {
  const kept = useKept()
  return (
    <div className="flex flex-wrap items-center gap-3 border-t border-border px-4 py-2.5 text-table text-muted">
      {stepTitle && <span>Step: {stepTitle}</span>}
      <a className={buttonLook('plain', 'small')} href={kept(step ? `?tab=log&step=${step}` : '?tab=log')}>
        Open in log
      </a>
    </div>
  )
}

function FirstFinding({ finding, errors }: { finding: OdooFinding; errors: number }) {
  return (
    <article aria-label="Finding" className="flex flex-col items-start gap-2 border-t border-border px-4 py-3">
      <span className="flex min-w-0 flex-col gap-0.5">
        <span className="flex flex-wrap items-center gap-x-2">
          <StatusWord badge={findingBadges[finding.severity]} className="text-table font-medium" />
          <strong className="font-mono text-table font-semibold break-all">{findingPlace(finding)}</strong>
        </span>
        <span className="font-mono text-meta break-all text-muted">{finding.rule}</span>
      </span>
      <p className="font-mono text-table font-medium break-words whitespace-pre-wrap text-fail">{finding.message}</p>
      {errors > 1 && (
        <AddressLink className={buttonLook('plain', 'small')} href="?tab=checks">
          See all findings
        </AddressLink>
      )}
    </article>
  )
}

function FailingTests({ failing }: { failing: readonly TestResult[] }) {
  const [wanted, setWanted] = useState(0)
  const index = Math.min(wanted, failing.length - 1)
  const go = (by: number) => setWanted((index + by + failing.length) % failing.length)
  useKeys({ '[': () => go(-1), ']': () => go(1) })
  const test = failing[index]
  if (!test) return null
  return (
    <article aria-label="Failing test" className="border-t border-border">
      <div className="flex flex-wrap items-start gap-x-3 gap-y-2 px-4 py-3">
        <div className="flex min-w-0 flex-1 basis-44 flex-col gap-0.5">
          <span className="flex flex-wrap items-center gap-x-2">
            <StatusWord badge={testBadges[test.status]} className="text-table font-medium" />
            <strong className="font-mono text-table font-semibold break-all">{test.name}</strong>
          </span>
          <span className="font-mono text-table break-all text-muted">{placeOf(test)}</span>
        </div>
        {failing.length > 1 && (
          <div className="flex items-center gap-1">
            <span className="px-1 text-table text-muted" aria-live="polite">
              {index + 1} of {failing.length}
            </span>
            <Button size="small" onClick={() => go(-1)} aria-label="Previous failing test" title="[">
              <ChevronLeft aria-hidden className="size-4" />
            </Button>
            <Button size="small" onClick={() => go(1)} aria-label="Next failing test" title="]">
              <ChevronRight aria-hidden className="size-4" />
            </Button>
          </div>
        )}
      </div>
      {test.message && (
        <p className="px-4 pb-3 font-mono text-table font-medium break-words whitespace-pre-wrap text-fail">{test.message}</p>
      )}
      {test.traceback && <Trace key={test.id} traceback={test.traceback} />}
    </article>
  )
}
