'use client'
import { useRouter } from 'next/navigation'
import { useState, useTransition } from 'react'
import { useKept } from '../environment/scope.tsx'
import type { Agreed, Outcome, ShownPlan, ShownProblem } from './outcome.ts'

interface Options {
  /** Asks what would happen. */
  preview(): Promise<Outcome<ShownPlan>>
  /** Does it, if the plan is still this one; the answer is the new run's id. */
  submit(agreed: Agreed): Promise<Outcome<{ run: string }>>
}

/** What a person types into the dialog. */
export type Typed = Pick<Agreed, 'word' | 'reason'>

export interface VerbState {
  /** What would happen, once it is known: the dialog is open. */
  plan: ShownPlan | null
  problem: ShownProblem | null
  isPending: boolean
  look(): void
  confirm(typed: Typed): void
  close(): void
}

/** The two steps of every write: look at the plan, then confirm that very plan. A run's page opens when it has begun. */
export function useVerb({ preview, submit }: Options): VerbState {
  const [plan, setPlan] = useState<ShownPlan | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isPending, begin] = useTransition()
  const router = useRouter()
  const kept = useKept()
  return {
    plan,
    problem,
    isPending,
    look: () =>
      begin(async () => {
        const seen = await preview().catch(nothingBegun)
        setProblem('problem' in seen ? seen.problem : null)
        setPlan('done' in seen ? seen.done : null)
      }),
    confirm: (typed) =>
      begin(async () => {
        const made = await submit({ ...typed, planDigest: plan?.digest ?? '' }).catch(noAnswer)
        if ('problem' in made) return setProblem(made.problem)
        setPlan(null)
        router.push(kept(`/runs/${made.done.run}`))
      }),
    close: () => {
      setPlan(null)
      setProblem(null)
    },
  }
}

/** What a page knows when what it wanted to be done got no answer at all. */
export function noAnswer(): { problem: ShownProblem } {
  return unanswered('It may have begun all the same: look at Activity before you try again.')
}

/** The same when it had only asked what would happen. */
export function nothingBegun(): { problem: ShownProblem } {
  return unanswered('Nothing has begun: it was only asked what would happen. Try again in a moment.')
}

function unanswered(hint: string): { problem: ShownProblem } {
  return { problem: { code: 'unavailable', message: 'The control room did not answer.', hint } }
}
