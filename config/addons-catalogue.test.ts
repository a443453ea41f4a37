import assert from 'node:assert/strict'
import { test } from 'node:test'
import { CatalogueError, parseCatalogue } from './addons-catalogue.schema.ts'

const repository = { name: 'web', type: 'git', url: 'https://github.com/OCA/web.git', path: 'addons/oca/web', purpose: 'Web UI extensions' }
const whole = {
  version: 1,
  description: 'Passed over.',
  roots: { oca_root: 'addons/oca', ipai_root: 'addons/ipai' },
  oca_repositories: [repository],
  oca_must_have_modules: { web: ['web_responsive'] },
  ipai: { root: 'addons/ipai', note: 'Passed over.' },
  features: { screens: ['web_responsive', 'web_refresher'] },
}
const parsed = (change: object) => parseCatalogue(JSON.stringify({ ...whole, ...change }), 'c.json')

test('a catalogue says where repositories lie, what is wanted of them, and which modules a feature has', () => {
  const { roots, repositories, mustHave, features } = parsed({})
  assert.deepEqual(roots, { oca: 'addons/oca', ipai: 'addons/ipai' })
  assert.deepEqual(repositories, [repository])
  assert.deepEqual(mustHave, { web: ['web_responsive'] })
  assert.deepEqual(features, { screens: ['web_responsive', 'web_refresher'] })
})

test('a repository may have a branch and a commit of its own', () => {
  const pinned = { ...repository, branch: '18.0-fix', commit: 'a'.repeat(40) }
  assert.deepEqual(parsed({ oca_repositories: [pinned] }).repositories, [pinned])
})

test('without wanted modules, features or a root of its own it is whole', () => {
  const { roots, mustHave, features } = parsed({ oca_must_have_modules: undefined, features: undefined, ipai: undefined })
  assert.deepEqual([roots.ipai, mustHave, features], ['addons/ipai', {}, {}])
})

const mistakes: [change: object, message: string][] = [
  [{ version: 2 }, 'c.json: version: has to be 1.'],
  [{ oca_repositories: [{ ...repository, path: '../elsewhere' }] }, 'c.json: oca_repositories.0.path: is a folder below the repository.'],
  [{ oca_repositories: [{ ...repository, path: '/etc' }] }, 'c.json: oca_repositories.0.path: is a folder below the repository.'],
  [{ oca_repositories: [{ ...repository, path: '.git/hooks' }] }, 'c.json: oca_repositories.0.path: is a folder below the repository.'],
  [{ roots: { oca_root: 'addons/.GIT', ipai_root: 'x' } }, 'c.json: roots.oca_root: is a folder below the repository.'],
  [{ oca_repositories: [{ ...repository, path: '.' }] }, 'c.json: oca_repositories.0.path: is a folder below the repository.'],
  [{ oca_repositories: [repository, { ...repository, name: 'pc' }] }, 'c.json: oca_repositories: web lies in the folder of pc.'],
  [
    { oca_repositories: [repository, { ...repository, name: 'pc', path: 'addons/oca//web/pc/' }] },
    'c.json: oca_repositories: pc lies in the folder of web.',
  ],
  [{ oca_must_have_modules: { wbe: ['web_responsive'] } }, 'c.json: oca_must_have_modules.wbe: no repository has this name.'],
  [{ oca_repositories: [repository, repository] }, 'c.json: oca_repositories: two repositories have the same name.'],
  [{ oca_repositories: [{ ...repository, branch: '-x' }] }, 'c.json: oca_repositories.0.branch: is the name of a branch.'],
  [{ oca_repositories: [{ ...repository, commit: 'abc' }] }, 'c.json: oca_repositories.0.commit: is all 40 digits of a commit.'],
  [{ features: { x: ['a module'] } }, 'c.json: features.x.0: is the name of a module.'],
]
for (const [change, message] of mistakes)
  test(`a mistake is named with its key: ${message}`, () => {
    assert.throws(
      () => parsed(change),
      (error) => error instanceof CatalogueError && error.message === message,
    )
  })

test('what is not JSON is told so', () => {
  assert.throws(() => parseCatalogue('{', 'c.json'), /^CatalogueError|c\.json is not JSON/)
})
