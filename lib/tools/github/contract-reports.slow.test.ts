import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { makeRepository } from '../git/repository.fixture.ts'
import { gitIn } from '../git/servers.fixture.ts'
import { adapters, type Opened } from './adapters.fixture.ts'
import { openEmbeddedGithub } from './embedded.ts'
import type { GithubTool } from './port.ts'
import type { Check, CommitStatus } from './reports-port.ts'

const made = makeRepository()
const { source, first, second, commit, folder, open, remove } = made
after(remove)

const missing = 'f'.repeat(40)

for (const [name, openGithub] of adapters)
  describe(`reports, ${name}`, () => {
    let github: GithubTool
    let repository = ''
    let opened: Opened
    const status = (change: Partial<CommitStatus> = {}): CommitStatus => ({
      sha: first,
      context: 'devops-agent/ci',
      state: 'pending',
      description: 'Waits for a worker',
      targetUrl: 'https://control.example/runs/1',
      ...change,
    })
    const check = (change: Partial<Check> = {}): Check => ({
      sha: first,
      name: 'devops-agent/ci',
      externalId: 'run 1',
      status: 'in_progress',
      conclusion: null,
      title: 'Tests run',
      summary: 'Two of five modules.',
      detailsUrl: 'https://control.example/runs/1',
      annotations: [],
      ...change,
    })
    before(async () => {
      opened = await openGithub(made)
      github = opened.github
      repository = opened.repository
    })
    after(() => opened.close())

    it('of a commit and a context the newest status holds, and a repeated one is the same', async () => {
      await github.setStatus(repository, status())
      await github.setStatus(repository, status({ context: 'another', state: 'error', targetUrl: null }))
      const last = status({ state: 'success', description: 'All is well' })
      await github.setStatus(repository, last)
      await github.setStatus(repository, last)
      const other = status({ context: 'another', state: 'error', targetUrl: null })
      assert.deepEqual(await github.statuses(repository, first), [other, last])
      assert.deepEqual(await github.statuses(repository, second), [])
    })

    it('a description that is too long ends in an ellipsis, and no character of it is cut in two', async () => {
      await github.setStatus(repository, status({ sha: second, description: `${'x'.repeat(138)}😀 and more` }))
      const [kept] = await github.statuses(repository, second)
      assert.equal(kept?.description, `${'x'.repeat(138)}…`)
    })

    it('a status or check of a commit that is not there, or not a whole one, is refused', async () => {
      for (const sha of [missing, first.slice(0, 12), 'main'])
        for (const call of [() => github.setStatus(repository, status({ sha })), () => github.putCheck(repository, check({ sha }))])
          await assert.rejects(call(), { name: 'OpsError', message: /no commit|not a whole commit id/i }, sha)
    })

    it('a check is brought up to date by its id, and its remarks arrive each once', async () => {
      const remark = (line: number) => ({
        path: 'setup.py',
        line,
        level: 'failure' as const,
        title: 'AssertionError',
        message: `line ${line}`,
      })
      const remarks = Array.from({ length: 120 }, (_, index) => remark(index + 1))
      const begun = await github.putCheck(repository, check())
      const partly = await github.putCheck(repository, check({ annotations: remarks.slice(0, 7) }))
      const done = check({ status: 'completed', conclusion: 'failure', title: 'Tests failed', annotations: remarks })
      const ended = await github.putCheck(repository, done)
      assert.deepEqual([partly, await github.putCheck(repository, done)], [begun, ended])
      assert.deepEqual(await github.checks(repository, { sha: first, name: 'devops-agent/ci' }), [done])
    })

    it('another id or name is another check', async () => {
      const ids = [
        await github.putCheck(repository, check({ sha: second, externalId: 'run 2' })),
        await github.putCheck(repository, check({ sha: second, externalId: 'run 3' })),
        await github.putCheck(repository, check({ sha: second, externalId: 'run 4', name: 'layout' })),
      ]
      assert.equal(new Set(ids.map((made) => made?.id)).size, 3)
      const found = await github.checks(repository, { sha: second, name: 'devops-agent/ci' })
      assert.deepEqual(found?.map(({ externalId }) => externalId).sort(), ['run 2', 'run 3'])
    })

    it('a check that is over without an end, or ends before it is over, is refused', async () => {
      await assert.rejects(github.putCheck(repository, check({ status: 'completed' })), { code: 'invalid', message: /no conclusion/ })
      await assert.rejects(github.putCheck(repository, check({ conclusion: 'success' })), {
        code: 'invalid',
        message: /success conclusion/,
      })
    })

    describe('comments', () => {
      const marker = '<!-- devops-agent ci -->'
      let number = 0
      before(async () => {
        gitIn(source, 'checkout', '-q', '-B', 'commented', 'main')
        commit(`${name}.py`, 'x\n')
        gitIn(source, 'checkout', '-q', 'main')
        number = (await github.openPullRequest({ repository, base: 'main', head: 'commented', title: 'Commented', body: '' })).number
      })

      it('the one of a marker is made once and then edited; another marker has its own', async () => {
        const made = await github.putComment(repository, number, { marker, body: 'Red: two tests failed.\n' })
        const again = await github.putComment(repository, number, { marker, body: 'Green.' })
        assert.deepEqual([made.isNew, again], [true, { url: made.url, isNew: false }])
        const other = await github.putComment(repository, number, { marker: '<!-- layout -->', body: 'Two findings.' })
        assert.equal(other.isNew, true)
        assert.equal(await github.comment(repository, number, marker), 'Green.')
        assert.equal(await github.comment(repository, number, '<!-- layout -->'), 'Two findings.')
        assert.equal(await github.comment(repository, number, '<!-- none -->'), null)
      })

      it('a body that is too long ends in an ellipsis and is found again', async () => {
        await github.putComment(repository, number, { marker, body: 'x'.repeat(70_000) })
        const kept = await github.comment(repository, number, marker)
        assert.match(kept ?? '', /^x{65000,}…$/)
        assert.equal((await github.putComment(repository, number, { marker, body: 'Short.' })).isNew, false)
      })

      it('a marker that would be seen is refused, and so is a pull request that is not there', async () => {
        await assert.rejects(github.putComment(repository, number, { marker: 'seen', body: '' }), { code: 'invalid', message: /"seen"/ })
        await assert.rejects(github.putComment(repository, 999, { marker, body: '' }), {
          code: 'not_found',
          message: /no pull request 999/,
        })
      })
    })

    it('branches are told with their commits and whether they are protected, slashes and all', async () => {
      gitIn(source, 'branch', '-f', 'release/19.0', first)
      const branches = await github.branches(repository)
      assert.deepEqual(
        branches.filter(({ name }) => name !== 'commented'),
        [
          { name: 'feature/login', sha: first, isProtected: false },
          { name: 'main', sha: second, isProtected: true },
          { name: 'release/19.0', sha: first, isProtected: true },
        ],
      )
    })
  })

it('a repository that is kept here has no ties: nobody signs in, and it is asked to call nobody', async () => {
  const github = openEmbeddedGithub({ folder: folder('ties'), git: open() })
  assert.deepEqual(await github.connection(source), { how: 'here', as: null, permissions: [], missing: [], rate: null })
  const hook = { url: 'https://control.example/api/hooks/github', events: ['push'] }
  const key = { title: 'control room', publicKey: 'ssh-ed25519 AAAA' }
  assert.deepEqual([await github.webhook(source, hook), await github.deployKey(source, key)], [null, null])
  assert.deepEqual(await github.runners(source), [])
  await github.removeWebhook(source, hook.url)
  await github.removeDeployKey(source, key.publicKey)
  await assert.rejects(github.putWebhook(source, hook), {
    code: 'refused',
    message: /not kept at GitHub.*calls nobody/,
  })
  await assert.rejects(github.putDeployKey(source, { ...key, readOnly: true }), { code: 'refused', message: /takes no key/ })
})
