import { XMLParser } from 'fast-xml-parser'
import { z } from 'zod'
import type { TestResult } from '../../lib/core/run.ts'
import { failureLine } from './failure-line.ts'
import { headAndTail, oneLine, plain } from './text.ts'

/** Bytes of a traceback that are kept: its head and its tail. */
const longestTraceback = 8 * 1024
const longestId = 500

const text = z.string().default('')
const part = z.union([
  z.string().transform((body) => ({ message: '', type: '', body })),
  z.object({ message: text, type: text, body: text }),
])
const parts = z.array(part).default([])
const testcase = z.object({
  classname: text,
  name: text,
  file: text,
  line: z.coerce.number().int().nonnegative().optional().catch(undefined),
  time: z.coerce.number().nonnegative().optional().catch(undefined),
  failure: parts,
  error: parts,
  skipped: parts,
})
type Testcase = z.output<typeof testcase>
type Part = z.output<typeof part>

const lists = new Set(['testsuite', 'testcase', 'failure', 'error', 'skipped'])
const parser = new XMLParser({
  ignoreAttributes: false,
  attributeNamePrefix: '',
  textNodeName: 'body',
  parseTagValue: false,
  trimValues: false,
  // The parser decodes references such as &#10; only together with those of HTML, which no well-formed report contains.
  htmlEntities: true,
  isArray: (name, _path, _isLeaf, isAttribute) => !isAttribute && lists.has(name),
})

/**
 * The tests of a JUnit report of the xunit1 family, whose lines count from 0: theirs and ours. Null when it is not a complete
 * report: a file that was cut off is not one. `mask` hides secrets before anything is shortened: half a secret is one too.
 */
export function parseReport(xml: string, mask: Mask = (text) => text): TestResult[] | null {
  if (!/<\/testsuites?>\s*$|<testsuites?\b[^<>]*\/>\s*$/.test(xml)) return null
  try {
    return unique(casesIn(parser.parse(xml)).map((found) => resultOf(found, mask)))
  } catch {
    return null
  }
}

const suite = z
  .object({ testsuite: z.array(z.unknown()).default([]), testcase: z.array(z.unknown()).default([]) })
  .catch({ testsuite: [], testcase: [] })
const root = z
  .object({ testsuites: z.unknown().optional(), testsuite: z.array(z.unknown()).default([]) })
  .refine(({ testsuites, testsuite }) => testsuites !== undefined || testsuite.length > 0)

/** All test cases, in order, of suites inside of suites. */
function casesIn(document: unknown): Testcase[] {
  const { testsuites, testsuite } = root.parse(document)
  const inside = (one: unknown): Testcase[] => {
    const held = suite.parse(one)
    return [...held.testcase.map((found) => testcase.parse(found === '' ? {} : found)), ...held.testsuite.flatMap(inside)]
  }
  return [...inside(testsuites), ...testsuite.flatMap(inside)]
}

type Mask = (text: string) => string

function resultOf(told: Testcase, mask: Mask): TestResult {
  const found = { ...told, name: mask(told.name), classname: mask(told.classname) }
  const [status, part] = outcomeOf(found)
  const reason = part && { ...part, message: mask(part.message), body: mask(part.body) }
  const file = found.file === '' || /^(\/|\.\.)/.test(found.file) ? null : found.file
  const traceback = status === 'skipped' || reason === null ? '' : plain(reason.body)
  const failedAt = file === null ? null : failureLine(traceback, file)
  const name = oneLine(found.name, longestId)
  return {
    id: oneLine([found.classname, found.name].filter((word) => word !== '').join('.'), longestId) || 'a test without a name',
    status,
    suite: oneLine(found.classname, longestId) || (file ?? ''),
    name,
    file,
    line: failedAt ?? (found.line === undefined || file === null ? null : found.line + 1),
    durationMs: found.time === undefined ? null : Math.round(found.time * 1000),
    message: reason === null ? null : messageOf(reason),
    traceback: traceback.trim() === '' ? null : headAndTail(traceback.trimEnd(), longestTraceback),
  }
}

/** An error outweighs a failure, and both outweigh a skip. */
function outcomeOf({ error, failure, skipped }: Testcase): [TestResult['status'], Part | null] {
  if (error[0]) return ['error', error[0]]
  if (failure[0]) return ['failed', failure[0]]
  return skipped[0] ? ['skipped', skipped[0]] : ['passed', null]
}

function messageOf({ message, type, body }: Part): string {
  // pytest says no more than this of a file that it could not import; the error is in the lines it marks with E.
  const marked =
    message === 'collection failure'
      ? plain(body)
          .split('\n')
          .findLast((line) => line.startsWith('E '))
      : undefined
  const expected = type === 'pytest.xfail' ? 'expected failure: ' : ''
  return oneLine(`${expected}${marked?.slice(1) ?? (message || body || type)}`, 500)
}

/** Two results may have one name, as a failing test and its failing teardown: the second is told apart by a number. */
function unique(results: TestResult[]): TestResult[] {
  const seen = new Set<string>()
  return results.map((result) => {
    let id = result.id
    for (let count = 2; seen.has(id); count += 1) id = `${result.id} (${count})`
    seen.add(id)
    return { ...result, id }
  })
}
