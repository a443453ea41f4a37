import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { filterText, formerFilter, parseRunFilter, runQuery, termText } from './run-filter.ts'

const now = Date.parse('2026-11-26T12:00:00.000Z')
const askedBy = (typed: string) => runQuery(parseRunFilter(typed).terms, now)
const refusals = (typed: string) => parseRunFilter(typed).problems

test('every kind of filter is asked for as the server takes it', () => {
  const { terms, problems } = parseRunFilter(
    'status:failed,cancelled skill:github_ci_runner branch:19.0-* by:"Anna Berger" after:2d "exact words" loose',
  )
  assert.deepEqual(problems, [])
  assert.deepEqual(runQuery(terms, now), {
    status: ['failed', 'cancelled'],
    address: 'github_ci_runner.*',
    branch: '19.0-*',
    by: 'Anna Berger',
    after: '2026-11-24T12:00:00.000Z',
    text: '"exact words" loose',
  })
  assert.equal(askedBy('skill:github_ci_runner.run').address, 'github_ci_runner.run')
  assert.deepEqual(askedBy(''), {})
})

test('a status may be a group of them', () => {
  assert.deepEqual(askedBy('status:open').status, ['waiting', 'queued', 'running', 'undoing'])
  assert.deepEqual(askedBy('status:failing,failed,cancelled').status, ['failed', 'interrupted', 'rolled_back', 'cancelled'])
  assert.deepEqual(askedBy('status:passed'), { status: ['succeeded'], warnings: 'none' })
  assert.deepEqual(askedBy('status:warnings'), { status: ['succeeded'], warnings: 'only' })
})

test('a time is a span before now, or a day', () => {
  assert.equal(askedBy('after:30m').after, '2026-11-26T11:30:00.000Z')
  assert.equal(askedBy('after:12h').after, '2026-11-26T00:00:00.000Z')
  assert.equal(askedBy('after:1w').after, '2026-11-19T12:00:00.000Z')
  assert.equal(askedBy('after:2026-02-28').after, '2026-02-28T00:00:00.000Z')
})

test('what cannot be read is told in a sentence, with its place and a hint, and the rest counts', () => {
  const { terms, problems } = parseRunFilter('main brnach:x')
  assert.deepEqual(terms, [{ key: 'text', value: 'main', at: 0 }])
  assert.deepEqual(
    problems.map(({ message, at }) => [message, at]),
    [["No filter called 'brnach'. Did you mean branch?", 5]],
  )
  const sentences: Record<string, string> = {
    'wholly_other:x': "No filter called 'wholly_other'.",
    'status:faild': "No status called 'faild'. Did you mean failed?",
    'status:passed,failed': 'The statuses passed and warnings stand alone.',
    'status:': 'The filter status has no value.',
    'by:a by:b': 'The filter by stands twice.',
    [`by:${'a'.repeat(101)}`]: 'A name has at most 100 characters.',
    'skill:Git-Hub': "'Git-Hub' is no skill and no verb.",
    'branch:a*b': 'A * stands at the end of a branch, for any words.',
    'after:soon': "'soon' is no time.",
    'after:2026-02-31': "'2026-02-31' is no time.",
    '""': 'There is nothing between the quotation marks.',
    'by:"Anna': 'A quotation mark has no other one.',
  }
  for (const [typed, sentence] of Object.entries(sentences)) {
    assert.deepEqual(
      refusals(typed).map(({ message }) => message),
      [sentence],
      typed,
    )
    assert.ok(refusals(typed).every(({ hint }) => hint !== ''))
  }
})

test('an address of the web and a time of day are words', () => {
  for (const typed of ['https://example.org/crm', '12:30', '19.0:x'])
    assert.deepEqual(parseRunFilter(typed).terms, [{ key: 'text', value: typed, at: 0 }])
  assert.equal(termText({ key: 'text', value: 'error: x' }), '"error: x"')
  assert.equal(termText({ key: 'text', value: 'error:x' }), '"error:x"')
})

test('addresses of before the grammar mean what they meant', () => {
  assert.equal(formerFilter('running', 'CI of  main'), 'status:open CI of main')
  assert.equal(formerFilter('failing', ''), 'status:failing')
  assert.equal(formerFilter('no-such', 'a:b "'), '"a:b"')
  assert.equal(formerFilter('', ''), '')
})

test('whatever is typed is read without an error, and what was read reads the same again', () => {
  const pieces = fc.constantFrom('status:', 'branch:', 'after:', 'x:', '"', ' ', 'failed', '2d', ',', '*', 'a', 'https://')
  const typed = fc.oneof(
    fc.string(),
    fc.array(pieces).map((parts) => parts.join('')),
  )
  fc.assert(
    fc.property(typed, (text) => {
      const { terms, problems } = parseRunFilter(text)
      for (const { at } of [...terms, ...problems]) assert.ok(at >= 0 && at < text.length)
      const again = parseRunFilter(filterText(terms))
      assert.deepEqual(again.problems, [])
      assert.deepEqual(runQuery(again.terms, now), runQuery(terms, now))
      assert.equal(filterText(again.terms), filterText(terms))
      assert.ok((runQuery(terms, now).text ?? '').length <= 200)
    }),
    { numRuns: 500 },
  )
})

test('a filter with a NUL is a mistake that is said, whatever key it stands behind', () => {
  for (const typed of ['\0', 'branch:a\0', 'by:"x\0"', 'after:\0']) {
    const { terms, problems } = parseRunFilter(typed)
    assert.deepEqual([terms, problems.map(({ message }) => message)], [[], ['A NUL character is in no name and no title.']])
  }
})
