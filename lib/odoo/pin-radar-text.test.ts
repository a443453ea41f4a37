import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ModuleStep } from './pin-radar.ts'
import { bumpText, type PinReading, radarLines } from './pin-radar-text.ts'

const step = (name: string): ModuleStep => ({
  name,
  change: 'changed',
  versionBefore: '18.0.1.0.0',
  version: '18.0.1.0.0',
  needs: [],
  needsNoMore: [],
  wants: [],
  wantsNoMore: [],
  migrations: [],
})
const reading = (change: Partial<PinReading> = {}): PinReading => ({
  repository: 'web',
  branch: '18.0',
  pinnedBy: 'submodule',
  pin: 'a'.repeat(40),
  head: 'b'.repeat(40),
  state: 'behind',
  behind: 2,
  since: '2026-11-22T10:00:00+00:00',
  modules: [],
  unreadable: [],
  message: '',
  ...change,
})

test('a pull request says how far, what changes and what cannot be read; of very many modules it names the first', () => {
  assert.equal(
    bumpText(reading()),
    `aaaaaaa is 2 commits behind 18.0, the first of 2026-11-22. The newest commit is ${'b'.repeat(40)}.\n\nNo module changes.`,
  )
  const many = bumpText(
    reading({ state: 'apart', behind: 1, unreadable: ['torn'], modules: Array.from({ length: 103 }, (_, place) => step(`m${place}`)) }),
  )
  assert.match(many, /^aaaaaaa is not in the history of 18\.0, which has 1 commit that it does not have\./)
  assert.match(
    many,
    /- m0: 18\.0\.1\.0\.0 as before\n.*- m99: [^\n]*\n- and 3 more\n\nManifests that cannot be read at the newest commit: torn\.$/s,
  )
})

test('without a repository there is nothing to compare', () => {
  assert.deepEqual(radarLines({ rows: [] }), ['No repository of this installation has a commit to compare.'])
})
