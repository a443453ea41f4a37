import assert from 'node:assert/strict'
import { chmodSync, existsSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { after, beforeEach, test } from 'node:test'
import type { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { fix } from './fix.ts'
import { type Carried, type Installation, openInstallation, withGit } from './installation.fixture.ts'
import { type Verified, verify } from './verify.ts'

type Answer = z.output<typeof fix.output>

let site: Installation
const made: Installation[] = []
after(() => {
  for (const one of made) one.remove()
})
const day = `layout/${new Date().toISOString().slice(0, 10)}`
const run = async (input: object = {}, carried: Carried = {}) => {
  const view = await site.run(fix, input, carried)
  return { ...view, answer: view.output as unknown as Answer }
}
const state = () => ({
  main: site.tip('main'),
  branches: site.branches(),
  head: site.git(site.root, 'rev-parse', 'HEAD'),
  status: site.git(site.root, 'status', '--porcelain'),
  tools: existsSync(site.at('root/oca/tools')) ? site.git(site.at('root/oca/tools'), 'log', '-1', '--format=%H%d', '--decorate=short') : '',
})
const pulls = () => site.tools.github.openPullRequests(site.origin, '')
const rulesLeft = async () => (await site.look<Verified>(verify)).rows.filter((row) => row.fix !== null && row.waiver === null)
const tracked = { rules: ['readme', 'own-prefix'] }

beforeEach(() => {
  site = openInstallation()
  made.push(site)
  site.addon('root/addons/ipai/ipai_three', '18.0.1.0.0')
  site.addon('root/oca/ipai_two', '18.0.1.0.0')
  site.write('root/oca/ipai_two/README.rst', 'Two\n')
  site.commit('root', 'In the wrong folder')
  site.git(site.root, 'push', '-q')
})

test('findings become a branch with a commit for each rule and a pull request; main and the checkout stay, dirty as they are', async () => {
  writeFileSync(site.at('root/mine.txt'), 'not committed')
  const before = state()
  const plan = await site.told(fix, tracked)
  assert.match(plan, new RegExp(`^Commit 3 fixes to branch ${day} and open a pull request\\. main is not touched\\. What is not committed`))
  assert.match(
    plan,
    /Files: write addons\/ipai\/ipai_one\/README\.rst, write addons\/ipai\/ipai_three\/README\.rst, move oca\/ipai_two to addons\/ipai\/ipai_two\.$/,
  )
  const { status, answer } = await run(tracked)
  assert.deepEqual([status, answer.outcome, answer.commits, answer.disk, answer.left], ['succeeded', 'proposed', 2, [], []])
  assert.deepEqual(state(), { ...before, branches: [day, 'main'] })
  const files = site.git(site.origin, 'diff', '--name-only', '--no-renames', 'main', day).split('\n')
  assert.deepEqual(files, answer.files.sort(), 'what was told is what the branch changes')
  assert.deepEqual(
    files,
    ['one/README.rst', 'three/README.rst', 'two/README.rst', 'two/__manifest__.py']
      .map((file) => `addons/ipai/ipai_${file}`)
      .concat('oca/ipai_two/README.rst', 'oca/ipai_two/__manifest__.py'),
  )
  assert.deepEqual(site.git(site.origin, 'log', '--format=%s', `main..${day}`).split('\n'), [
    'Fix the layout: own-prefix',
    'Fix the layout: readme',
  ])
  const [pull] = await pulls()
  assert.deepEqual([pull?.head, pull?.base, pull?.title], [day, 'main', 'Put 3 findings of the layout right'])
  assert.match(pull?.body ?? '', /^readme:\n- write .*\n\nown-prefix:\n- move oca\/ipai_two to addons\/ipai\/ipai_two$/s)
  assert.equal(answer.pullRequest?.merge, `git merge ${day}`)
})

test('a second run answers the pull request that is there; once it is merged there is nothing to do', async () => {
  const first = await run(tracked)
  const before = state()
  const again = await run(tracked)
  assert.deepEqual(
    [first.told, again.told],
    [
      [`Pull request 1 asks to bring ${day} into main: git merge ${day}`],
      [`Pull request 1 asks already to bring ${day} into main: git merge ${day}`],
    ],
  )
  assert.deepEqual(
    [again.answer.outcome, again.answer.pullRequest?.number, again.answer.pullRequest?.isNew],
    ['there', first.answer.pullRequest?.number, false],
  )
  assert.deepEqual([state(), (await pulls()).length], [before, 1])
  site.git(site.root, 'commit', '-q', '--allow-empty', '-m', 'Meanwhile')
  site.git(site.root, 'push', '-q')
  assert.equal((await run(tracked)).answer.outcome, 'there', 'also on another ground')
  site.git(site.root, 'fetch', '-q', 'origin')
  site.git(site.root, 'merge', '-q', '--no-edit', `origin/${day}`)
  site.git(site.root, 'push', '-q')
  const merged = await run(tracked)
  assert.deepEqual([merged.status, merged.answer.outcome, merged.answer.commit], ['succeeded', 'nothing', null])
  assert.deepEqual(merged.told, ['There is nothing to commit.'])
  assert.equal(await site.told(fix, tracked), 'Nothing is found that can be put right without a person.')
})

test('a rule that there is not is told, and not taken for one without findings', async () => {
  await assert.rejects(site.told(fix, { rules: ['nosuch'] }), { code: 'invalid', message: 'There is no rule nosuch.' })
  assert.equal((await run({ rules: ['nosuch'] })).cause?.code, 'invalid')
})

test('another change of the same day gets a branch of its own, and the plan names it', async () => {
  await run({ rules: ['readme'] })
  assert.match(await site.told(fix, { rules: ['own-prefix'] }), new RegExp(`^Commit 1 fix to branch ${day}-2 and`))
  assert.equal((await run({ rules: ['own-prefix'] })).answer.pullRequest?.branch, `${day}-2`)
  assert.equal((await run({ paths: ['addons/ipai/ipai_one'] })).answer.pullRequest?.branch, `${day}-3`)
})

test('in place the commits are made in the checkout, when it is clean and on a branch, and a second run makes none', async () => {
  const asked = { ...tracked, inPlace: true }
  assert.match(await site.told(fix, asked), /^Commit 3 fixes to main, which is checked out in \/.*root\. Files: /)
  const { answer, status, told } = await run(asked)
  assert.deepEqual([status, answer.outcome, answer.pullRequest], ['succeeded', 'applied', null])
  assert.deepEqual(told, [`main of ${site.root} is at ${answer.commit?.slice(0, 7)} now.`])
  assert.deepEqual(
    [site.git(site.root, 'rev-parse', 'HEAD'), site.git(site.root, 'rev-parse', '--abbrev-ref', 'HEAD')],
    [answer.commit, 'main'],
  )
  assert.ok(existsSync(site.at('root/addons/ipai/ipai_two/__manifest__.py')) && !existsSync(site.at('root/oca/ipai_two')))
  assert.equal(site.git(site.root, 'status', '--porcelain'), '')
  assert.equal((await run(asked)).answer.outcome, 'nothing')
})

test('a dirty checkout, or one on no branch, is not touched in place', async () => {
  const asked = { ...tracked, inPlace: true }
  writeFileSync(site.at('root/mine.txt'), 'not committed')
  const dirty = await run(asked)
  assert.deepEqual([dirty.status, dirty.cause?.code], ['failed', 'refused'])
  assert.match(dirty.cause?.message ?? '', /has changes that are not committed: it is not touched\.$/)
  await assert.rejects(site.told(fix, asked), { code: 'refused' })
  rmSync(site.at('root/mine.txt'))
  site.git(site.root, 'checkout', '-q', '--detach')
  assert.match((await run(asked)).cause?.message ?? '', /is on no branch/)
  assert.equal((await run(tracked)).answer.pullRequest?.base, 'main', 'a branch is made for the branch that the origin names')
})

test('a text that is another in the commit than on disk is left, and the rest is proposed', async () => {
  site.write('root/compose.yaml', 'services:\n  odoo:\n    image: odoo:18\n')
  site.addon('root/oca/ipai_four', '18.0.1.0.0')
  const { answer, cause, status } = await run({ rules: ['mounts-compose', 'readme', 'own-prefix'] })
  assert.deepEqual([status, cause?.code, answer.outcome], ['succeeded', 'warnings', 'proposed'])
  assert.deepEqual(answer.left, [
    { path: 'compose.yaml', because: 'compose.yaml has changed since it was looked at, or what is there is not committed.' },
    { path: 'oca/ipai_four', because: 'There is no oca/ipai_four in the commit.' },
  ])
  assert.deepEqual(answer.files.filter((file) => file.includes('ipai_two')).length, 4, 'what else the rule puts right is proposed')
  assert.match(cause?.message ?? '', /^compose\.yaml was left: compose\.yaml has changed since/)
  assert.equal(readFileSync(site.at('root/compose.yaml'), 'utf8'), 'services:\n  odoo:\n    image: odoo:18\n')
})

test('no text of a file is kept of a step: a configuration has passwords in it', async () => {
  site.write(
    'root/addons/ipai/ipai_one/__manifest__.py',
    "{'name': 'very-secret', 'version': '1.0.0', 'license': 'LGPL-3', 'author': 'A'}\n",
  )
  site.commit('root', 'Other version')
  site.git(site.root, 'push', '-q')
  const kept: string[] = []
  const { answer } = await run({ rules: ['version-format', 'readme'] }, { kept: (_step, text) => kept.push(text) })
  assert.ok(answer.files.includes('addons/ipai/ipai_one/__manifest__.py') && kept.length >= 5)
  assert.doesNotMatch(kept.join('\n'), /very-secret/)
  assert.match(site.git(site.origin, 'show', `${day}:addons/ipai/ipai_one/__manifest__.py`), /'name': 'very-secret', 'version': '18\.0\./)
})

test('what is missing is cloned at its pin, what is clean and stands elsewhere is checked out, and a second run changes nothing', async () => {
  const pin = site.git(site.at('root/oca/tools'), 'rev-parse', 'HEAD')
  rmSync(site.at('root/oca/tools'), { recursive: true })
  site.write('upstream/tools/later.txt', '')
  site.commit('upstream/tools', 'Later')
  site.git(site.at('root/oca/web'), 'commit', '-q', '--allow-empty', '-m', 'Elsewhere')
  const rules = ['repository-present', 'repository-commit', 'repository-branch']
  assert.match(await site.told(fix, { rules }), /^On disk: clone oca\/tools, check out [0-9a-f]{7} in oca\/web\.$/)
  const { answer, status } = await run({ rules }, { twice: ['look', 'disk', 'commit', 'publish', 'propose'] })
  assert.equal(status, 'succeeded')
  assert.deepEqual(
    answer.disk.map(({ path, outcome }) => [path, outcome]),
    [
      ['oca/tools', 'cloned'],
      ['oca/web', 'moved'],
    ],
  )
  assert.equal(site.git(site.at('root/oca/tools'), 'rev-parse', 'HEAD'), pin)
  const before = state()
  const again = await run({ rules })
  assert.deepEqual([again.answer.disk, again.answer.outcome, state()], [[], 'nothing', before])
  assert.deepEqual(
    (await rulesLeft()).filter(({ rule }) => rules.includes(rule)),
    [],
  )
})

test('when the push is refused, or a pull request cannot be kept, all is as it was: clones, checkouts, branches', async () => {
  const tools = site.at('root/oca/tools')
  site.git(tools, 'checkout', '-q', '-b', 'mine')
  site.git(tools, 'commit', '-q', '--allow-empty', '-m', 'Mine')
  rmSync(site.at('root/oca/web'), { recursive: true })
  const before = state()
  writeFileSync(site.at('origin.git/hooks/pre-receive'), '#!/bin/sh\nexit 1\n')
  chmodSync(site.at('origin.git/hooks/pre-receive'), 0o755)
  const stood: string[] = []
  const look = (step: string) => {
    if (step === 'commit')
      stood.push(site.git(tools, 'rev-parse', '--abbrev-ref', 'HEAD'), String(existsSync(site.at('root/oca/web/web_one'))))
  }
  const refused = await run({}, { before: look })
  assert.deepEqual([refused.status, refused.cause?.step, refused.left], ['rolled_back', 'publish', []])
  assert.deepEqual(stood, ['HEAD', 'true'], 'it had been put right')
  assert.deepEqual([state(), existsSync(site.at('root/oca/web'))], [before, false])
  rmSync(site.at('origin.git/hooks/pre-receive'))
  const unkept = await run({}, { before: (step) => step === 'propose' && writeFileSync(site.at('data/pull-requests'), '') })
  assert.deepEqual([unkept.status, unkept.cause?.step, unkept.left], ['rolled_back', 'propose', []])
  assert.deepEqual([state(), existsSync(site.at('root/oca/web'))], [before, false])
})

test('a branch that was made on disk is taken away again, and one that was there stays', async () => {
  const tools = site.at('root/oca/tools')
  site.write(`root/${site.catalogueFile}`, readFileSync(site.at('root', site.catalogueFile), 'utf8').replace(/,\n +"commit": "\w+"/, ''))
  site.commit('root', 'Not pinned')
  site.git(site.root, 'push', '-q')
  for (const has of [true, false]) {
    site.git(tools, 'checkout', '-q', '-B', 'mine')
    if (!has) site.git(tools, 'branch', '-q', '-D', '18.0')
    const refs = site.git(tools, 'for-each-ref', 'refs/heads')
    const broken = await run({}, { before: (step) => step === 'propose' && writeFileSync(site.at('data/pull-requests'), '') })
    assert.equal(broken.status, 'rolled_back')
    assert.deepEqual([site.git(tools, 'for-each-ref', 'refs/heads'), site.git(tools, 'rev-parse', '--abbrev-ref', 'HEAD')], [refs, 'mine'])
    rmSync(site.at('data/pull-requests'))
  }
})

test('a commit in place is taken back when the run is cancelled after it', async () => {
  const before = state()
  const asked = { ...tracked, inPlace: true }
  const { status, left } = await run(asked, { cancelAt: 'propose' })
  assert.deepEqual([status, left, state()], ['cancelled', [], before])
  assert.ok(existsSync(site.at('root/oca/ipai_two/__manifest__.py')) && !existsSync(site.at('root/addons/ipai/ipai_two')))
  assert.deepEqual([(await run(tracked, { cancelAt: 'propose' })).status, state()], ['cancelled', before])
})

test('what cannot be reached is left and told, and the rest is done', async () => {
  rmSync(site.at('root/oca/tools'), { recursive: true })
  site.git(site.at('root/oca/web'), 'commit', '-q', '--allow-empty', '-m', 'Elsewhere')
  site.git(site.at('root/oca/web'), 'remote', 'remove', 'origin')
  const rules = ['repository-present', 'repository-commit']
  const noOrigin = await run({ rules })
  assert.deepEqual(
    noOrigin.answer.disk.map(({ path, outcome }) => [path, outcome]),
    [
      ['oca/tools', 'cloned'],
      ['oca/web', 'left'],
    ],
  )
  assert.match(noOrigin.cause?.message ?? '', /^oca\/web was left: .* names no origin to fetch from\.$/)
  rmSync(site.at('root/oca/tools'), { recursive: true })
  renameSync(site.at('upstream/tools'), site.at('upstream/gone'))
  assert.match((await run({ rules })).cause?.message ?? '', /^oca\/tools was left: There is no folder .*So were 1 more\.$/)
})

test('what has come to a place meanwhile is left, and a fault of our own ends the run and takes all back', async () => {
  rmSync(site.at('root/oca/tools'), { recursive: true })
  const text = readFileSync(site.at('root', site.catalogueFile), 'utf8')
  site.write(`root/${site.catalogueFile}`, text.replace(/,\n +"commit": "\w+"/, ''))
  const rules = ['repository-present']
  const late = await run({ rules }, { before: (step) => step === 'disk' && site.write('root/oca/tools/mine.txt', 'mine') })
  assert.equal(late.answer.disk[0]?.outcome, 'left')
  assert.equal(readFileSync(site.at('root/oca/tools/mine.txt'), 'utf8'), 'mine')
  rmSync(site.at('root/oca/tools'), { recursive: true })
  assert.deepEqual((await run({ rules })).answer.disk, [{ path: 'oca/tools', outcome: 'cloned', because: '' }])
  rmSync(site.at('root/oca/tools'), { recursive: true })
  const fault = () => Promise.reject(new Error('A fault of ours.'))
  assert.equal((await run({ rules }, { tools: (all) => withGit(all, 'place', fault) })).status, 'rolled_back')
  for (const from of [1, 2]) {
    let asked = 0
    const broken = await run(tracked, {
      tools: (all) =>
        withGit(all, 'commit', () => {
          asked += 1
          if (asked < from) return Promise.reject(new OpsError('conflict', 'In the way.', 'Wait.'))
          return fault()
        }),
    })
    assert.deepEqual([broken.status, broken.cause?.message], ['rolled_back', 'A fault of ours.'])
  }
  assert.deepEqual(site.branches(), ['main'])
})

test('what the origin does not have yet is to be pushed first, and an origin that is gone is told', async () => {
  site.git(site.root, 'commit', '-q', '--allow-empty', '-m', 'Not pushed')
  const ahead = await run(tracked)
  assert.deepEqual([ahead.status, ahead.cause?.code, ahead.cause?.hint], ['failed', 'conflict', 'Push it first: git push origin main'])
  renameSync(site.origin, site.at('gone.git'))
  assert.deepEqual([(await run(tracked)).status, (await run(tracked)).cause?.code], ['failed', 'not_found'])
})

test('a checkout without an origin gets the branch itself, and its files stay', async () => {
  site.git(site.root, 'remote', 'remove', 'origin')
  site.git(site.root, 'checkout', '-q', '--detach')
  assert.match((await run(tracked)).cause?.message ?? '', /^Neither .*root nor its origin is on a branch\.$/)
  site.git(site.root, 'checkout', '-q', 'main')
  const before = state()
  const { answer } = await run(tracked)
  assert.deepEqual(site.branches(site.root).sort(), [day, 'main'])
  assert.equal(answer.pullRequest?.merge, `git merge ${day}`)
  assert.deepEqual(state(), before)
})

test('an installation that is no repository has its clones put in place, and no files changed', async () => {
  rmSync(site.at('root/.git'), { recursive: true })
  rmSync(site.at('root/oca'), { recursive: true })
  const { answer, status } = await run({ rules: ['repository-present'] })
  assert.deepEqual([status, answer.outcome, answer.disk.map(({ outcome }) => outcome)], ['succeeded', 'nothing', ['cloned', 'cloned']])
  const files = await run({ rules: ['readme'] })
  assert.deepEqual([files.status, files.cause?.code], ['failed', 'not_found'])
})

test('a run is named by its rules, and says beforehand where it changes what', () => {
  const input = fix.input.parse({})
  assert.deepEqual(
    [fix.label?.(input), fix.label?.({ ...input, rules: ['readme'] }), fix.lock?.(input)],
    ['Fix of the layout', 'Fix of the layout: readme', 'addons:root'],
  )
  assert.deepEqual(
    [false, true].map((inPlace) => fix.confirm?.({ ...input, inPlace })),
    ['Put the layout right.', 'Put the layout right in the checkout itself.'],
  )
})

test('an origin that goes away while its branch is looked for is told as that, and not as one that lacks the commit', async () => {
  const tools: Carried['tools'] = (all) =>
    withGit(all, 'resolve', (...given: Parameters<typeof all.git.resolve>) =>
      given[1].branch === undefined
        ? all.git.resolve(...given)
        : Promise.reject(new OpsError('unavailable', 'The origin went away.', 'Wait for it.')),
    )
  const { status, cause } = await run(tracked, { tools })
  assert.deepEqual([status, cause?.message], ['failed', 'The origin went away.'])
})
