import { checkOf, commentMarker, commentOf, statusOf, type ToldRun } from '../../skills/github_ci_runner/commit-words.ts'
import { repositoryNamed } from '../../skills/github_ci_runner/repository-key.ts'
import { OpsError } from '../core/error.ts'
import type { GuardSettings } from '../core/guard-settings.ts'
import type { TestResult } from '../core/run.ts'
import type { ReadStore, RunRow } from '../core/store.ts'
import { cancelReason, endReport, postpone, type TakenReport, takeReport } from '../store/commit-reports.ts'
import type { PrismaClient } from '../store/generated/client.ts'
import { isPassing } from '../store/retry.ts'
import type { Tools } from '../tools/tools.ts'

export interface Reporter {
  prisma: PrismaClient
  store: Pick<ReadStore, 'runs'>
  tools: Pick<Tools, 'github'>
  settings: Pick<GuardSettings, 'repositories' | 'url'>
}

/** Each call to where the repository is kept may take so long. */
const options = { deadlineMs: 20_000 }
const passing: readonly string[] = ['unavailable', 'timeout', 'too_many', 'conflict', 'cancelled']
const longestWaitMs = 600_000
const patienceMs = 3 * 86_400_000

/**
 * Tells what became of commits at the place that keeps their repository: the status, a check where that may be written, and one comment at
 * the pull request of what is red. What cannot be told now is told later. Ends when nothing is due, or when nobody answers there.
 */
export async function sendReports(reporter: Reporter): Promise<void> {
  for (;;) {
    const report = await takeReport(reporter.prisma)
    if (report === null || !(await settle(reporter, report))) return
  }
}

/** False where it makes no sense to go on with others at once. */
async function settle(reporter: Reporter, report: TakenReport): Promise<boolean> {
  const { prisma } = reporter
  try {
    await endReport(prisma, report.id, await tell(reporter, report))
    return true
  } catch (error) {
    if (isPassing(error)) throw error
    const why = error instanceof Error ? error.message : String(error)
    if (!isAway(error) || report.ageMs > patienceMs) {
      await endReport(prisma, report.id, { outcome: 'failed', why })
      return true
    }
    await postpone(prisma, report.id, { waitMs: Math.min(1000 * 2 ** report.tries, longestWaitMs), why })
    return false
  }
}

/** True of what may go through later. */
function isAway(error: unknown): boolean {
  return error instanceof OpsError && passing.includes(error.code)
}

async function tell(reporter: Reporter, report: TakenReport): Promise<{ outcome: 'sent' | 'left_out'; why: string }> {
  const { prisma, store, tools, settings } = reporter
  const place = repositoryNamed(settings.repositories, report.repository)
  const row = await store.runs.get(report.runId)
  if (!place || row === null) return { outcome: 'left_out', why: `${report.repository} is no repository of config/agent.yml.` }
  const run = await toldOf(prisma, settings, { report, row })
  await tools.github.setStatus(place.url, statusOf(run), options)
  const check = checkOf(run, [])
  if (check === null) return { outcome: 'sent', why: '' }
  const tests = await store.runs.tests(row.id)
  const notes = [
    await noteOf(() => putCheck(reporter, place.url, { run, tests })),
    await noteOf(() => putComment(reporter, place.url, { run, row, tests })),
  ]
  return { outcome: 'sent', why: notes.filter((note) => note !== '').join(' ') }
}

/** `status` is that of the report: the run may have gone on since. */
async function toldOf(
  prisma: PrismaClient,
  { url }: Reporter['settings'],
  { report, row }: { report: TakenReport; row: RunRow },
): Promise<ToldRun> {
  const { id, title, view } = row
  const { sha, status } = report
  const because = status === 'cancelled' ? await cancelReason(prisma, id) : null
  return { id, title, sha, status, view, because, url: url === null ? null : `${url}/runs/${id}` }
}

/** What may not be written beside the status is noted, and keeps the status from nobody; what is only away is tried again with it. */
async function noteOf(work: () => Promise<void>): Promise<string> {
  try {
    await work()
    return ''
  } catch (error) {
    if (!(error instanceof OpsError) || isAway(error)) throw error
    return error.message
  }
}

interface Ended {
  run: ToldRun
  tests: readonly TestResult[]
}

async function putCheck({ tools }: Reporter, url: string, { run, tests }: Ended): Promise<void> {
  const check = checkOf(run, tests)
  if (check !== null) await tools.github.putCheck(url, check, options)
}

/** Green is told only where red was told before. */
async function putComment({ tools: { github } }: Reporter, url: string, { run, row, tests }: Ended & { row: RunRow }): Promise<void> {
  const comment = commentOf(run, tests)
  if (comment === null) return
  for (const number of await pullRequestsOf(github, url, row, run.sha)) {
    if (comment.isRed || (await github.comment(url, number, commentMarker, options)) !== null)
      await github.putComment(url, number, { marker: commentMarker, body: comment.body }, options)
  }
}

/** The pull request that was asked for, else those that are open of the branch and stand at this commit. */
async function pullRequestsOf(github: Tools['github'], url: string, { input }: RunRow, sha: string): Promise<number[]> {
  if (typeof input.pr === 'number') return [input.pr]
  if (typeof input.branch !== 'string' || input.branch === '') return []
  const open = await github.openPullRequests(url, input.branch, options)
  return open.filter((one) => one.head === input.branch && one.sha === sha && !one.isFork).map(({ number }) => number)
}
