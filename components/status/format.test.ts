import assert from 'node:assert/strict'
import { test } from 'node:test'
import {
  absoluteText,
  ageText,
  clockText,
  countText,
  durationText,
  elapsedText,
  groupedText,
  ordinalText,
  relativeText,
  shortId,
  sizeText,
  testDurationText,
  zoneText,
} from './format.ts'

test('durations read in the unit that fits', () => {
  const cases: [number, string][] = [
    [-5, '< 0.1 s'],
    [49, '< 0.1 s'],
    [50, '0.1 s'],
    [180, '0.2 s'],
    [3_140, '3.1 s'],
    [59_949, '59.9 s'],
    [59_950, '1 m 00 s'],
    [252_000, '4 m 12 s'],
    [7_500_000, '2 h 05 m'],
  ]
  for (const [ms, text] of cases) assert.equal(durationText(ms), text)
  assert.deepEqual([-5, 999, 59_999, 252_900].map(elapsedText), ['0 s', '0 s', '59 s', '4 m 12 s'])
  assert.equal(testDurationText(0.2), '< 1 ms')
  assert.equal(testDurationText(3.6), '4 ms')
  assert.equal(testDurationText(1_500), '1.5 s')
})

test('relative times never run into the future', () => {
  const now = Date.parse('2026-11-22T03:12:44Z')
  const ago = (seconds: number) => relativeText(new Date(now - seconds * 1_000).toISOString(), now)
  assert.deepEqual([-60, 4, 12, 180, 5 * 3_600, 3 * 86_400].map(ago), ['now', 'now', '12 s ago', '3 min ago', '5 h ago', '3 d ago'])
})

test('absolute times name their zone', () => {
  assert.equal(absoluteText('2026-11-22T02:12:44Z', 'UTC'), '2026-11-22 02:12:44 UTC')
  assert.match(absoluteText('2026-11-22T02:12:44Z', 'Europe/Vienna'), /^2026-11-22 03:12:44 (CET|GMT\+1)$/)
  assert.match(absoluteText('2026-11-22T02:12:44Z'), /^2026-11-2\d \d\d:\d\d:44 \S+$/)
  assert.match(zoneText('2026-07-22T00:02:44.118Z', 'Europe/Vienna'), /^(CEST|GMT\+2)$/)
  assert.equal(zoneText('2026-07-22T00:02:44.118Z', 'UTC'), 'UTC')
  assert.equal(clockText('2026-11-22T00:02:44.118Z', 'UTC', true), '00:02:44.118')
  assert.equal(clockText('2026-11-22T00:02:44.118Z', 'UTC'), '00:02:44')
})

test('sizes, places and counts', () => {
  assert.deepEqual([0, 812, 1024, 1_258_291, 2 ** 31].map(sizeText), ['0 B', '812 B', '1.0 KiB', '1.2 MiB', '2.0 GiB'])
  assert.deepEqual([1, 2, 3, 4, 11, 22].map(ordinalText), ['1st', '2nd', '3rd', '4th', '11th', '22nd'])
  assert.equal(groupedText(48_213), '48\u202f213')
  assert.deepEqual([countText(1, 'test'), countText(2, 'test')], ['1 test', '2 tests'])
  assert.equal(shortId('8f1c2d3e-aaaa'), '8f1c2d3e')
})

test('an age is whole seconds, minutes or hours', () => {
  assert.deepEqual([0, 12_900, 60_000, 600_000, 3_600_000, 90_000_000].map(ageText), [
    '0 s old',
    '12 s old',
    '1 min old',
    '10 min old',
    '1 h old',
    '25 h old',
  ])
})
