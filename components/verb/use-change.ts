'use client'
import { useState, useTransition } from 'react'
import type { JsonObject } from '../../lib/core/run.ts'
import type { Agreed, Outcome, ShownPlan, ShownProblem } from './outcome.ts'
import { noAnswer, nothingBegun, type VerbState } from './use-verb.ts'

interface Options {
  /** Asks what would happen. */
  preview(): Promise<Outcome<ShownPlan>>
  /** Does it, if the plan is still this one. */
  change(agreed: Agreed): Promise<Outcome<JsonObject>>
  /** Called with what the verb answered. */
  onDone(answer: JsonObject): void
}

/** The two steps of a change of the control room itself: look at its sentence, then agree to it. Nothing runs: it is done when it answers. */
export function useChange({ preview, change, onDone }: Options): VerbState {
  const [plan, setPlan] = useState<ShownPlan | null>(null)
  const [problem, setProblem] = useState<ShownProblem | null>(null)
  const [isPending, begin] = useTransition()
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
        const made = await change({ ...typed, planDigest: plan?.digest ?? '' }).catch(noAnswer)
        if ('problem' in made) return setProblem(made.problem)
        setPlan(null)
        setProblem(null)
        onDone(made.done)
      }),
    close: () => {
      setPlan(null)
      setProblem(null)
    },
  }
}
