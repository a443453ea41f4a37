import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { parseReport } from './junit.ts'

const report = (inside: string) =>
  `<?xml version="1.0" encoding="utf-8"?><testsuites><testsuite name="pytest">${inside}</testsuite></testsuites>\n`
const one = (inside: string) => parseReport(report(inside))?.[0]
const testcase = (attributes: string, inside: string) => `<testcase ${attributes}>${inside}</testcase>`
const place = 'classname="tests.test_a.TestA" name="test_x" file="tests/test_a.py" line="4" time="0.0125"'

describe('a test of a report', () => {
  it('that passed has its name, its place counted from 1, and its duration', () => {
    assert.deepEqual(one(`<testcase ${place} />`), {
      id: 'tests.test_a.TestA.test_x',
      status: 'passed',
      suite: 'tests.test_a.TestA',
      name: 'test_x',
      file: 'tests/test_a.py',
      line: 5,
      durationMs: 13,
      message: null,
      traceback: null,
    })
  })
  it('that failed has its message on one line and the line where it failed', () => {
    const failed = one(testcase(place, '<failure message="assert 1&#10;  == 2">x = 1\n\ntests/test_a.py:8: AssertionError</failure>'))
    assert.deepEqual([failed?.status, failed?.message, failed?.line], ['failed', 'assert 1 == 2', 8])
    assert.equal(failed?.traceback, 'x = 1\n\ntests/test_a.py:8: AssertionError')
  })
  it('that was skipped says why, and has no traceback', () => {
    const skipped = one(testcase(place, '<skipped type="pytest.skip" message="no database">tests/test_a.py:9: no database</skipped>'))
    assert.deepEqual([skipped?.status, skipped?.message, skipped?.line, skipped?.traceback], ['skipped', 'no database', 5, null])
  })
  it('that failed as expected is a skipped one', () => {
    const expected = one(testcase(place, '<skipped type="pytest.xfail" message="known bug"/>'))
    assert.deepEqual([expected?.status, expected?.message], ['skipped', 'expected failure: known bug'])
  })
  it('that could not be imported says the error, not only that there was one', () => {
    const broken = one(
      '<testcase classname="" name="test_b" file="test_b.py"><error message="collection failure">test_b.py:1: in x\nE   ImportError: nope</error></testcase>',
    )
    assert.deepEqual(
      [broken?.id, broken?.suite, broken?.status, broken?.message, broken?.line],
      ['test_b', 'test_b.py', 'error', 'ImportError: nope', 1],
    )
    assert.equal(one('<testcase name="b"><error message="collection failure">?</error></testcase>')?.message, 'collection failure')
  })
  it('with an error and a failure is in error', () => {
    assert.equal(one(testcase(place, '<failure message="a"/><error message="b"/>'))?.message, 'b')
  })
  it('takes its message from the text, or the kind, when there is no other', () => {
    assert.equal(one(testcase(place, '<failure>only text</failure>'))?.message, 'only text')
    assert.equal(one(testcase(place, '<failure type="AssertionError"/>'))?.message, 'AssertionError')
    assert.equal(one(testcase(place, '<failure/>'))?.message, '')
  })
  it('keeps CDATA and escaped text as they were, without colours', () => {
    const failed = one(
      testcase(place, '<failure message="&lt;a&gt; &amp;#10; &quot;">&lt;1&gt; <![CDATA[&lt; <b>]]> #x1B[31mred#x1B[0m</failure>'),
    )
    assert.deepEqual([failed?.message, failed?.traceback], ['<a> &#10; "', '<1> &lt; <b> red'])
  })
  it('keeps head and tail of a long traceback', () => {
    const failed = one(testcase(place, `<failure message="m">first${'x'.repeat(20_000)}last</failure>`))
    assert.ok(Buffer.byteLength(failed?.traceback ?? '') <= 8192)
    assert.match(failed?.traceback ?? '', /^first.*left out.*last$/s)
  })
  it('has no place when it names none, or one outside of the tree', () => {
    for (const file of ['', 'file="/etc/passwd" line="1"', 'file="../x.py" line="1"']) {
      const found = one(`<testcase classname="a" name="b" ${file}/>`)
      assert.deepEqual([found?.file, found?.line, found?.durationMs], [null, null, null])
    }
  })
  it('survives numbers that are none, and a missing name', () => {
    const found = one('<testcase file="a.py" line="x" time="later"/>')
    assert.deepEqual([found?.id, found?.suite, found?.line, found?.durationMs], ['a test without a name', 'a.py', null, null])
    assert.equal(one('<testcase/>')?.id, 'a test without a name')
  })
})

describe('a report', () => {
  it('tells results of one name apart', () => {
    const ids = parseReport(report('<testcase name="a"/><testcase name="a"/><testcase name="a (2)"/><testcase name="a"/>'))?.map(
      ({ id }) => id,
    )
    assert.deepEqual(ids, ['a', 'a (2)', 'a (2) (2)', 'a (3)'])
  })
  it('may hold suites inside of suites, or a suite as its root, in order', () => {
    const nested =
      '<testsuites><testsuite><testcase name="a"/><testsuite><testcase name="b"/></testsuite></testsuite><testsuite><testcase name="c"/></testsuite></testsuites>'
    assert.deepEqual(
      parseReport(nested)?.map(({ id }) => id),
      ['a', 'b', 'c'],
    )
    assert.deepEqual(
      parseReport('<testsuite><testcase name="a"/></testsuite>')?.map(({ id }) => id),
      ['a'],
    )
  })
  it('may be empty', () => {
    for (const empty of [
      '<testsuites/>',
      '<testsuites></testsuites>',
      '<testsuites tests="0"><testsuite tests="0"/></testsuites>',
      report(''),
    ])
      assert.deepEqual(parseReport(empty), [])
  })
  it('that is cut off, or is none, is not complete', () => {
    const whole = report(testcase(place, '<failure message="m">text</failure>'))
    for (let length = 0; length < whole.length - '</testsuites>\n'.length; length += 7)
      assert.equal(parseReport(whole.slice(0, length)), null)
    for (const other of [
      'not xml',
      '<html></html>',
      '<a><b</testsuites>',
      '<testsuites><testsuite><testcase name="a" __proto__="b"/></testsuite></testsuites>',
    ])
      assert.equal(parseReport(other), null)
  })
  it('cannot grow by entities of its own', () => {
    const xml = `<!DOCTYPE a [<!ENTITY x "${'y'.repeat(5000)}"><!ENTITY z "${'&x;'.repeat(500)}">]>${report(`<testcase name="${'&z;'.repeat(500)}"/>`)}`
    const found = parseReport(xml)
    assert.ok(found === null || (found[0]?.id.length ?? 0) <= 500)
  })
  it('of 20,000 tests is read in a few seconds', () => {
    const many = Array.from({ length: 20_000 }, (_, index) =>
      testcase(`classname="t" name="n${index}" time="0.1"`, '<failure message="&lt;m&gt;">t &amp; t</failure>'),
    )
    const started = performance.now()
    assert.equal(parseReport(report(many.join('')))?.length, 20_000)
    assert.ok(performance.now() - started < 10_000)
  })
})

describe('a secret in a report', () => {
  const secret = 'hunter22'.repeat(4)
  const told = (body: string, message: string) =>
    report(testcase(place, `<failure type="AssertionError" message="${message}">${body}</failure>`))
  it('is masked before a traceback or a message is shortened: no part of it stays at the cut', () => {
    const half = Math.floor((8 * 1024 - 60) / 2)
    const xml = told(`${'x'.repeat(half - 10)}${secret}${'y'.repeat(10_000)}`, `${'m'.repeat(490)}${secret}`)
    const hide = (text: string) => text.replaceAll(secret, '***')
    assert.match(JSON.stringify(parseReport(xml)), /hunter/, 'without masking a part of it stays')
    assert.doesNotMatch(JSON.stringify(parseReport(xml, hide)), /hunter/)
  })
})
