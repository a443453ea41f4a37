import assert from 'node:assert/strict'
import { readdirSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { makeRepository } from '../git/repository.fixture.ts'
import { gitIn } from '../git/servers.fixture.ts'
import { adapters, type Opened } from './adapters.fixture.ts'
import { openEmbeddedGithub } from './embedded.ts'
import type { GithubTool, PullRequestWanted } from './port.ts'

const made = makeRepository()
const { top, source, second, commit, folder, open, remove } = made
after(remove)

for (const [name, openGithub] of adapters)
  describe(`pull requests, ${name}`, () => {
    let github: GithubTool
    let opened: Opened
    let repository = ''
    let branches = 0
    let head = ''
    const wanted = (change: Partial<PullRequestWanted> = {}): PullRequestWanted => ({
      repository,
      base: 'main',
      head,
      title: 'Put the layout right',
      body: 'Two files.',
      ...change,
    })
    before(async () => {
      opened = await openGithub(made)
      github = opened.github
      repository = opened.repository
    })
    after(() => opened.close())
    beforeEach(() => {
      branches += 1
      head = `layout/${name}-${branches}`
      gitIn(source, 'checkout', '-q', '-b', head, 'main')
      commit(`change-${name}-${branches}.py`, 'x\n')
      gitIn(source, 'checkout', '-q', 'main')
    })

    it('one is opened, and told as it was asked for', async () => {
      const { number, url, isNew } = await github.openPullRequest(wanted({ labels: ['layout'] }))
      assert.ok(isNew && number > 0)
      const { author, isMergeable: _isMergeable, ...told } = await github.pullRequest(repository, number)
      assert.equal(author, name === 'embedded' ? null : 'control-room[bot]')
      assert.deepEqual(told, {
        number,
        url,
        state: 'open',
        base: 'main',
        head,
        sha: gitIn(source, 'rev-parse', head),
        title: 'Put the layout right',
        body: 'Two files.',
        labels: ['layout'],
        headRepository: name === 'embedded' ? source : 'acme/crm',
        isFork: false,
        isDraft: false,
      })
    })

    it('the same asked for again, and at once, is the one that is there', async () => {
      const asked = await Promise.all([1, 2, 3].map(() => github.openPullRequest(wanted())))
      assert.equal(new Set(asked.map(({ number }) => number)).size, 1)
      assert.equal(asked.filter(({ isNew }) => isNew).length, 1)
      const again = await github.openPullRequest(wanted({ title: 'Other words' }))
      assert.deepEqual([again.isNew, again.number], [false, asked[0]?.number])
      assert.equal((await github.pullRequest(repository, again.number)).title, 'Put the layout right')
    })

    it('what cannot be one is refused, and nothing is kept of it', async () => {
      const before = await github.openPullRequests(repository, '')
      const refused: [Partial<PullRequestWanted>, string, RegExp][] = [
        [{ head: 'layout/none' }, 'invalid', /^There is no branch layout\/none in /],
        [{ base: 'trunk' }, 'invalid', /^There is no branch trunk in /],
        [{ head: 'main' }, 'invalid', /into itself/],
        [{ head: '-f' }, 'invalid', /is not the name of a branch|There is no branch -f/],
        [{ head: 'feature/login' }, 'conflict', /There are no commits between main and feature\/login\./],
        [{ title: ' ' }, 'invalid', /1 to 256 characters/],
        [{ title: 'x'.repeat(257) }, 'invalid', /1 to 256 characters/],
        [{ body: 'x'.repeat(65_537) }, 'invalid', /at most 65536 characters/],
      ]
      for (const [change, code, message] of refused)
        await assert.rejects(github.openPullRequest(wanted(change)), { code, message }, JSON.stringify(change).slice(0, 80))
      assert.deepEqual(await github.openPullRequests(repository, ''), before)
    })

    it('open ones are found by how their branches begin, and are told with the commit that their branch is at now', async () => {
      const { number } = await github.openPullRequest(wanted())
      const found = async (prefix: string) => (await github.openPullRequests(repository, prefix)).map((one) => one.number)
      assert.ok((await found('layout/')).includes(number))
      assert.deepEqual(await found('bump/'), [])
      gitIn(source, 'checkout', '-q', head)
      const later = commit('later.py', 'x\n')
      gitIn(source, 'checkout', '-q', 'main')
      assert.equal((await github.openPullRequests(repository, head)).at(-1)?.sha, later)
    })

    it('one is closed once, and another may be opened then', async () => {
      const { number } = await github.openPullRequest(wanted())
      await github.closePullRequest(repository, number)
      await github.closePullRequest(repository, number)
      assert.equal((await github.pullRequest(repository, number)).state, 'closed')
      const another = await github.openPullRequest(wanted())
      assert.ok(another.isNew && another.number > number)
    })

    it('one whose commits are in its base is merged, also when its branch is gone; one whose branch goes before is closed', async () => {
      const { number } = await github.openPullRequest(wanted())
      gitIn(source, 'merge', '-q', '--no-ff', '-m', 'Merge', head)
      gitIn(source, 'branch', '-D', head)
      assert.equal((await github.pullRequest(repository, number)).state, 'merged')
      gitIn(source, 'reset', '-q', '--hard', second)
      assert.equal((await github.pullRequest(repository, number)).state, 'merged', 'it was')
      gitIn(source, 'branch', head, `layout/${name}-1`)
      const other = await github.openPullRequest(wanted())
      gitIn(source, 'branch', '-D', head)
      assert.equal((await github.pullRequest(repository, other.number)).state, 'closed')
      await github.closePullRequest(repository, number)
      assert.equal((await github.pullRequest(repository, number)).state, 'merged')
    })

    it('one of another number is not there', async () => {
      await assert.rejects(github.pullRequest(repository, 999), { code: 'not_found', message: /There is no pull request 999 of/ })
      await assert.rejects(github.closePullRequest(repository, 0), { code: 'not_found' })
    })

    it('they are there for the next process, and a repository is the same however it is addressed', async () => {
      const { number } = await github.openPullRequest(wanted())
      assert.equal((await opened.again().pullRequest(`${repository}/`, number)).head, head)
    })
  })

it('a repository here that cannot be reached is no closed pull request; one that is not allowed, or not there, has none', async () => {
  const github = openEmbeddedGithub({ folder: folder('kept'), git: open() })
  gitIn(source, 'branch', '-f', 'layout/kept', 'layout/embedded-1')
  const { number } = await github.openPullRequest({ repository: source, base: 'main', head: 'layout/kept', title: 'x', body: '' })
  renameSync(path.join(source, '.git'), path.join(source, '.gone'))
  await assert.rejects(github.pullRequest(source, number), { code: 'not_found', message: /no git repository at/ })
  renameSync(path.join(source, '.gone'), path.join(source, '.git'))
  assert.equal((await github.pullRequest(source, number)).state, 'open')
  const refused = github.openPullRequest({ repository: '/etc', base: 'main', head: 'layout/kept', title: 'x', body: '' })
  await assert.rejects(refused, { code: 'refused', message: /not allowed here/ })
  assert.deepEqual(await github.openPullRequests(path.join(top, 'allowed', 'none'), ''), [])
})

it('what is kept is whole: no half file is left, and one that was spoilt by hand is named', async () => {
  const place = folder('kept')
  const github = openEmbeddedGithub({ folder: place, git: open() })
  gitIn(source, 'branch', '-f', 'layout/kept', 'layout/embedded-1')
  const { number } = await github.openPullRequest({ repository: source, base: 'main', head: 'layout/kept', title: 'x', body: '' })
  const [slug = ''] = readdirSync(place)
  assert.deepEqual(readdirSync(path.join(place, slug)), [`${number}.json`])
  writeFileSync(path.join(place, slug, `${number}.json`), '{')
  await assert.rejects(github.pullRequest(source, number), { code: 'unavailable', message: /is not the pull request that was kept in it/ })
})
