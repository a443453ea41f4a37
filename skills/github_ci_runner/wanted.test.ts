import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { called, gitWantedOf, refOf, wantedOf } from './wanted.ts'

describe('what is wanted', () => {
  it('is what was given, and nothing of what was left empty', () => {
    assert.deepEqual(wantedOf({ branch: '', sha: '', pr: undefined }), {})
    assert.deepEqual(wantedOf({ branch: 'a', sha: 'b', pr: 1 }), { branch: 'a', sha: 'b', pr: 1 })
  })
})

describe('git', () => {
  it('is asked for the commit where that is known', () => {
    assert.deepEqual(gitWantedOf({ branch: 'a', sha: 'b' }), { sha: 'b' })
    assert.deepEqual(gitWantedOf({ branch: 'a' }), { branch: 'a' })
  })
  it('names a commit by what it was asked for with', () => {
    assert.deepEqual(
      [refOf({ branch: 'a/b', sha: 'c' }), refOf({ pr: 2 }), refOf({ sha: 'c' })],
      ['refs/heads/a/b', 'refs/pull/2/head', ''],
    )
  })
})

describe('what a person calls it', () => {
  const cases: [string, Parameters<typeof called>[1], string][] = [
    ['example', { branch: 'main' }, 'example main'],
    ['example', {}, 'example'],
    ['https://github.com/acme/shop.git', { pr: 12 }, 'acme/shop #12'],
    ['/srv/git/shop/', { sha: 'd41d8cd98f00b204' }, 'shop at d41d8cd'],
    ['example', { branch: 'main', sha: 'd41d8cd98f00b204' }, 'example main'],
    ['/', {}, '/'],
    ['a\nb', { branch: 'x' }, 'a b x'],
  ]
  for (const [repository, wanted, name] of cases) it(name, () => assert.equal(called(repository, wanted), name))
})
