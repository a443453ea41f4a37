import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { LayoutFinding, LayoutFix } from './layout.ts'
import { chosenFixes, fixLine, fixList } from './layout-fixes.ts'

const finding = (rule: string, path: string, fix: LayoutFix | null, more: Partial<LayoutFinding> = {}): LayoutFinding => ({
  rule,
  level: 'error',
  path,
  message: 'm',
  hint: 'h',
  since: null,
  fix,
  waiver: null,
  ...more,
})
const write = (path: string, text = 'x'): LayoutFix => ({ kind: 'write', path, text, is: '' })
const move: LayoutFix = { kind: 'move', from: 'oca/ipai_a', to: 'addons/ipai/ipai_a' }
const clone: LayoutFix = { kind: 'clone', url: 'u', branch: '18.0', path: 'oca/web' }
const all = { rules: [], paths: [] }

test('what can be put right is chosen by rule and path; what is waived, or a matter for a person, is not', () => {
  const findings = [
    finding('readme', 'a', write('a/README.md')),
    finding('readme', 'b', write('b/README.md')),
    finding('licence', 'a', null),
    finding('readme', 'c', write('c/README.md'), { waiver: { reason: 'r', until: '2026-12-31' } }),
    finding('repository-present', 'oca/web', clone),
  ]
  const paths = (wanted: object) =>
    chosenFixes(findings, { ...all, ...wanted }).commits.flatMap(({ fixes }) => fixes.map((fix) => fixLine(fix)))
  assert.deepEqual(paths({}), ['write a/README.md', 'write b/README.md'])
  assert.deepEqual(paths({ paths: ['b'] }), ['write b/README.md'])
  assert.deepEqual(paths({ rules: ['licence'] }), [])
  assert.deepEqual(chosenFixes(findings, { ...all, rules: ['repository-present'] }).disk, [clone])
})

test('each rule is a commit, texts come before moves, and the same fix counts once', () => {
  const findings = [
    finding('own-prefix', 'oca/ipai_a', move),
    finding('mounts-compose', 'compose.yaml', write('compose.yaml')),
    finding('mounts-compose', 'oca', write('compose.yaml')),
    finding('version-format', 'oca/ipai_a', write('oca/ipai_a/__manifest__.py')),
    finding('readme', 'oca/ipai_a', write('oca/ipai_a/__manifest__.py', 'y')),
  ]
  const { commits, left } = chosenFixes(findings, all)
  assert.deepEqual(
    commits.map(({ rule, fixes }) => [rule, fixes.map(fixLine)]),
    [
      ['mounts-compose', ['write compose.yaml']],
      ['version-format', ['write oca/ipai_a/__manifest__.py']],
      ['own-prefix', ['move oca/ipai_a to addons/ipai/ipai_a']],
    ],
  )
  assert.deepEqual(left, [
    { path: 'oca/ipai_a/__manifest__.py', because: 'Another fix changes it first: run it again when that is merged.' },
  ])
})

test('a fix is told in words', () => {
  assert.deepEqual(
    [
      clone,
      { kind: 'checkout' as const, path: 'oca/web', to: '18.0' },
      { kind: 'checkout' as const, path: 'oca/web', to: 'a'.repeat(40) },
    ].map(fixLine),
    ['clone oca/web', 'check out 18.0 in oca/web', 'check out aaaaaaa in oca/web'],
  )
})

test('of very many the first are named', () => {
  assert.equal(fixList([clone]), 'clone oca/web')
  assert.match(fixList(Array.from({ length: 23 }, (_, place) => write(`${place}`))), /^write 0, .*write 19, and 3 more$/)
})
