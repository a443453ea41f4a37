import { distance } from './router.ts'
import { isFinished, type RunStatus, runStatuses } from './run.ts'

/** Browser-safe: what people type to choose runs, `status:failed branch:19.0-* by:op1 after:2d "exact words"`. */
const filterKeys = ['status', 'skill', 'branch', 'by', 'after'] as const
type FilterKey = (typeof filterKeys)[number]

/** One part of a filter. `at` is where it begins in what was typed. */
export interface FilterTerm {
  key: FilterKey | 'text'
  value: string
  at: number
}

export interface FilterProblem {
  message: string
  hint: string
  at: number
}

/** What `control_room.runs` is asked. */
interface RunQuery {
  status?: RunStatus[]
  warnings?: 'only' | 'none'
  address?: string
  branch?: string
  by?: string
  after?: string
  text?: string
}

const groups: Record<string, Pick<RunQuery, 'status' | 'warnings'>> = {
  open: { status: runStatuses.filter((status) => !isFinished(status)) },
  failing: { status: ['failed', 'interrupted', 'rolled_back'] },
  passed: { status: ['succeeded'], warnings: 'none' },
  warnings: { status: ['succeeded'], warnings: 'only' },
}
const statusWords = [...Object.keys(groups), ...runStatuses]

const partPattern = /(?:(?<key>[a-z_]+):(?!\/\/))?(?:"(?<quoted>[^"]*)(?<end>"?)|(?<plain>[^\s"]*))/gi
const unitMs: Record<string, number> = { m: 60_000, h: 3_600_000, d: 86_400_000, w: 604_800_000 }
/** As many characters of a filter are read. */
export const filterLength = 200
const longestName = 100

/** Reads a filter; what cannot be read is told with its place, and the rest is there all the same. */
export function parseRunFilter(typed: string): { terms: FilterTerm[]; problems: FilterProblem[] } {
  const terms: FilterTerm[] = []
  const problems: FilterProblem[] = []
  for (const { groups: found = {}, index } of typed.slice(0, filterLength).matchAll(partPattern)) {
    const { key, quoted, end, plain } = found
    const value = (quoted ?? plain ?? '').trim()
    if (key === undefined && value === '' && quoted === undefined) continue
    const term = { key: key?.toLowerCase() ?? 'text', value, at: index }
    const wrong = end === '' ? 'A quotation mark has no other one.' : problemOf(term, terms)
    if (typeof wrong === 'string') problems.push({ message: wrong, hint: hintOf(term, end === ''), at: index })
    else terms.push(wrong)
  }
  return { terms, problems }
}

/** The term as it may be used, or the sentence that says why not. */
function problemOf({ key, value, at }: { key: string; value: string; at: number }, before: readonly FilterTerm[]): FilterTerm | string {
  if (value.includes('\0')) return 'A NUL character is in no name and no title.'
  const known = [...filterKeys, 'text' as const].find((one) => one === key)
  if (known === undefined) return unknown('filter', key, filterKeys)
  if (value === '') return known === 'text' ? 'There is nothing between the quotation marks.' : `The filter ${known} has no value.`
  if (known !== 'text' && before.some((term) => term.key === known)) return `The filter ${known} stands twice.`
  return checks[known](value) ?? { key: known, value, at }
}

const checks: Record<FilterTerm['key'], (value: string) => string | null> = {
  status(value) {
    const words = value.split(',')
    const stranger = words.find((word) => !statusWords.includes(word))
    if (stranger !== undefined) return unknown('status', stranger, statusWords)
    const isMixed = words.length > 1 && words.some((word) => groups[word]?.warnings)
    return isMixed ? 'The statuses passed and warnings stand alone.' : null
  },
  skill: (value) => (/^[a-z_]{1,40}(?:\.[a-z_]{1,40})?$/.test(value) ? null : `'${value}' is no skill and no verb.`),
  branch: (value) => (/\*./.test(value) ? 'A * stands at the end of a branch, for any words.' : null),
  by: (value) => (value.length > longestName ? `A name has at most ${longestName} characters.` : null),
  after: (value) => (momentOf(value, 0) === null ? `'${value}' is no time.` : null),
  text: () => null,
}

const hints: Record<string, string> = {
  status: `There are ${statusWords.join(', ')}; several stand with commas between them.`,
  skill: 'Name a skill such as github_ci_runner, or a verb such as github_ci_runner.run.',
  branch: 'Such as branch:main or branch:19.0-*.',
  by: 'Such as by:op1, or by:"Anna Berger".',
  after: 'Such as after:2d, after:12h, or a day such as after:2026-11-20.',
  text: 'Words are looked for in the title, a commit by 7 digits, a pull request as #142; "two words" are looked for together.',
}

function hintOf({ key }: { key: string }, isOpen: boolean): string {
  if (isOpen) return 'Put one after the last word.'
  return hints[key] ?? `There are ${filterKeys.join(', ')}. In quotation marks it is looked for as words.`
}

/** `No filter called 'brnach'. Did you mean branch?` */
function unknown(kind: string, name: string, known: readonly string[]): string {
  const [best] = known.map((one) => ({ one, far: distance(name, one) })).sort((a, b) => a.far - b.far)
  const isNear = best !== undefined && best.far <= Math.max(2, name.length / 3)
  return `No ${kind} called '${name}'.${isNear ? ` Did you mean ${best.one}?` : ''}`
}

/** The moment that `2d`, `12h` or `2026-11-20` (UTC) means, or null. */
function momentOf(value: string, nowMs: number): Date | null {
  const { count, unit = '', day } = /^(?:(?<count>\d{1,4})(?<unit>[mhdw])|(?<day>[12]\d{3}-\d{2}-\d{2}))$/.exec(value)?.groups ?? {}
  if (count !== undefined) return new Date(nowMs - Number(count) * (unitMs[unit] ?? 0))
  const date = new Date(`${day}T00:00:00.000Z`)
  return date.toString() !== 'Invalid Date' && date.toISOString().startsWith(day ?? '') ? date : null
}

/** The filter as somebody would type it. */
export function filterText(terms: readonly Pick<FilterTerm, 'key' | 'value'>[]): string {
  return terms.map(termText).join(' ')
}

/** One part of it, in quotation marks where it would else be read as something else. */
export function termText({ key, value }: Pick<FilterTerm, 'key' | 'value'>): string {
  const isPlain = /^[^\s"]+$/.test(value) && (key !== 'text' || !/^[a-z_]+:(?!\/\/)/i.test(value))
  return `${key === 'text' ? '' : `${key}:`}${isPlain ? value : `"${value}"`}`
}

/** What the filter asks `control_room.runs` for, at a time. */
export function runQuery(terms: readonly FilterTerm[], nowMs: number): RunQuery {
  const value = (key: FilterKey) => terms.find((term) => term.key === key)?.value
  const [status, skill, branch, by, after] = filterKeys.map(value)
  const moment = after === undefined ? null : momentOf(after, nowMs)
  const words = terms.filter(({ key }) => key === 'text')
  return {
    ...(status === undefined ? {} : statusQuery(status.split(','))),
    ...(skill === undefined ? {} : { address: skill.includes('.') ? skill : `${skill}.*` }),
    ...(branch === undefined ? {} : { branch }),
    ...(by === undefined ? {} : { by }),
    ...(moment ? { after: moment.toISOString() } : {}),
    ...(words.length > 0 ? { text: filterText(words) } : {}),
  }
}

function statusQuery(words: readonly string[]): Pick<RunQuery, 'status' | 'warnings'> {
  const [only] = words.length === 1 ? words : []
  const group = only === undefined ? undefined : groups[only]
  if (group) return group
  const wanted = words.flatMap((word) => groups[word]?.status ?? runStatuses.filter((status) => status === word))
  return { status: [...new Set(wanted)] }
}

/** The filter that an address of before the grammar meant: `?status=failing&text=main`. */
export function formerFilter(status: string, text: string): string {
  const group = status === 'running' ? 'open' : status
  const words = text
    .split(/\s+/)
    .filter(Boolean)
    .map((value) => ({ key: 'text' as const, value: value.replaceAll('"', '') }))
  return filterText([...(group in groups ? [{ key: 'status' as const, value: group }] : []), ...words.filter(({ value }) => value !== '')])
}
