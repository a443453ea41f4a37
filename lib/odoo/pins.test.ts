import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Catalogue } from './catalogue.ts'
import { pinsFrom, wantedCommits } from './pins.ts'

const [one, two] = ['a', 'b'].map((digit) => digit.repeat(40)) as [string, string]
const repository = (name: string, more: object = {}) => ({ name, url: `https://host/${name}`, path: `oca/${name}`, purpose: '', ...more })
const catalogueOf = (...repositories: ReturnType<typeof repository>[]): Catalogue => ({
  roots: { oca: 'oca', ipai: 'ipai' },
  repositories,
  mustHave: {},
  features: {},
})
const pins = (change: Partial<Parameters<typeof pinsFrom>[0]>) =>
  pinsFrom({ catalogue: null, series: undefined, submodules: [], entries: [], standing: () => null, ...change }).map(
    ({ name, branch, sha, by, url }) => [name, branch, sha.slice(0, 1), by, url],
  )

test('a submodule has its commit from the root, its address and branch from the catalogue or from .gitmodules', () => {
  const submodules = ['web', 'own', 'lost'].map((name) => ({ path: `oca/${name}`, sha: one }))
  const entries = [
    { path: 'oca/own', url: 'https://ada:hunter2@host/own', branch: 'main' },
    { path: 'oca/web', url: 'https://elsewhere/web', branch: '17.0' },
  ]
  assert.deepEqual(pins({ submodules, entries, catalogue: catalogueOf(repository('web', { commit: two })) }), [
    ['own', 'main', 'a', 'submodule', 'https://host/own'],
    ['web', '17.0', 'a', 'submodule', 'https://host/web'],
  ])
})

test('a clone is pinned by the catalogue, or stands where it lies; one that lies nowhere or cannot be read has no commit', () => {
  const catalogue = catalogueOf(repository('pinned', { commit: two }), repository('there'), repository('absent'), repository('torn'))
  const standing = (path: string) =>
    path === 'oca/there' ? { commit: one } : path === 'oca/torn' ? { problem: 'It cannot be read.' } : null
  assert.deepEqual(
    pins({ catalogue, standing }).map(([name, , sha, by]) => [name, sha, by]),
    [
      ['pinned', 'b', 'catalogue'],
      ['there', 'a', 'clone'],
    ],
  )
})

test('the branch is its own, else that of the series, else what most name, else that of the repository itself', () => {
  const branches = (series: string | undefined, ...named: (string | undefined)[]) => {
    const all = named.map((branch, place) => repository(`r${place}`, { commit: one, ...(branch ? { branch } : {}) }))
    return pins({ catalogue: catalogueOf(...all), series }).map(([, branch]) => branch)
  }
  assert.deepEqual(branches('18.0', 'main', undefined), ['main', '18.0'])
  assert.deepEqual(branches(undefined, '17.0', '18.0', '18.0', undefined), ['17.0', '18.0', '18.0', '18.0'])
  assert.deepEqual(branches(undefined, undefined), [null])
})

test('where a clone is to stand is said by the submodule before the catalogue', () => {
  const catalogue = catalogueOf(repository('web', { commit: two }), repository('tools', { commit: two }), repository('free'))
  assert.deepEqual(
    [...wantedCommits(catalogue, [{ path: 'oca/web', sha: one }])],
    [
      ['oca/web', one],
      ['oca/tools', two],
    ],
  )
  assert.deepEqual([...wantedCommits(null, [])], [])
})
