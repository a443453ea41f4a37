import assert from 'node:assert/strict'
import { renameSync, rmSync, writeFileSync } from 'node:fs'
import { after, beforeEach, test } from 'node:test'
import { bump } from './bump.ts'
import { type Carried, type Installation, openInstallation } from './installation.fixture.ts'
import type { Proposed } from './proposed.ts'

type Bumped = Proposed & { repository: string; from: string; to: string }
interface Answer {
  bumps: Bumped[]
  skipped: { repository: string; because: string }[]
}

let site: Installation
const made: Installation[] = []
after(() => {
  for (const one of made) one.remove()
})
let heads: Record<string, string> = {}
const run = async (repositories: string[] = [], carried: Carried = {}) => {
  const view = await site.run(bump, { repositories }, carried)
  return { ...view, answer: view.output as unknown as Answer }
}
const state = () => ({
  main: site.tip('main'),
  root: site.git(site.root, 'rev-parse', 'HEAD'),
  branches: site.branches(),
  status: site.git(site.root, 'status', '--porcelain'),
})
const short = (name: string) => `bump/${name}-${heads[name]?.slice(0, 7)}`
const pulls = () => site.tools.github.openPullRequests(site.origin, '')

beforeEach(() => {
  site = openInstallation()
  made.push(site)
  for (const name of ['web', 'tools']) site.addon(`upstream/${name}/${name}_one`, '18.0.1.1.0')
  heads = { web: site.commit('upstream/web', 'One'), tools: site.commit('upstream/tools', 'One') }
})

test('each repository that is behind gets a branch and a pull request with its pin alone; main and the checkout stay as they are', async () => {
  writeFileSync(site.at('root/mine.txt'), 'not committed')
  const before = state()
  const { status, answer } = await run()
  assert.equal(status, 'succeeded')
  assert.deepEqual(
    answer.bumps.map(({ repository, branch, base, isNew, url, merge, to }) => ({ repository, branch, base, isNew, url, merge, to })),
    ['tools', 'web'].map((name) => ({
      repository: name,
      branch: short(name),
      base: 'main',
      isNew: true,
      url: null,
      merge: `git merge ${short(name)}`,
      to: heads[name],
    })),
  )
  assert.deepEqual(state(), { ...before, branches: [short('tools'), short('web'), 'main'] })
  const changed = (name: string) => site.git(site.origin, 'diff', '--raw', '--no-abbrev', 'main', short(name)).split('\n')
  assert.equal(changed('web').length, 1)
  assert.match(changed('web')[0] ?? '', new RegExp(`^:160000 160000 [0-9a-f]{40} ${heads.web} M\toca/web$`))
  const lines = site
    .git(site.origin, 'diff', '--unified=0', 'main', short('tools'))
    .split('\n')
    .filter((line) => /^[+-] /.test(line))
  assert.equal(lines.length, 2)
  assert.equal(lines[1], `+     "commit": "${heads.tools}"}`)
  const [, web] = await pulls()
  assert.match(web?.body ?? '', /is 1 commit behind 18\.0, the first of \d{4}.*- web_one: 18\.0\.1\.0\.0 to 18\.0\.1\.1\.0/s)
  assert.equal(site.git(site.origin, 'log', '-1', '--format=%an: %s', short('web')), `Control room: Bump web to ${heads.web?.slice(0, 7)}`)
})

test('the same bump again is the one that is there; also after its pull request was closed by a person, when another is opened of the same branch', async () => {
  const first = await run(['web'])
  const before = state()
  const second = await run(['web'])
  assert.deepEqual(
    [second.status, second.answer.bumps[0]?.isNew, second.answer.bumps[0]?.number],
    ['succeeded', false, first.answer.bumps[0]?.number],
  )
  assert.deepEqual([state(), (await pulls()).length], [before, 1])
  await site.tools.github.closePullRequest(site.origin, 1)
  const third = await run(['web'])
  assert.deepEqual([third.answer.bumps[0]?.isNew, state()], [true, before])
})

test('a step that is executed twice, as after a crash, makes nothing twice', async () => {
  const { status, answer } = await run([], { twice: ['look', 'commit', 'publish', 'propose'] })
  assert.deepEqual([status, answer.bumps.length, (await pulls()).length, site.branches().length], ['succeeded', 2, 2, 3])
})

test('what is at its newest commit, not pinned, apart, merged already or not committed is left, with the reason', async () => {
  const because = ({ answer }: Awaited<ReturnType<typeof run>>) => answer.skipped.map((one) => `${one.repository}: ${one.because}`)
  await run(['web'])
  site.git(site.origin, 'update-ref', 'refs/heads/main', site.tip(short('web')))
  assert.deepEqual(because(await run(['web'])), [`web: ${short('web')} is in main already.`])
  site.git(site.root, 'pull', '-q', 'origin', 'main')
  assert.deepEqual(because(await run(['web'])), ['web: It is at the newest commit of 18.0.'])
  const text = site.git(site.root, 'show', `HEAD:${site.catalogueFile}`)
  site.write(`root/${site.catalogueFile}`, text.replace(/,\n +"commit": "\w+"/, ''))
  assert.deepEqual(because(await run(['tools'])), ['tools: Nothing pins it.'])
  assert.equal(await site.told(bump, { repositories: ['tools'] }), 'Now: no repository is pinned.')
  const first = site.git(site.at('upstream/tools'), 'rev-list', '--max-parents=0', 'HEAD')
  site.git(site.at('upstream/tools'), 'commit', '-q', '--allow-empty', '-m', 'Two')
  site.write(`root/${site.catalogueFile}`, text.replace(first, String(heads.tools)))
  const uncommitted = await run(['tools'])
  assert.deepEqual(because(uncommitted), ['tools: Its commit does not stand so in the catalogue that is committed.'])
  assert.equal(uncommitted.cause?.code, 'warnings')
})

test('a commit that is not in the history of the branch is bumped only when it is named', async () => {
  const web = site.at('upstream/web')
  site.git(web, 'checkout', '-q', '-b', 'fork', 'HEAD~1')
  site.git(web, 'commit', '-q', '--allow-empty', '-m', 'Fork')
  site.git(site.root, 'update-index', '--cacheinfo', `160000,${site.git(web, 'rev-parse', 'HEAD')},oca/web`)
  site.git(site.root, 'commit', '-q', '-m', 'Fork')
  site.git(site.root, 'push', '-q')
  site.git(web, 'checkout', '-q', '18.0')
  const all = await run()
  assert.deepEqual(
    [all.status, all.answer.bumps.map(({ repository }) => repository), all.cause?.message],
    ['succeeded', ['tools'], 'web was left: Its commit is not in the history of 18.0.'],
  )
  await run(['web'])
  assert.match((await pulls()).at(-1)?.body ?? '', /is not in the history of 18\.0, which has 1 commit that it does not have/)
})

test('what cannot be asked is told, and the others are bumped', async () => {
  renameSync(site.at('upstream/web'), site.at('upstream/gone'))
  const { status, answer, cause } = await run()
  assert.deepEqual([status, answer.bumps.map(({ repository }) => repository)], ['succeeded', ['tools']])
  assert.match(cause?.message ?? '', /^web was left: There is no folder/)
  renameSync(site.at('upstream/tools'), site.at('upstream/away'))
  assert.match((await run()).cause?.message ?? '', /So were 1 more\.$/)
})

test('a push that is refused, or pull requests that cannot be kept, leave nothing behind', async () => {
  const before = state()
  writeFileSync(site.at('origin.git/hooks/pre-receive'), '#!/bin/sh\ngrep -q /web- && exit 1\nexit 0\n', { mode: 0o755 })
  const refused = await run()
  assert.deepEqual([refused.status, refused.cause?.step, refused.cause?.code], ['rolled_back', 'publish', 'refused'])
  assert.deepEqual(state(), before)
  rmSync(site.at('origin.git/hooks/pre-receive'))
  const unkept = await run([], { before: (step) => step === 'propose' && writeFileSync(site.at('data/pull-requests'), '') })
  assert.deepEqual([unkept.status, unkept.cause?.step], ['rolled_back', 'propose'])
  assert.deepEqual(state(), before)
})

test('a branch that somebody has pushed to meanwhile is not taken away: a person is told', async () => {
  const theirs = site.tip('main')
  const { status, left } = await run(['web'], {
    before: (step) => {
      if (step !== 'propose') return
      writeFileSync(site.at('data/pull-requests'), '')
      site.git(site.origin, 'update-ref', `refs/heads/${short('web')}`, theirs)
    },
  })
  assert.deepEqual([status, left, site.tip(short('web'))], ['failed', ['publish'], theirs])
})

test('a pull request of this run is closed when a later one cannot be opened; one that was there stays', async () => {
  await run(['tools'])
  const tools = site.tools
  let asked = 0
  const github = {
    ...Object.fromEntries(['pullRequest', 'openPullRequests', 'closePullRequest'].map((name) => [name, Reflect.get(tools.github, name)])),
  }
  const openPullRequest: typeof tools.github.openPullRequest = async (...given) => {
    asked += 1
    const opened = await tools.github.openPullRequest(...given)
    if (asked > 1) throw new Error('The line was cut.')
    return { ...opened, url: 'https://host/acme/root/pull/2' }
  }
  const { status } = await run([], { tools: (all) => ({ ...all, github: { ...github, openPullRequest } as typeof tools.github }) })
  assert.equal(status, 'rolled_back')
  assert.deepEqual(
    (await pulls()).map(({ head }) => head),
    [short('tools')],
  )
  assert.deepEqual(site.branches(), [short('tools'), 'main'])
})

test('a plan tells where the pins are now, and an input that names nobody is refused', async () => {
  assert.match(await site.told(bump), /^Now: tools at [0-9a-f]{7}, web at [0-9a-f]{7}\.$/)
  assert.match(await site.told(bump, { repositories: ['web'] }), /^Now: web at [0-9a-f]{7}\.$/)
  await assert.rejects(site.told(bump, { repositories: ['wbe'] }), { code: 'not_found' })
  assert.equal(
    bump.confirm?.({ repositories: [] }),
    'Open a pull request that pins each repository that is behind its branch to the newest commit. Nothing is merged.',
  )
  assert.deepEqual(
    [[], ['web']].map((repositories) => bump.label?.({ repositories })),
    ['Bump of all pins', 'Bump of web'],
  )
  const { status, cause } = await run(['wbe'])
  assert.deepEqual([status, cause?.code], ['failed', 'not_found'])
})

test('a pull request that has a page is told with it, and merged there', async () => {
  const openPullRequest: typeof site.tools.github.openPullRequest = async () => ({ number: 7, url: 'https://host/pull/7', isNew: true })
  const { answer } = await run(['web'], {
    tools: (all) => ({ ...all, github: Object.create(all.github, { openPullRequest: { value: openPullRequest, configurable: true } }) }),
  })
  assert.deepEqual([answer.bumps[0]?.url, answer.bumps[0]?.merge], ['https://host/pull/7', ''])
})
