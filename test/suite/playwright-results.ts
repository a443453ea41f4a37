import { z } from 'zod'
import type { TestResult } from './result.ts'

const spec = z.object({
  title: z.string(),
  tests: z.array(
    z.object({
      status: z.enum(['expected', 'unexpected', 'flaky', 'skipped']),
      annotations: z.array(z.object({ type: z.string(), description: z.string().optional() })),
    }),
  ),
})
const suite = z.object({
  title: z.string(),
  specs: z.array(spec).default([]),
  get suites() {
    return z.array(suite).default([])
  },
})
const report = z.object({ suites: z.array(suite), errors: z.array(z.object({ message: z.string().optional() })).default([]) })

/** What Playwright's JSON reporter says. A test that passed only when tried again has failed. */
export function resultsOfPlaywright(text: string): TestResult[] {
  const { suites, errors } = report.parse(JSON.parse(text))
  const outside = errors.map(({ message }) => ({ outcome: 'failed' as const, name: 'Playwright', reason: message?.split('\n')[0] ?? '' }))
  return [...suites.flatMap(resultsOfSuite), ...outside]
}

function resultsOfSuite({ title, specs, suites }: z.output<typeof suite>): TestResult[] {
  const own = specs.flatMap((spec) => spec.tests.map((test) => resultOf(`${title} › ${spec.title}`, test)))
  return [...own, ...suites.flatMap(resultsOfSuite)]
}

function resultOf(name: string, { status, annotations }: z.output<typeof spec>['tests'][number]): TestResult {
  if (status === 'expected') return { outcome: 'passed', name, reason: '' }
  if (status !== 'skipped') return { outcome: 'failed', name, reason: status === 'flaky' ? 'passed only when tried again' : '' }
  return { outcome: 'skipped', name, reason: annotations.find(({ type }) => type === 'skip')?.description ?? 'no reason given' }
}
