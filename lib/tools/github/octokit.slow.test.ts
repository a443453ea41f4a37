import assert from 'node:assert/strict'
import { after, afterEach, before, beforeEach, describe, it } from 'node:test'
import { everything, type TestGithub } from '../../../testbed/github/server.ts'
import { makeRepository } from '../git/repository.fixture.ts'
import { gitIn } from '../git/servers.fixture.ts'
import { closed, openAt, signedIn } from './adapters.fixture.ts'
import type { GithubTool } from './port.ts'
import type { CommitStatus } from './reports-port.ts'

const made = makeRepository()
const { source, first, second, commit, folder } = made
after(made.remove)

const token = 'ghp_0123456789abcdefghijklmnopqrstuvwxyz'
const marker = '<!-- devops-agent ci -->'

describe('GitHub itself', () => {
  let site: Awaited<ReturnType<typeof signedIn>>
  let server: TestGithub
  let github: GithubTool
  let repository = ''
  const status = (change: Partial<CommitStatus> = {}): CommitStatus => ({
    ...{ sha: first, context: 'devops-agent/ci', state: 'success', description: 'All is well', targetUrl: null },
    ...change,
  })
  const asked = (part: string) => server.world.seen.filter((request) => request.includes(part)).length
  const posts = () => asked('POST /repos/acme/crm/statuses')

  before(async () => {
    site = await signedIn({ root: folder('github'), folder: `${source}/.git` })
    server = site.server
    repository = site.repository
    gitIn(source, 'checkout', '-q', '-b', 'proposed', 'main')
    commit('proposed.py', 'x\n')
    gitIn(source, 'checkout', '-q', 'main')
  })
  beforeEach(() => {
    github = site.again()
    site.crm.statuses.length = 0
    site.crm.hooks.length = 0
    site.crm.keys.length = 0
    site.crm.comments.length = 0
    server.world.accounts.clear()
    server.install(site.crm, everything)
    server.addToken(token, { login: 'ada' })
  })
  afterEach(() => assert.deepEqual(server.faults.splice(0), [], 'every fault was met'))
  after(() => closed(server))
  const asAda = () => site.again({ how: 'token', token })

  describe('signing in', () => {
    it('an App signs in as its installation, once for many calls', async () => {
      const before = asked('access_tokens')
      await github.setStatus(repository, status())
      await github.setStatus(repository, status({ sha: second }))
      assert.equal(asked('access_tokens') - before, 1)
    })

    it('a token that is none, and nobody, are told apart from a permission that is missing', async () => {
      const stranger = site.again({ how: 'token', token: 'ghp_none' })
      await assert.rejects(stranger.setStatus(repository, status()), {
        code: 'refused',
        message: /does not accept the sign-in.*Bad credentials/,
      })
      const nobody = site.again({ how: 'none' })
      await assert.rejects(nobody.setStatus(repository, status()), { code: 'refused', message: /sign-in.*Requires authentication/ })
      assert.deepEqual(
        (await nobody.branches(repository)).map(({ name }) => name),
        ['feature/login', 'main', 'proposed'],
      )
    })

    it('the permission that is missing is named', async () => {
      server.install(site.crm, { ...everything, statuses: 'read' })
      await assert.rejects(github.setStatus(repository, status()), {
        code: 'refused',
        message: /does not let this sign-in set a status.*It needs statuses: write\.$/,
        hint: 'Give the sign-in the permission statuses: write.',
      })
    })

    it('no error repeats the token', async () => {
      server.addToken(token, { login: 'ada', permissions: {} })
      server.faults.push({ kind: 'broken', operation: 'repos/list-branches', times: 4 })
      for (const call of [() => asAda().setStatus(repository, status()), () => asAda().branches(repository)]) {
        const error: unknown = await call().then(
          () => null,
          (cause: unknown) => cause,
        )
        assert.ok(error instanceof Error)
        const seen = new Set<unknown>()
        const text = JSON.stringify(error, (key, value) => {
          if (seen.has(value)) return undefined
          if (typeof value === 'object') seen.add(value)
          return key === '' && value instanceof Error ? { ...value, message: value.message, cause: value.cause } : value
        })
        assert.doesNotMatch(text, new RegExp(token))
      }
    })

    it('where the App is not installed that is said; after it was installed again, it signs in anew', async () => {
      site.crm.installation = null
      await assert.rejects(github.branches(repository), { code: 'not_found', message: 'The App is not installed at acme/crm.' })
      server.install(site.crm, everything)
      assert.equal((await github.branches(repository)).length, 3)
    })
  })

  describe('connection', () => {
    it('an App is told with its permissions, what is missing, and what is left of the hour', async () => {
      server.install(site.crm, { contents: 'read', statuses: 'write', checks: 'read' })
      const { rate, ...told } = await github.connection(repository)
      assert.deepEqual(told, {
        how: 'app',
        as: 'control-room[bot]',
        permissions: ['checks: read', 'contents: read', 'metadata: read', 'statuses: write'],
        missing: ['administration: write', 'checks: write', 'pull_requests: write', 'repository_hooks: write'],
      })
      assert.ok(rate && rate.of === 5000 && rate.left < 5000 && Date.parse(rate.resetsAt) > Date.now())
    })

    it('a token is told with the role of its owner and its scopes; a fine-grained one has none', async () => {
      server.addToken(token, { login: 'ada', scopes: ['repo', 'admin:repo_hook'] })
      const { rate: _rate, ...told } = await asAda().connection(repository)
      const scopes = ['scope: repo', 'scope: admin:repo_hook']
      assert.deepEqual(told, { how: 'token', as: 'ada', permissions: ['role: admin', ...scopes], missing: [] })
      server.addToken(token, { login: 'ada', permissions: { contents: 'read' } })
      const { permissions, missing } = await asAda().connection(repository)
      const lacks = ['administration: write', 'repository_hooks: write', 'pull_requests: write', 'statuses: write']
      assert.deepEqual([permissions, missing], [['role: read'], lacks])
    })

    it('nobody is told as nobody', async () => {
      const { how, as, permissions } = await site.again({ how: 'none' }).connection(repository)
      assert.deepEqual([how, as, permissions], ['none', null, []])
    })
  })

  describe('trouble', () => {
    it('a failure in passing is tried again, and the status is set once', async () => {
      server.faults.push({ kind: 'broken', operation: 'repos/get-combined-status-for-ref', times: 2 })
      server.faults.push({ kind: 'broken', operation: 'repos/create-commit-status' })
      await github.setStatus(repository, status())
      assert.equal(site.crm.statuses.length, 1)
    })

    it('one that stays is told as such', async () => {
      server.faults.push({ kind: 'broken', operation: 'repos/list-branches', times: 4 })
      await assert.rejects(github.branches(repository), {
        code: 'unavailable',
        message: /failed \(502\) when asked to list the branches of acme\/crm/,
      })
    })

    it('a status whose answer was lost is not set twice by the next call', async () => {
      const before = posts()
      server.faults.push({ kind: 'lost', operation: 'repos/create-commit-status' })
      await github.setStatus(repository, status()).catch(() => undefined)
      await github.setStatus(repository, status())
      assert.ok(posts() - before <= 2 && site.crm.statuses.length <= 2)
      assert.equal((await github.statuses(repository, first)).length, 1)
    })

    it('nor is a comment or check', async () => {
      const { number } = await github.openPullRequest({ repository, base: 'main', head: 'proposed', title: 'Proposed', body: '' })
      server.faults.push({ kind: 'lost', operation: 'issues/create-comment' }, { kind: 'lost', operation: 'checks/create' })
      const comment = () => github.putComment(repository, number, { marker, body: 'Red.' })
      await assert.rejects(comment(), { code: 'unavailable', message: /did not answer when asked to comment/ })
      assert.equal((await comment()).isNew, false)
      const check = { sha: first, name: 'lost', externalId: '1', title: '', summary: '', detailsUrl: null, annotations: [] }
      const begun = { ...check, status: 'queued' as const, conclusion: null }
      await assert.rejects(github.putCheck(repository, begun), { code: 'unavailable' })
      await github.putCheck(repository, begun)
      assert.equal((await github.checks(repository, { sha: first, name: 'lost' }))?.length, 1)
    })

    it('a limit is waited for as long as the caller does, and else told with its end', async () => {
      for (const kind of ['primary limit', 'secondary limit'] as const) {
        server.faults.push({ kind, operation: 'repos/list-branches', seconds: 2 })
        assert.equal((await github.branches(repository, { deadlineMs: 10_000 })).length, 3, kind)
        server.faults.push({ kind, operation: 'repos/list-branches', seconds: 30 })
        const late = github.branches(repository, { deadlineMs: 10_000 })
        await assert.rejects(
          late,
          { code: 'too_many', message: /answers no more until 20\d\d-.*Z, so it could not list the branches/ },
          kind,
        )
      }
    })

    it('a slow answer ends with the deadline, and a call that is not wanted any more at once', async () => {
      server.faults.push({ kind: 'slow', operation: 'repos/list-branches', ms: 5000 })
      await assert.rejects(github.branches(repository, { deadlineMs: 300 }), {
        code: 'timeout',
        message: /more than 0\.3 s to list the branches/,
      })
      server.faults.push({ kind: 'slow', operation: 'repos/list-branches', ms: 5000 })
      const stop = new AbortController()
      const call = github.branches(repository, { signal: stop.signal })
      stop.abort()
      await assert.rejects(call, { code: 'cancelled' })
      await github.branches(repository)
    })

    it('a GitHub that is not there is told as such', async () => {
      const nowhere = openAt({ ...server, origin: 'http://127.0.0.1:9' }, { how: 'none' })
      await assert.rejects(nowhere.branches('http://127.0.0.1:9/acme/crm'), { code: 'unavailable', message: /did not answer/ })
    })

    it('a repository that the sign-in may not see is told as one', async () => {
      await assert.rejects(asAda().branches(`${server.origin}/acme/none`), { code: 'not_found', message: /shows nothing to this sign-in/ })
    })
  })

  describe('pull requests', () => {
    it("one from a fork is told as one, and is none of the repository's own branches", async () => {
      const fork = { base: 'main', head: 'proposed', sha: first, author: 'eve' }
      const { number } = server.addFork(site.crm, { fork: 'eve/crm', ...fork })
      const gone = server.addFork(site.crm, { fork: 'eve/gone', ...fork })
      gone.fork = null
      const told = await github.pullRequest(repository, number)
      assert.deepEqual([told.headRepository, told.isFork, told.author], ['eve/crm', true, 'eve'])
      const lost = await github.pullRequest(repository, gone.number)
      assert.deepEqual([lost.headRepository, lost.isFork], [null, true])
      const open = (await github.openPullRequests(repository, 'proposed')).map((one) => one.number)
      assert.ok(!open.includes(number) && !open.includes(gone.number))
    })

    it('whether it can be merged is known after it was first asked', async () => {
      const { number } = server.addFork(site.crm, { fork: 'eve/crm', base: 'main', head: 'x', sha: first, author: 'eve' })
      assert.equal((await github.pullRequest(repository, number)).isMergeable, null)
      assert.equal((await github.pullRequest(repository, number)).isMergeable, true)
    })

    it('a marker that somebody else wrote does not make the comment ours', async () => {
      const { number } = await github.openPullRequest({ repository, base: 'main', head: 'proposed', title: 'Proposed', body: '' })
      await asAda().putComment(repository, number, { marker, body: 'Mine.' })
      assert.equal((await github.putComment(repository, number, { marker, body: 'Red.' })).isNew, true)
      assert.deepEqual(
        site.crm.comments.map(({ author }) => author.login),
        ['ada', 'control-room[bot]'],
      )
    })

    it('more branches, comments and statuses than a page has are all found', async () => {
      for (let index = 0; index < 120; index += 1) gitIn(source, 'branch', `many/${index}`, first)
      assert.equal((await github.branches(repository)).filter(({ name }) => name.startsWith('many/')).length, 120)
      for (let index = 0; index < 120; index += 1) gitIn(source, 'branch', '-D', `many/${index}`)
      const [author] = [{ login: 'ada', isApp: false, permissions: {}, scopes: null }]
      const about = { sha: first, state: 'success', description: null, targetUrl: null, author, at: '2026-01-01T00:00:00Z' }
      for (let index = 0; index < 120; index += 1) site.crm.statuses.push({ id: index, context: `${1000 + index}`, ...about })
      const found = await github.statuses(repository, first)
      assert.deepEqual([found.length, found.at(-1)?.context], [120, '1119'])
    })
  })

  it('a token, and an App without the permission, write no check and are told so', async () => {
    const check = { sha: first, name: 'ci', externalId: '2', status: 'queued' as const, conclusion: null }
    const wanted = { ...check, title: '', summary: '', detailsUrl: null, annotations: [] }
    assert.equal(await asAda().putCheck(repository, wanted), null)
    server.install(site.crm, { ...everything, checks: 'read' })
    assert.equal(await github.putCheck(repository, wanted), null)
    server.install(site.crm, { statuses: 'write' })
    assert.equal(await site.again().checks(repository, { sha: first, name: 'ci' }), null)
  })

  describe('webhook and deploy key', () => {
    const hook = { url: 'http://127.0.0.1:9/api/hooks/github', events: ['push', 'pull_request'] }
    const key = { title: 'control room', publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA control@room' }

    it('a webhook is made once, and put right where it differs', async () => {
      assert.equal((await github.webhook(repository, hook))?.state, 'missing')
      assert.deepEqual(await github.putWebhook(repository, hook), { isNew: true })
      await server.deliveries.idle()
      const failing = await github.webhook(repository, hook)
      assert.deepEqual([failing?.state, failing?.lastDelivery?.status], ['failing', 502])
      const [kept] = site.crm.hooks
      assert.deepEqual(kept?.config, { url: hook.url, content_type: 'json', insecure_ssl: '0', secret: 'webhook secret' })
      if (kept) Object.assign(kept, { events: ['push'], config: { url: hook.url, content_type: 'form', insecure_ssl: '1', secret: null } })
      const differs = await github.webhook(repository, hook)
      assert.deepEqual(differs?.differences, [
        'It does not tell of pull_request.',
        'It does not send JSON.',
        'It does not check the certificate of this control room.',
        'It signs with no secret.',
      ])
      assert.equal(differs?.state, 'differs')
      if (kept) kept.isActive = false
      assert.equal((await github.webhook(repository, hook))?.state, 'off')
      assert.deepEqual(await github.putWebhook(repository, hook), { isNew: false })
      assert.deepEqual([kept?.isActive, kept?.events, kept?.config.secret], [true, hook.events, 'webhook secret'])
      await github.removeWebhook(repository, hook.url)
      await github.removeWebhook(repository, hook.url)
      assert.deepEqual(site.crm.hooks, [])
    })

    it("another control room's webhook is left alone", async () => {
      await github.putWebhook(repository, { ...hook, url: 'http://127.0.0.1:9/other' })
      assert.equal((await github.webhook(repository, hook))?.state, 'missing')
      await github.removeWebhook(repository, hook.url)
      assert.equal(site.crm.hooks.length, 1)
    })

    it('a deploy key is made for reading only; one that may write, or another of its title, is replaced', async () => {
      assert.equal(await github.deployKey(repository, key), 'missing')
      assert.deepEqual(await github.putDeployKey(repository, { ...key, readOnly: true }), { isNew: true })
      assert.deepEqual(await github.putDeployKey(repository, { ...key, readOnly: true }), { isNew: false })
      assert.equal(await github.deployKey(repository, { ...key, publicKey: `${key.publicKey} and another comment` }), 'well')
      for (const kept of site.crm.keys) kept.isReadOnly = false
      assert.equal(await github.deployKey(repository, key), 'differs')
      assert.deepEqual(await github.putDeployKey(repository, { ...key, readOnly: true }), { isNew: false })
      assert.deepEqual(
        site.crm.keys.map(({ isReadOnly }) => isReadOnly),
        [true],
      )
      const other = { ...key, publicKey: 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIBBB' }
      assert.equal(await github.deployKey(repository, other), 'differs')
      await github.putDeployKey(repository, { ...other, readOnly: true })
      assert.deepEqual(
        site.crm.keys.map((kept) => kept.key),
        [other.publicKey],
      )
      await github.removeDeployKey(repository, other.publicKey)
      assert.deepEqual(site.crm.keys, [])
    })

    it('runners are told with whether they would take a job, to whom may administer the repository', async () => {
      const runner = { os: 'Linux', isBusy: false, labels: ['self-hosted', 'Linux', 'X64'] }
      site.crm.runners.push({ ...runner, id: 2, name: 'b', isOnline: false }, { ...runner, id: 1, name: 'a', isOnline: true, isBusy: true })
      const told = { system: 'linux', labels: runner.labels }
      assert.deepEqual(await github.runners(repository), [
        { ...told, name: 'a', isOnline: true, isBusy: true },
        { ...told, name: 'b', isOnline: false, isBusy: false },
      ])
      server.install(site.crm, { contents: 'read' })
      await assert.rejects(site.again().runners(repository), { code: 'refused', message: /administration/ })
    })

    it('a key that GitHub does not take is refused with its words', async () => {
      const wrong = github.putDeployKey(repository, { title: 'x', publicKey: 'nonsense', readOnly: true })
      await assert.rejects(wrong, { code: 'invalid', message: /key is invalid.*\(key\)/ })
    })
  })
})
