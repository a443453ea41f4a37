import assert from 'node:assert/strict'
import { renameSync, rmSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { radarLines } from '../../lib/odoo/pin-radar-text.ts'
import { openInstallation } from './installation.fixture.ts'
import { type Radar, radar } from './radar.ts'

const site = openInstallation()
after(site.remove)
const ask = (...repositories: string[]) => site.look<Radar>(radar, { repositories })
const told = ({ rows }: Radar) =>
  rows.map(({ repository, pinnedBy, branch, state, behind }) => [repository, pinnedBy, branch, state, behind])
let first = ''

before(() => {
  first = site.git(site.at('upstream/web'), 'rev-parse', 'HEAD')
})

test('repositories at the newest commit of their branch are told as that', async () => {
  const answer = await ask()
  assert.deepEqual(told(answer), [
    ['tools', 'catalogue', '18.0', 'current', 0],
    ['web', 'submodule', '18.0', 'current', 0],
  ])
  assert.deepEqual([answer.behind, radar.judge?.(answer)], [0, null])
  assert.match(radarLines(answer).join('\n'), /^tools \([0-9a-f]{7}\): at the newest commit of 18\.0\nweb/)
})

test('how far a repository is behind is told with what its modules become', async () => {
  site.addon('upstream/web/web_one', '18.0.1.1.0', ", 'depends': ['base', 'mail'], 'external_dependencies': {'python': ['zeep']}")
  site.write('upstream/web/web_one/migrations/18.0.1.1.0/post-migration.py', '')
  site.commit('upstream/web', 'One')
  site.git(site.at('upstream/web'), 'rm', '-rq', 'web_two')
  site.addon('upstream/web/web_three', '18.0.1.0.0')
  site.write('upstream/web/torn/__manifest__.py', '{')
  const head = site.commit('upstream/web', 'Others')
  const answer = await ask('web')
  const [row] = answer.rows
  assert.deepEqual([row?.state, row?.behind, row?.pin, row?.head, answer.behind], ['behind', 2, first, head, 1])
  assert.equal(row?.since, site.git(site.at('upstream/web'), 'log', '-1', '--format=%cI', 'HEAD~1'))
  assert.match(
    radarLines(answer).join('\n'),
    /^web \([0-9a-f]{7}\): 2 commits behind 18\.0 \([0-9a-f]{7}\), since \d{4}-\d\d-\d\d\n {2}web_one: 18\.0\.1\.0\.0 to 18\.0\.1\.1\.0; needs mail; wants zeep; migrations 18\.0\.1\.1\.0\n {2}web_three: new, 18\.0\.1\.0\.0\n {2}web_two: gone\n {2}Error: the manifest of torn cannot be read\.$/,
  )
  site.write('upstream/tools/tools_one/models.py', '')
  site.commit('upstream/tools', 'Models')
  assert.match(radarLines(await ask('tools')).join('\n'), /1 commit behind 18\.0.*\n {2}tools_one: 18\.0\.1\.0\.0 as before$/)
})

test('a pin that is not in the history of the branch is told apart', async () => {
  const web = site.at('upstream/web')
  site.git(web, 'checkout', '-q', '-b', 'fork', first)
  site.git(web, 'commit', '-q', '--allow-empty', '-m', 'Fork')
  const fork = site.git(web, 'rev-parse', 'HEAD')
  site.git(web, 'checkout', '-q', '18.0')
  site.git(site.root, 'update-index', '--cacheinfo', `160000,${fork},oca/web`)
  site.git(site.root, 'commit', '-q', '-m', 'Fork')
  const answer = await ask('web')
  assert.deepEqual(told(answer), [['web', 'submodule', '18.0', 'apart', 2]])
  assert.match(radarLines(answer).join('\n'), /^Warning: web \([0-9a-f]{7}\) is not in the history of 18\.0, which has 2 commits/)
  site.git(site.root, 'reset', '-q', '--hard', 'HEAD~1')
})

test('a clone that nothing pins is told with where it stands, on the default branch where none is named', async () => {
  const text = `{"version": 1, "roots": {"oca_root": "oca", "ipai_root": "ipai"}, "oca_repositories": [
    {"name": "tools", "type": "git", "url": "${site.at('upstream/tools')}", "path": "oca/tools"},
    {"name": "absent", "type": "git", "url": "${site.at('upstream/web')}", "path": "oca/absent"}]}`
  const before = site.git(site.root, 'show', `HEAD:${site.catalogueFile}`)
  site.write(`root/${site.catalogueFile}`, text)
  assert.deepEqual(told(await ask()), [
    ['tools', 'clone', '18.0', 'behind', 1],
    ['web', 'submodule', '18.0', 'behind', 2],
  ])
  assert.match(radarLines(await ask('tools')).join('\n'), /^tools \([0-9a-f]{7}, not pinned\): 1 commit behind/)
  rmSync(site.at('root', site.catalogueFile))
  assert.deepEqual(told(await ask()), [['web', 'submodule', '18.0', 'behind', 2]], 'without a catalogue there are the submodules')
  site.write(`root/${site.catalogueFile}`, `${before}\n`)
})

test('what cannot be asked is unknown, and never current: an upstream that is gone, a branch or a commit that is not there', async () => {
  const all = async (change = {}) => site.look<Radar>(radar, {}, change)
  renameSync(site.at('upstream/web'), site.at('upstream/gone'))
  const answer = await all()
  assert.deepEqual(
    answer.rows.map(({ state }) => state),
    ['behind', 'unknown'],
  )
  assert.match(radarLines(answer).join('\n'), /Error: web \([0-9a-f]{7}\): There is no folder/)
  assert.match(radar.judge?.(answer)?.message ?? '', /^1 of 2 could not be asked, web first: There is no folder/)
  renameSync(site.at('upstream/gone'), site.at('upstream/web'))
  site.git(site.at('upstream/tools'), 'branch', '-m', '18.0', '19.0')
  assert.match((await ask('tools')).rows[0]?.message ?? '', /There is no branch "18\.0" in/)
  site.git(site.at('upstream/tools'), 'branch', '-m', '19.0', '18.0')
  site.git(site.root, 'update-index', '--cacheinfo', `160000,${'e'.repeat(40)},oca/web`)
  site.git(site.root, 'commit', '-q', '-m', 'Nowhere')
  assert.match((await ask('web')).rows[0]?.message ?? '', /There is no commit e{40} in/)
  site.git(site.root, 'reset', '-q', '--hard', 'HEAD~1')
})

test('a repository of no such name, and an installation that is nowhere or no checkout, are refused', async () => {
  await assert.rejects(ask('wbe'), { code: 'not_found', hint: 'There are 2: tools, web.' })
  await assert.rejects(site.look(radar, {}, { root: null }), { code: 'invalid', message: 'Nobody says where the installation lies.' })
  await assert.rejects(site.look(radar, {}, { root: site.at('upstream') }), { code: 'not_found' })
})
