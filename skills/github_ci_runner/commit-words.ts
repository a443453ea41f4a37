import { z } from 'zod'
import type { RunStatus, RunView, TestResult } from '../../lib/core/run.ts'
import type { Check, CheckAnnotation, CommitStatus } from '../../lib/tools/github/reports-port.ts'
import { checkName } from './deliveries.ts'
import { oneLine } from './text.ts'

/** The comment that a pull request has of us. */
export const commentMarker = '<!-- devops-agent ci -->'

/** A run, as far as it is told beside its commit. */
export interface ToldRun {
  id: string
  title: string
  sha: string
  status: RunStatus
  view: Pick<RunView, 'cause' | 'output'>
  /** Why it was cancelled, where somebody said so. */
  because: string | null
  /** Of its page; null where nobody has said where the pages are. */
  url: string | null
}

const longestDescription = 140
const mostAnnotations = 50
const mostLines = 20
/** These say something of the code; whatever else ends a run says something of its surroundings. */
const ofTheCode: readonly string[] = ['tests_failed', 'no_tests']

const told = z.object({
  summary: z.string().catch(''),
  odoo: z
    .object({
      findings: z.array(
        z.object({
          rule: z.string(),
          severity: z.enum(['error', 'warning']),
          file: z.string().nullable(),
          line: z.number().nullable(),
          message: z.string(),
        }),
      ),
      warnings: z
        .array(
          z.object({
            module: z.string().nullable(),
            message: z.string(),
            isNew: z.boolean().nullable(),
            firstSeen: z.object({ commit: z.string() }).nullable(),
          }),
        )
        .catch([]),
    })
    .nullish()
    .catch(null),
})

/** What became of a commit, in a line. */
export function statusOf(run: ToldRun): CommitStatus {
  const { state, words } = said(run)
  return { sha: run.sha, context: checkName, state, description: oneLine(words, longestDescription), targetUrl: run.url }
}

function said({ status, view: { cause, output }, because }: ToldRun): { state: CommitStatus['state']; words: string } {
  switch (status) {
    case 'waiting':
      return { state: 'pending', words: 'Waits for a person to approve it.' }
    case 'queued':
      return { state: 'pending', words: 'Waits for its turn.' }
    case 'running':
    case 'undoing':
      return { state: 'pending', words: 'The tests run.' }
    case 'succeeded': {
      const { summary } = told.parse(output ?? {})
      return { state: 'success', words: cause === null ? summary : `${summary}. ${cause.message}` }
    }
    case 'cancelled':
      return { state: 'error', words: because === null ? 'Cancelled.' : `Cancelled: ${because}.` }
    case 'failed':
    case 'rolled_back':
    case 'interrupted':
      return { state: cause !== null && ofTheCode.includes(cause.code) ? 'failure' : 'error', words: cause?.message ?? 'The run failed.' }
  }
}

/** What became of a commit, at length, with remarks in its code; null as long as its run has not ended. */
export function checkOf(run: ToldRun, tests: readonly TestResult[]): Check | null {
  const { state, description, sha, targetUrl } = statusOf(run)
  if (state === 'pending') return null
  return {
    sha,
    name: checkName,
    externalId: run.id,
    status: 'completed',
    conclusion: state === 'success' ? 'success' : run.status === 'cancelled' ? 'cancelled' : 'failure',
    title: description,
    summary: state === 'success' ? description : whyOf(run, tests),
    detailsUrl: targetUrl,
    annotations: annotationsOf(run, tests),
  }
}

/** What a pull request is told of a run that has ended: why it is red, or that it is not any more. Null for one that says nothing of the code. */
export function commentOf(run: ToldRun, tests: readonly TestResult[]): { isRed: boolean; body: string } | null {
  const { state, description } = statusOf(run)
  if (state === 'pending' || run.status === 'cancelled') return null
  const isRed = state !== 'success'
  const name = run.url === null ? `run ${run.id}` : `[run ${run.id}](${run.url})`
  const head = `**${checkName} is ${isRed ? 'red' : 'green'}** at ${run.sha.slice(0, 7)}: ${name}, ${inline(run.title)}.`
  const parts = [head, isRed ? whyOf(run, tests) : block([description]), ...newWarningsOf(run)]
  return { isRed, body: parts.join('\n\n') }
}

/** The warnings that the branch it is meant for does not have, each with the commit that it was first seen at; nothing where there are none. */
function newWarningsOf({ view: { output } }: ToldRun): string[] {
  const fresh = (told.parse(output ?? {}).odoo?.warnings ?? []).filter(({ isNew }) => isNew)
  if (fresh.length === 0) return []
  const lines = fresh.map(({ module, message, firstSeen }) => {
    const since = firstSeen === null ? '' : ` (first seen at ${firstSeen.commit.slice(0, 7)})`
    return `${module === null ? '' : `${module}: `}${oneLine(message, 250)}${since}`
  })
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more.`] : []
  return ['New warnings:', block([...lines.slice(0, mostLines), ...more])]
}

/** The cause, then the tests and findings that make it up: as they were written, in blocks in which nothing of it is markup. */
function whyOf(run: ToldRun, tests: readonly TestResult[]): string {
  const { words } = said(run)
  const bad = failing(tests).map(({ id, file, line, message }) => `${placeOf(file, line)}${id}${message ? `: ${message}` : ''}`)
  const errors = findingsOf(run).filter(({ severity }) => severity === 'error')
  const lines = [...errors.map(({ file, line, rule, message }) => `${placeOf(file, line)}${rule}: ${message}`), ...bad]
  const shown = lines.slice(0, mostLines).map((line) => oneLine(line, 300))
  const more = lines.length > mostLines ? [`… and ${lines.length - mostLines} more.`] : []
  return [block([words]), ...(shown.length > 0 ? [block([...shown, ...more])] : [])].join('\n\n')
}

function annotationsOf(run: ToldRun, tests: readonly TestResult[]): CheckAnnotation[] {
  const ofFindings = findingsOf(run).map(({ file, line, severity, rule, message }) => ({
    file,
    line,
    level: severity === 'error' ? ('failure' as const) : ('warning' as const),
    title: rule,
    message,
  }))
  const ofTests = failing(tests).map(({ file, line, id, message }) => ({
    file,
    line,
    level: 'failure' as const,
    title: id,
    message: message ?? 'It failed.',
  }))
  return [...ofFindings, ...ofTests]
    .flatMap(({ file, line, ...rest }) => (file === null || line === null || line < 1 ? [] : [{ path: file, line, ...rest }]))
    .slice(0, mostAnnotations)
}

function findingsOf({ view: { output } }: ToldRun) {
  return told.parse(output ?? {}).odoo?.findings ?? []
}

function failing(tests: readonly TestResult[]): TestResult[] {
  return tests.filter(({ status }) => status === 'failed' || status === 'error')
}

function placeOf(file: string | null, line: number | null): string {
  if (file === null) return ''
  return `${file}${line === null ? '' : `:${line}`} `
}

/** A fence longer than any within. */
function block(lines: readonly string[]): string {
  const text = lines.join('\n')
  const longest = Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length))
  const fence = '`'.repeat(longest + 1)
  return `${fence}text\n${text}\n${fence}`
}

function inline(text: string): string {
  return `\`${oneLine(text.replaceAll('`', 'ˋ'), 200)}\``
}
