import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import { after, test } from 'node:test'
import { copyOf, layTree, type Tree } from './tree.fixture.ts'
import { verify } from './verify.ts'
import { verifyLines } from './verify-lines.ts'

const laid = layTree()
after(laid.remove)
const base = 'addons/ipai/ipai_base'
const file = 'config/layout_waivers.json'

/** A tree without a README, and what is waived in it. */
function bare(...waivers: object[]): Tree {
  const tree = copyOf(laid)
  rmSync(tree.place(`${base}/README.rst`))
  tree.write(file, JSON.stringify({ version: 1, waivers }))
  return tree
}
const waiver = { rule: 'readme', path: base, reason: 'Comes with the next release.', until: '2999-12-31' }

test('what is waived is told as waived, and counts no more', async () => {
  const { rows, warnings, waived, score } = await bare(waiver).verified()
  assert.deepEqual(
    rows.map((row) => [row.rule, row.waiver]),
    [['readme', { reason: waiver.reason, until: waiver.until }]],
  )
  assert.deepEqual([warnings, waived, score], [0, 1, 100])
})

test('a waiver whose last day is past gives the finding back, and is told at it', async () => {
  const { rows, warnings, waived } = await bare({ ...waiver, until: '2020-02-29' }).verified()
  assert.deepEqual([rows.length, warnings, waived, rows[0]?.waiver], [1, 1, 0, null])
  assert.match(rows[0]?.message ?? '', / Its waiver ended on 2020-02-29: Comes with the next release\.$/)
})

test('of two waivers of one finding the one that lasts longer counts', async () => {
  const { rows } = await bare({ ...waiver, until: '2020-02-29' }, waiver, { ...waiver, until: '2021-01-01' }).verified()
  assert.deepEqual(
    rows.map((row) => row.waiver?.until),
    ['2999-12-31'],
  )
})

test('a waiver that hits nothing is a finding', async () => {
  const { rows } = await bare(waiver, { ...waiver, rule: 'licence' }).verified()
  const [unused] = rows.filter(({ rule }) => rule === 'waiver-unused')
  assert.deepEqual([unused?.level, unused?.path], ['warning', file])
  assert.match(unused?.message ?? '', /^It waives licence at addons\/ipai\/ipai_base, where nothing of the kind is found\.$/)
})

test('a mistake in the file of waivers is told with file and key', async () => {
  await assert.rejects(bare({ ...waiver, until: 'soon' }).verified(), /layout_waivers\.json: waivers\.0\.until: is the last day/)
})

test('findings are shown of some rules, or of a level, and counted all the same', async () => {
  const tree = bare()
  tree.edit(`${base}/__manifest__.py`, 'AGPL-3', 'MIT')
  const rules = async (input: object) => (await tree.verified(input)).rows.map(({ rule }) => rule)
  assert.deepEqual(await rules({}), ['licence', 'readme'])
  assert.deepEqual(await rules({ rules: ['readme'] }), ['readme'])
  assert.deepEqual(await rules({ level: 'error' }), ['licence'])
  const { errors, warnings } = await tree.verified({ level: 'error' })
  assert.deepEqual([errors, warnings], [1, 1])
})

test('a script hears of errors that nobody has waived, and of nothing else', async () => {
  const tree = bare()
  assert.equal(verify.judge?.(await tree.verified()), null)
  tree.edit(`${base}/__manifest__.py`, 'AGPL-3', 'MIT')
  assert.match(verify.judge?.(await tree.verified())?.message ?? '', /^1 error in the layout of the addons\.$/)
  tree.edit(`${base}/__manifest__.py`, '18.0.', '17.0.')
  assert.match(verify.judge?.(await tree.verified())?.message ?? '', /^2 errors in the layout of the addons\.$/)
  tree.write(file, JSON.stringify({ version: 1, waivers: ['licence', 'version-format'].map((rule) => ({ ...waiver, rule })) }))
  assert.equal(verify.judge?.(await tree.verified()), null)
})

test('a person reads how the tree stands, what is wrong and where it came in, and what was not compared', async () => {
  const tree = copyOf(laid)
  assert.deepEqual(verifyLines(await tree.verified()), [
    `main ${laid.first.slice(0, 7)}: score 100. 0 errors, 0 warnings, 0 waived.`,
    '4 modules in 3 repositories follow all 17 rules.',
  ])
  tree.edit(`${base}/__manifest__.py`, '18.0.1.0.0', '1.0')
  tree.edit(`${base}/__manifest__.py`, 'AGPL-3', 'MIT')
  rmSync(tree.place('.devcontainer'), { recursive: true })
  const commit = tree.commit('Change version and licence').slice(0, 7)
  tree.git('checkout', '-q', '--detach')
  rmSync(tree.place(`${base}/README.rst`))
  tree.edit('config/odoo.conf', ',/mnt/extra-addons/oca/queue', '')
  tree.write(file, JSON.stringify({ version: 1, waivers: [{ ...waiver, rule: 'addons-path', path: 'config/odoo.conf' }] }))
  const lines = verifyLines(await tree.verified())
  assert.equal(verifyLines(await tree.verified({ rules: ['own-prefix'] }))[1], 'None of these findings is of what was asked for.')
  await assert.rejects(tree.verified({ rules: ['nosuch'] }), {
    code: 'invalid',
    message: 'There is no rule nosuch.',
    hint: /^There are: .*readme/,
  })
  assert.equal(lines[0], `No branch ${commit}, with local changes: score 93. 2 errors, 1 warning, 1 waived.`)
  assert.match(
    lines[1] ?? '',
    new RegExp(`^Error: ${base}: The version is 1\\.0\\..* \\(version-format, since ${commit} by Ada, fixable\\) Put the`),
  )
  assert.match(lines[2] ?? '', new RegExp(`\\(licence, since ${commit} by Ada\\) Name one of`))
  assert.match(lines[3] ?? '', new RegExp(`^Warning: ${base}: It has no README.* \\(readme, fixable\\) Write what`))
  assert.match(lines[4] ?? '', /^Waived until 2999-12-31: config\/odoo\.conf: .* \(addons-path, fixable\) Comes with the next release\.$/)
  assert.equal(lines[5], 'Not checked: mounts-devcontainer. There is no .devcontainer/devcontainer.json.')
})
