import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { gitIn } from '../../lib/tools/git/servers.fixture.ts'
import { type Impact, impact } from './impact.ts'
import { impactLines } from './impact-lines.ts'
import { openTrees } from './trees.fixture.ts'

const trees = openTrees()
const repo = trees.at('acme')
const commit = (message: string) => {
  gitIn(repo, 'add', '-A')
  gitIn(repo, 'commit', '-q', '-m', message)
}
const ask = (range: string, others: object = {}) => trees.look<Impact>(impact, { range, repo, ...others })
const told = ({ rows }: Impact) => rows.map(({ name, change, needsUpdate, needsBump }) => [name, change, needsUpdate, needsBump])

before(() => {
  trees.addon('acme/a', { depends: ['base'] })
  trees.addon('acme/b', { depends: ['a'] })
  trees.addon('acme/c', { depends: ['b'] })
  trees.addon('acme/d', { depends: ['base'] })
  trees.write('acme/a/models.py', '1\n')
  trees.write('acme/d/static/src/d.js', '1\n')
  trees.write('acme/d/i18n/fr.po', '')
  trees.write('acme/requirements.txt', '')
  gitIn(trees.base, 'init', '-q', '-b', 'main', repo)
  commit('All')
})
after(() => trees.remove())

test('what changed is to be updated, what depends on it is reached, and a version that stayed is told', async () => {
  gitIn(repo, 'checkout', '-q', '-b', 'models', 'main')
  trees.write('acme/a/models.py', '2\n')
  commit('Model')
  const answer = await ask('main..models')
  assert.deepEqual(told(answer), [
    ['a', 'changed', true, true],
    ['b', 'reached', false, false],
    ['c', 'reached', false, false],
  ])
  assert.deepEqual([answer.verdict, answer.update], ['update', ['a']])
  assert.deepEqual(answer.commands[0]?.argv, ['odoo', '-d', 'odoo', '-u', 'a', '--stop-after-init'])
  assert.match(impactLines(answer).join('\n'), /Warning: a changed, and its version is 19\.0\.1\.0\.0 as before\./)
  trees.addon('acme/a', { depends: ['base'], version: '19.0.1.1.0' })
  commit('Bump')
  const bumped = await ask('main...models')
  assert.deepEqual(told(bumped)[0], ['a', 'changed', true, false])
  assert.match(impactLines(bumped).join('\n'), /a: 2 files changed \(19\.0\.1\.0\.0 to 19\.0\.1\.1\.0\), to update/)
})

test('only from where the two parted counts: what main did meanwhile is not of the branch', async () => {
  gitIn(repo, 'checkout', '-q', '-b', 'late', 'main')
  trees.write('acme/d/static/src/d.js', '2\n')
  commit('Script')
  gitIn(repo, 'checkout', '-q', 'main')
  trees.write('acme/c/models.py', '3\n')
  commit('Meanwhile')
  const answer = await ask('main..late')
  assert.deepEqual(told(answer), [['d', 'changed', false, false]])
  assert.deepEqual([answer.verdict, answer.commands], ['restart', []])
  assert.match(impactLines(answer).join('\n'), /d: 1 file changed \(19\.0\.1\.0\.0\), a restart is enough/)
  assert.deepEqual(told(await trees.look<Impact>(impact, { range: 'main..late' }, { root: repo })), told(answer))
  const named = await trees.look<Impact>(impact, { range: 'main..late', repo: 'acme' }, {}, { acme: { url: repo, branch: 'main' } })
  assert.deepEqual(told(named), told(answer))
})

test('scripts, tests and translations into languages that nobody has need a restart alone; what belongs to no module is counted', async () => {
  gitIn(repo, 'checkout', '-q', '-b', 'words', 'main')
  trees.write('acme/d/i18n/fr.po', 'msgid ""\n')
  trees.write('acme/d/tests/test_d.py', '')
  trees.write('acme/requirements.txt', 'zeep\n')
  commit('Words')
  const german = await ask('main..words', { languages: ['de_DE'] })
  assert.deepEqual([german.verdict, german.elsewhere, told(german)], ['restart', 1, [['d', 'changed', false, false]]])
  assert.match(impactLines(german).join('\n'), /1 file of no module/)
  assert.equal((await ask('main..words')).verdict, 'update')
  trees.write('acme/CHANGES.md', '')
  commit('Notes')
  assert.match(impactLines(await ask('main..words')).join('\n'), /2 files of no module/)
})

test('a new module is to be installed, and one that is gone takes those with it that need it', async () => {
  gitIn(repo, 'checkout', '-q', '-b', 'moves', 'main')
  rmSync(trees.at('acme/a'), { recursive: true })
  trees.addon('acme/new', { depends: ['base'] })
  trees.addon('acme/new/tests/data', { depends: ['base'] })
  trees.write('acme/torn/__manifest__.py', '{')
  commit('Moves')
  const answer = await ask('main..moves')
  assert.deepEqual(told(answer), [
    ['b', 'changed', false, false],
    ['new', 'added', true, false],
    ['a', 'removed', false, false],
    ['c', 'reached', false, false],
  ])
  assert.deepEqual(answer.unreadable, ['torn'])
  assert.equal(impact.judge?.(answer)?.message, 'The manifest of torn cannot be read.')
  assert.equal(impact.judge?.({ ...answer, unreadable: ['torn', 'rent'] })?.message, 'The manifest of torn cannot be read, nor can 1 more.')
  assert.equal(impact.judge?.({ ...answer, unreadable: [] }), null)
  const lines = impactLines(answer).join('\n')
  assert.match(lines, /b: needs a module that is gone/)
  assert.match(lines, /a: is gone: uninstall it first/)
  assert.match(lines, /new: \d files changed \(new, 19\.0\.1\.0\.0\), to update/)
})

test('nothing between equal commits, by sha and by HEAD too', async () => {
  const sha = gitIn(repo, 'rev-parse', 'main')
  assert.deepEqual([(await ask(`${sha}..main`)).verdict, (await ask(`main..${sha.slice(0, 10)}`)).rows], ['nothing', []])
  gitIn(repo, 'checkout', '-q', 'main')
  assert.deepEqual(impactLines(await ask('main..HEAD')), [`main (${sha.slice(0, 7)}) to HEAD (${sha.slice(0, 7)}): Nothing changes.`])
})

test('what is no range, no branch, or no repository is told', async () => {
  for (const range of ['main', '..main', '--all..main', 'main..-x', 'a b..c']) await assert.rejects(ask(range), { code: 'invalid' }, range)
  await assert.rejects(ask('main..nothing'), { code: 'not_found' })
  await assert.rejects(trees.look(impact, { range: 'a..b' }, { root: null }), { code: 'invalid', message: 'Nobody says which repository.' })
  await assert.rejects(trees.look(impact, { range: 'a..b', repo: '/etc' }), { code: 'refused' })
  gitIn(repo, 'checkout', '-q', '--orphan', 'alone')
  commit('Alone')
  await assert.rejects(ask('main..alone'), { code: 'invalid', message: 'main and alone have no commit in common.' })
})
