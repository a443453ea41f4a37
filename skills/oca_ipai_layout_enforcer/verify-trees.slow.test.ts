import assert from 'node:assert/strict'
import { cpSync, existsSync, mkdirSync, rmSync, symlinkSync } from 'node:fs'
import { after, test } from 'node:test'
import { parseInput } from '../../lib/core/input.ts'
import { lookAt } from '../../lib/door/look.ts'
import { copyOf, layTree, manifestOf, type Tree } from './tree.fixture.ts'
import { verify } from './verify.ts'
import { verifyLines } from './verify-lines.ts'

const laid = layTree()
after(laid.remove)
const base = 'addons/ipai/ipai_base'
const rulesOf = async (tree: Tree) => (await tree.verified()).rows.map(({ rule, path }) => `${rule} ${path}`)

test('where nobody says which root, or it has no catalogue, the answer says so', async () => {
  const tree = copyOf(laid)
  await assert.rejects(tree.verified({}, { root: null }), /Nobody says where the addons lie\./)
  rmSync(tree.place('config/addons_manifest.oca_ipai.json'))
  await assert.rejects(tree.verified(), /There is no catalogue at .*addons_manifest\.oca_ipai\.json\./)
})

test('a root that is no git repository is checked all the same, and has no commit', async () => {
  const tree = copyOf(laid)
  for (const name of ['.git', '.gitmodules']) rmSync(tree.place(name), { recursive: true })
  rmSync(tree.place('addons/oca/web'), { recursive: true })
  rmSync(tree.place(`${base}/README.rst`))
  const verified = await tree.verified()
  assert.equal(verified.head, null)
  assert.match(verifyLines(verified)[0] ?? '', /^No commit: score /)
  assert.deepEqual(
    verified.rows.map(({ rule, since }) => [rule, since]),
    [
      ['repository-present', null],
      ['readme', null],
    ],
  )
  assert.deepEqual(verified.rules.find(({ id }) => id === 'submodule-pin')?.unasked, 'The root has no submodules.')
})

test('a root without a commit is checked all the same', async () => {
  const tree = copyOf(laid)
  rmSync(tree.place('.git'), { recursive: true })
  tree.git('init', '-q')
  const { head, rows } = await tree.verified()
  assert.equal(head, null)
  assert.deepEqual(
    rows.map(({ rule, path }) => [rule, path]),
    [
      ['repository-present', 'addons/oca/web'],
      ['submodule-pin', 'addons/oca/web'],
    ],
  )
})

test('a catalogue that lies elsewhere is good as well', async () => {
  const tree = copyOf(laid)
  const { rows } = await tree.verified({}, { catalogue: tree.place('../elsewhere.json') })
  assert.deepEqual(rows, [])
})

test('a broken manifest hides nothing of the rest', async () => {
  const tree = copyOf(laid)
  tree.write('addons/ipai/ipai_worse/__manifest__.py', '\0')
  tree.write('addons/ipai/ipai_worse/README.md', '')
  rmSync(tree.place(`${base}/README.rst`))
  assert.deepEqual(await rulesOf(tree), ['manifest-readable addons/ipai/ipai_worse', `readme ${base}`])
})

test('a link in a circle, and one that leads out of what may be read, are told and not followed', async () => {
  const tree = copyOf(laid)
  rmSync(tree.place('addons/oca/queue'), { recursive: true })
  symlinkSync('queue', tree.place('addons/oca/queue'))
  symlinkSync('/etc', tree.place('addons/ipai/ipai_outside'))
  assert.deepEqual(await rulesOf(tree), ['repository-present addons/oca/queue'])
})

test('a repository that lies outside of what may be read is told', async () => {
  const tree = copyOf(laid)
  rmSync(tree.place('addons/oca/queue'), { recursive: true })
  symlinkSync('/etc', tree.place('addons/oca/queue'))
  const [first] = (await tree.verified()).rows
  assert.equal(first?.path, 'addons/oca/queue')
  assert.match(first?.message ?? '', /^queue cannot be read\. \/etc is not below a folder that may be read\.$/)
})

test('what is changed locally is never touched: no fix is offered that would lose it', async () => {
  const tree = copyOf(laid)
  tree.gitOf('addons/oca/queue', 'checkout', '-q', '-b', '18.0-mine')
  tree.write('addons/oca/queue/queue_job/README.rst', 'mine')
  tree.write(
    'config/addons_manifest.oca_ipai.json',
    tree.read('config/addons_manifest.oca_ipai.json').replace('"name": "queue"', '"branch": "18.0", "name": "queue"'),
  )
  const { rows } = await tree.verified()
  assert.deepEqual(
    rows.map(({ rule, fix, hint }) => [rule, fix, hint]),
    [
      ['repository-branch', null, 'It has local changes, and is left alone: commit or drop them first.'],
      ['repository-clean', null, 'Propose them to the repository, or drop them. They are never touched from here.'],
    ],
  )
  assert.equal(tree.read('addons/oca/queue/queue_job/README.rst'), 'mine')
})

test('a filter, a monitor and hooks that a repository configures are never started', async () => {
  const tree = copyOf(laid)
  const queue = 'addons/oca/queue'
  const trap = tree.place('started')
  tree.write('trap.sh', `#!/bin/sh\ntouch ${trap}\ncat\n`)
  cpSync('/bin/true', tree.place('true'))
  tree.write(`${queue}/.gitattributes`, '* filter=trap\n')
  for (const [key, value] of [
    ['filter.trap.clean', `sh ${tree.place('trap.sh')}`],
    ['core.fsmonitor', `sh ${tree.place('trap.sh')}`],
    ['core.hooksPath', tree.at],
    ['gpg.program', tree.place('trap.sh')],
    ['log.showSignature', 'true'],
  ] as const)
    tree.gitOf(queue, 'config', key, value)
  tree.write(`${queue}/queue_job/README.rst`, 'ours')
  const { rows } = await tree.verified()
  assert.match(
    rows.find(({ rule }) => rule === 'repository-clean')?.message ?? '',
    /local changes: queue_job\/README\.rst, \.gitattributes\.$/,
  )
  assert.equal(existsSync(trap), false)
})

test('who asks is shown what is to be written, and never the text of a file, which may hold passwords', async () => {
  const tree = copyOf(laid)
  tree.write('config/odoo.conf', '[options]\nadmin_passwd = very-secret\naddons_path = /mnt/extra-addons/ipai\n')
  tree.write('addons/oca/web_copy/__manifest__.py', manifestOf('web_copy'))
  tree.git('config', '-f', '.gitmodules', 'submodule.addons/oca/web.url', 'https://me:very-secret@example.com/web')
  tree.edit('config/addons_manifest.oca_ipai.json', `"${laid.upstream('queue')}"`, '"https://me:very-secret@not-so@example.com/queue"')
  tree.gitOf('addons/oca/server-tools', 'remote', 'set-url', 'origin', 'https://me:so@very-secret@example.com/tools')
  rmSync(tree.place('addons/oca/queue'), { recursive: true })
  const answer = JSON.stringify(await lookAt(verify, tree.context(), parseInput(verify.input, {})))
  assert.match(answer, /"kind":"write","path":"config\/odoo\.conf","text":"","is":"[0-9a-f]{64}"/)
  assert.match(answer, /"kind":"clone"/)
  assert.match(answer, /takes it from https:\/\/example\.com\/web/)
  assert.doesNotMatch(answer, /very-secret/)
  // A run, which writes it, is told.
  assert.match(JSON.stringify(await tree.verified()), /very-secret/)
})

test('what git ignores there, by its own list or by one of the tree, is no local change', async () => {
  const tree = copyOf(laid)
  tree.write('addons/oca/queue/.git/info/exclude', '/local/\n')
  tree.write('addons/oca/queue/local/x', 'x')
  assert.deepEqual(await rulesOf(tree), [])
})

test('a clone whose history was cut off does not say since when', async () => {
  const tree = copyOf(laid)
  rmSync(tree.place('addons/oca/queue'), { recursive: true })
  tree.git('clone', '-q', '--depth', '1', `file://${laid.upstream('queue')}`, 'addons/oca/queue')
  rmSync(tree.place('addons/oca/queue/queue_job/README.rst'))
  const { rows } = await tree.verified({ rules: ['readme'] })
  assert.deepEqual(
    rows.map(({ path, since, fix }) => [path, since, fix]),
    [['addons/oca/queue/queue_job', null, null]],
  )
})

test('in a repository of its own a finding has the commit of that repository', async () => {
  const tree = copyOf(laid)
  const queue = 'addons/oca/queue'
  rmSync(tree.place(`${queue}/queue_job/README.rst`))
  tree.gitOf(queue, 'commit', '-q', '-a', '-m', 'Remove it')
  const { rows } = await tree.verified()
  assert.deepEqual(
    rows.map(({ rule, since }) => [rule, since?.commit]),
    [['readme', tree.gitOf(queue, 'rev-parse', 'HEAD')]],
  )
})

test('a file that was changed more often than is read tells no commit that may be wrong', async () => {
  const tree = copyOf(laid)
  tree.edit(`${base}/__manifest__.py`, 'AGPL-3', 'MIT')
  tree.commit('Change the licence')
  for (let round = 0; round < 20; round += 1) {
    tree.write(`${base}/__manifest__.py`, manifestOf('ipai_base', { license: 'MIT', summary: `Round ${round}` }))
    tree.commit(`Round ${round}`)
  }
  const { rows } = await tree.verified()
  assert.deepEqual(
    rows.map(({ rule, since }) => [rule, since]),
    [['licence', null]],
  )
})

test('where no repository says its branch, it is the one that most are on', async () => {
  const tree = copyOf(laid)
  const wanted = async (series?: string) => {
    const { expected } = await tree.verified({}, series === undefined ? {} : { series })
    return expected.find((line) => line.includes('queue'))
  }
  for (const name of ['queue', 'server-tools'])
    tree.gitOf(`addons/oca/${name}`, 'checkout', '-q', '-b', name === 'queue' ? '17.0' : '18.0-x')
  assert.equal(await wanted(), 'addons/oca/queue/ @ 18.0-x')
  assert.equal(await wanted('16.0'), 'addons/oca/queue/ @ 16.0')
  for (const name of ['queue', 'server-tools']) tree.gitOf(`addons/oca/${name}`, 'checkout', '-q', '--detach')
  assert.equal(await wanted(), 'addons/oca/queue/ @ 18.0')
})

test('in a tree of nothing but a catalogue there is nobody to say a branch', async () => {
  const tree = copyOf(laid)
  rmSync(tree.place('addons'), { recursive: true })
  mkdirSync(tree.place('addons/oca/queue'), { recursive: true })
  const { expected, found, rules, rows } = await tree.verified()
  assert.deepEqual(
    expected.find((line) => line.includes('queue')),
    'addons/oca/queue/',
  )
  assert.deepEqual(found, ['addons/oca/queue/ no repository'])
  assert.match(rules.find(({ id }) => id === 'version-format')?.unasked ?? '', /^Nobody says for which series/)
  assert.equal(rows.filter(({ hint }) => hint === 'Clone it.').length, 3)
})
