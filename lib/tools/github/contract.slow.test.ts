import assert from 'node:assert/strict'
import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { makeRepository } from '../git/repository.fixture.ts'
import { gitIn } from '../git/servers.fixture.ts'
import { openEmbeddedGithub } from './embedded.ts'
import type { GithubTool, PullRequestWanted } from './port.ts'

const { top, source, second, commit, folder, open, remove } = makeRepository()
after(remove)

/** Everything that keeps pull requests is held to the same. */
const adapters: [name: string, open: (folder: string) => GithubTool][] = [
  ['embedded', (place) => openEmbeddedGithub({ folder: place, git: open() })],
]

for (const [name, openGithub] of adapters)
  describe(`pull requests, ${name}`, () => {
    let github: GithubTool
    let place = ''
    let branches = 0
    let head = ''
    const wanted = (change: Partial<PullRequestWanted> = {}): PullRequestWanted => ({
      repository: source,
      base: 'main',
      head,
      title: 'Put the layout right',
      body: 'Two files.',
      ...change,
    })
    before(() => {
      place = folder('pull requests')
      github = openGithub(place)
    })
    beforeEach(() => {
      branches += 1
      head = `layout/${branches}`
      gitIn(source, 'checkout', '-q', '-b', head, 'main')
      commit(`change-${branches}.py`, 'x\n')
      gitIn(source, 'checkout', '-q', 'main')
    })

    it('one is opened, and told as it was asked for', async () => {
      const { number, url, isNew } = await github.openPullRequest(wanted({ labels: ['layout'] }))
      assert.ok(isNew && number > 0)
      assert.deepEqual(await github.pullRequest(source, number), {
        number,
        url,
        state: 'open',
        base: 'main',
        head,
        sha: gitIn(source, 'rev-parse', head),
        title: 'Put the layout right',
        body: 'Two files.',
        labels: ['layout'],
        headRepository: source,
        isFork: false,
        author: null,
        isDraft: false,
        isMergeable: null,
      })
    })

    it('the same asked for again, and at once, is the one that is there', async () => {
      const asked = await Promise.all([1, 2, 3].map(() => github.openPullRequest(wanted())))
      assert.equal(new Set(asked.map(({ number }) => number)).size, 1)
      assert.equal(asked.filter(({ isNew }) => isNew).length, 1)
      const again = await github.openPullRequest(wanted({ title: 'Other words' }))
      assert.deepEqual([again.isNew, again.number], [false, asked[0]?.number])
      assert.equal((await github.pullRequest(source, again.number)).title, 'Put the layout right')
    })

    it('what cannot be one is refused, and nothing is kept of it', async () => {
      const before = await github.openPullRequests(source, '')
      const refused: [Partial<PullRequestWanted>, string, RegExp][] = [
        [{ head: 'layout/none' }, 'invalid', /^There is no branch layout\/none in /],
        [{ base: 'trunk' }, 'invalid', /^There is no branch trunk in /],
        [{ head: 'main' }, 'invalid', /into itself/],
        [{ head: '-f' }, 'invalid', /is not the name of a branch/],
        [{ head: 'feature/login' }, 'conflict', /There are no commits between main and feature\/login\./],
        [{ title: ' ' }, 'invalid', /1 to 256 characters/],
        [{ title: 'x'.repeat(257) }, 'invalid', /1 to 256 characters/],
        [{ body: 'x'.repeat(65_537) }, 'invalid', /at most 65536 characters/],
        [{ repository: '/etc' }, 'refused', /not allowed here/],
      ]
      for (const [change, code, message] of refused)
        await assert.rejects(github.openPullRequest(wanted(change)), { code, message }, JSON.stringify(change).slice(0, 80))
      assert.deepEqual(await github.openPullRequests(source, ''), before)
    })

    it('open ones are found by how their branches begin, and are told with the commit that their branch is at now', async () => {
      const { number } = await github.openPullRequest(wanted())
      const found = async (prefix: string) => (await github.openPullRequests(source, prefix)).map((one) => one.number)
      assert.ok((await found('layout/')).includes(number))
      assert.deepEqual(await found('bump/'), [])
      gitIn(source, 'checkout', '-q', head)
      const later = commit('later.py', 'x\n')
      gitIn(source, 'checkout', '-q', 'main')
      assert.equal((await github.openPullRequests(source, head)).at(-1)?.sha, later)
    })

    it('one is closed once, and another may be opened then', async () => {
      const { number } = await github.openPullRequest(wanted())
      await github.closePullRequest(source, number)
      await github.closePullRequest(source, number)
      assert.equal((await github.pullRequest(source, number)).state, 'closed')
      const another = await github.openPullRequest(wanted())
      assert.ok(another.isNew && another.number > number)
    })

    it('one whose commits are in its base is merged, also when its branch is gone; one whose branch goes before is closed', async () => {
      const { number } = await github.openPullRequest(wanted())
      gitIn(source, 'merge', '-q', '--no-ff', '-m', 'Merge', head)
      gitIn(source, 'branch', '-D', head)
      assert.equal((await github.pullRequest(source, number)).state, 'merged')
      gitIn(source, 'reset', '-q', '--hard', second)
      assert.equal((await github.pullRequest(source, number)).state, 'merged', 'it was')
      gitIn(source, 'branch', head, 'layout/1')
      const other = await github.openPullRequest(wanted())
      gitIn(source, 'branch', '-D', head)
      assert.equal((await github.pullRequest(source, other.number)).state, 'closed')
      await github.closePullRequest(source, number)
      assert.equal((await github.pullRequest(source, number)).state, 'merged')
    })

    it('one of another number, or of another repository, is not there', async () => {
      await assert.rejects(github.pullRequest(source, 999), { code: 'not_found', message: /There is no pull request 999 of/ })
      await assert.rejects(github.closePullRequest(source, 0), { code: 'not_found' })
      assert.deepEqual(await github.openPullRequests(path.join(top, 'allowed', 'none'), ''), [])
    })

    it('they are there for the next process, and a repository is the same however it is addressed', async () => {
      const { number } = await github.openPullRequest(wanted())
      assert.equal((await openGithub(place).pullRequest(`${source}/`, number)).head, head)
    })

    it('a repository that cannot be reached is no closed pull request', async () => {
      const { number } = await github.openPullRequest(wanted())
      renameSync(path.join(source, '.git'), path.join(source, '.gone'))
      await assert.rejects(github.pullRequest(source, number), { code: 'not_found', message: /no git repository at/ })
      renameSync(path.join(source, '.gone'), path.join(source, '.git'))
      assert.equal((await github.pullRequest(source, number)).state, 'open')
    })
  })

it('what is kept is whole: no half file is left, and one that was spoilt by hand is named', async () => {
  const place = folder('kept')
  const github = openEmbeddedGithub({ folder: place, git: open() })
  gitIn(source, 'branch', '-f', 'layout/kept', 'layout/1')
  const { number } = await github.openPullRequest({ repository: source, base: 'main', head: 'layout/kept', title: 'x', body: '' })
  const [slug = ''] = readdirSync(place)
  assert.deepEqual(readdirSync(path.join(place, slug)), [`${number}.json`])
  writeFileSync(path.join(place, slug, `${number}.json`), '{')
  await assert.rejects(github.pullRequest(source, number), { code: 'unavailable', message: /is not the pull request that was kept in it/ })
})
