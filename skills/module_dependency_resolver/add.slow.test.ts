import assert from 'node:assert/strict'
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import type { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { gitIn } from '../../lib/tools/git/servers.fixture.ts'
import { add } from './add.ts'
import { type Resolved, resolve } from './resolve.ts'
import { runOn } from './runs.fixture.ts'
import { catalogueOf, openTrees } from './trees.fixture.ts'

type Output = z.output<typeof add.output>

let trees: ReturnType<typeof openTrees>
beforeEach(() => {
  trees = openTrees()
  upstream('server-ux', { date_range: ['web'] })
  upstream('web', { web_responsive: ['web', 'date_range'] })
  catalogue({ web: ['web_responsive'], 'server-ux': ['date_range', 'base_tier_validation'] })
  trees.addon('ipai/ipai_screens', { depends: ['web_responsive'] })
})
afterEach(() => trees.remove())

/** A repository that can be cloned, with modules and what they need, on the branch 19.0. */
function upstream(name: string, modules: Record<string, string[]>): void {
  for (const [module, depends] of Object.entries(modules)) trees.addon(`upstream/${name}/${module}`, { depends })
  gitIn(trees.base, 'init', '-q', '-b', '19.0', trees.at('upstream', name))
  gitIn(trees.at('upstream', name), 'add', '-A')
  gitIn(trees.at('upstream', name), 'commit', '-q', '-m', 'All')
}
const catalogue = (mustHave: Record<string, string[]>) =>
  trees.write(
    'catalogue.json',
    catalogueOf(mustHave, { screens: ['ipai_screens'] }, (name) => trees.at('upstream', name)),
  )
const adding = (input: object, options?: Parameters<typeof runOn>[3]) => runOn<Output>(trees, add, input, options)
const outcomes = (output: Output | null) => output?.rows.map(({ name, outcome, branch }) => [name, outcome, branch])
const there = () => (existsSync(trees.at('oca')) ? readdirSync(trees.at('oca')).sort() : [])

test('what a feature lacks is cloned on the branch of the series, and what that needs too', async () => {
  const { output, cause } = await adding({ repositories: ['screens'] })
  assert.deepEqual(outcomes(output), [
    ['web', 'cloned', '19.0'],
    ['server-ux', 'cloned', '19.0'],
  ])
  assert.deepEqual([output?.missing, cause], [[], null])
  const { missing, findings } = await trees.look<Resolved>(resolve, { modules: ['screens'] })
  assert.deepEqual([missing, findings], [[], []])
  assert.equal(gitIn(trees.at('oca/web'), 'rev-list', '--count', 'HEAD'), '1')
})

test('a second time nothing happens', async () => {
  await adding({ repositories: ['ipai_screens'] })
  const before = gitIn(trees.at('oca/web'), 'reflog')
  assert.deepEqual(outcomes((await adding({ repositories: ['ipai_screens'] }, { runId: 'r2' })).output), [])
  const { output, cause, log } = await adding({ all: true }, { runId: 'r2' })
  assert.deepEqual(
    [outcomes(output), cause],
    [
      [
        ['web', 'there', '19.0'],
        ['server-ux', 'there', '19.0'],
      ],
      null,
    ],
  )
  assert.match(log.join('\n'), /web is there already, .*oca\/web: 19\.0 at [0-9a-f]{7}\./)
  assert.equal(gitIn(trees.at('oca/web'), 'reflog'), before)
})

test('another branch and changed files are left as they are, and the rest is added', async () => {
  mkdirSync(trees.at('oca'))
  gitIn(trees.base, 'clone', '-q', trees.at('upstream/web'), trees.at('oca/web'))
  gitIn(trees.at('oca/web'), 'checkout', '-q', '-b', 'mine')
  writeFileSync(trees.at('oca/web/notes'), 'mine\n')
  const { output, cause, level } = await adding({ repositories: ['web', 'server-ux'] })
  assert.deepEqual(outcomes(output), [
    ['web', 'left', 'mine'],
    ['server-ux', 'cloned', '19.0'],
  ])
  assert.equal(level, 'warning')
  assert.equal(cause?.message, 'web was left as it is: it is on the branch mine, not on 19.0, and 1 file in it is changed.')
  assert.equal(readFileSync(trees.at('oca/web/notes'), 'utf8'), 'mine\n')
})

test('a branch that is missing upstream is told with those that there are, and keeps the others from nothing', async () => {
  const { output, cause, level } = await adding({ all: true, series: '18.0' })
  assert.equal(output?.rows[0]?.outcome, 'failed')
  assert.deepEqual(cause, {
    code: 'not_found',
    message: `web: There is no branch "18.0" in ${trees.at('upstream/web')}. 1 more failed.`,
    hint: 'Near names: 19.0.',
    step: 'clone',
  })
  assert.equal(level, undefined)
  rmSync(trees.at('upstream/web'), { recursive: true })
  const second = await adding({ all: true })
  assert.deepEqual(outcomes(second.output), [
    ['web', 'failed', null],
    ['server-ux', 'cloned', '19.0'],
  ])
  assert.match(second.cause?.message ?? '', /^web: There is no folder .*upstream\/web\.$/)
})

test('the branch and the pin of the catalogue come first', async () => {
  gitIn(trees.at('upstream/web'), 'branch', 'acme')
  const pin = gitIn(trees.at('upstream/server-ux'), 'rev-parse', 'HEAD')
  trees.addon('upstream/server-ux/more')
  gitIn(trees.at('upstream/server-ux'), 'add', '-A')
  gitIn(trees.at('upstream/server-ux'), 'commit', '-q', '-m', 'More')
  const text = readFileSync(trees.at('catalogue.json'), 'utf8')
  trees.write(
    'catalogue.json',
    text
      .replace('"path":"oca/web"', '"path":"oca/web","branch":"acme"')
      .replace('"path":"oca/server-ux"', `"path":"oca/server-ux","commit":"${pin}"`),
  )
  const { output } = await adding({ all: true })
  assert.deepEqual(
    output?.rows.map(({ branch, sha }) => [branch, sha === pin]),
    [
      ['acme', false],
      [null, true],
    ],
  )
})

test('a submodule is left to git, with the command that brings it; an empty folder is none that is there', async () => {
  trees.write('.gitmodules', '[submodule "web"]\n\tpath = oca/web\n\turl = https://example.com/web\n')
  mkdirSync(trees.at('oca/web'), { recursive: true })
  const { output, cause } = await adding({ repositories: ['screens'] })
  assert.deepEqual(outcomes(output), [['web', 'left', null]])
  assert.equal(cause?.hint, `Bring it with git -C ${trees.base} submodule update --init -- oca/web`)
  const { commands } = await trees.look<Resolved>(resolve, { modules: ['screens', 'date_range'], series: '19.0' })
  assert.deepEqual(
    commands.map(({ argv }) => argv),
    [
      ['devops-agent', 'deps', 'add', 'server-ux', '--series', '19.0'],
      ['git', '-C', trees.base, 'submodule', 'update', '--init', '--depth', '1', '--', 'oca/web'],
    ],
  )
})

test('a repository without a module on its branch is there; what is missing of it, or of nobody, is told', async () => {
  gitIn(trees.base, 'init', '-q', '-b', '19.0', trees.at('oca/web'))
  assert.deepEqual(outcomes((await adding({ repositories: ['screens'] })).output), [])
  rmSync(trees.at('oca'), { recursive: true })
  trees.addon('ipai/ipai_more', { depends: ['base_tier_validation', 'nobody_has_it'] })
  const { output, cause, level } = await adding({ repositories: ['ipai_more'] })
  assert.deepEqual([outcomes(output), output?.missing], [[['server-ux', 'cloned', '19.0']], ['base_tier_validation', 'nobody_has_it']])
  assert.deepEqual([level, cause?.message], ['warning', 'In no repository that is there: base_tier_validation, nobody_has_it.'])
})

test('when a step fails, what the run has made is removed, and nothing else', async () => {
  gitIn(trees.base, 'clone', '-q', trees.at('upstream/web'), trees.at('oca/web'))
  const broken = {
    before: (step: string) => {
      if (step === 'check') throw new OpsError('unavailable', 'The disk is gone.', 'Wait.')
    },
  }
  const { cause, left, log } = await adding({ all: true }, broken)
  assert.deepEqual([cause?.message, left, there()], ['The disk is gone.', [], ['web']])
  assert.match(log.at(-1) ?? '', /oca\/server-ux was removed again\./)
  const changed = await adding(
    { all: true },
    {
      before: (step) => {
        if (step === 'check') writeFileSync(trees.at('oca/server-ux/notes'), 'mine\n')
        broken.before(step)
      },
    },
  )
  assert.deepEqual([changed.left, there()], [['clone'], ['server-ux', 'web']])
})

test('cancelled in the middle, it leaves nothing', async () => {
  const cancelled = (tools: Parameters<NonNullable<NonNullable<Parameters<typeof runOn>[3]>['tools']>>[0]) => ({
    ...tools,
    git: {
      place: async (...given: Parameters<typeof tools.git.place>) => {
        if (path.basename(given[1].folder) === 'web') return tools.git.place(...given)
        throw new OpsError('cancelled', 'The run was cancelled.', 'Run it again.')
      },
      removePlaced: (...given: Parameters<typeof tools.git.removePlaced>) => tools.git.removePlaced(...given),
    } as typeof tools.git,
  })
  const { cause, left } = await adding({ repositories: ['web', 'server-ux'] }, { tools: cancelled })
  assert.deepEqual([cause?.code, left, there()], ['cancelled', [], []])
})

test('what is not named, not known, or nowhere to be cloned to, is told', async () => {
  const told = async (input: object, options?: Parameters<typeof runOn>[3]) => (await adding(input, options)).cause
  assert.match((await told({}))?.message ?? '', /Name repositories, modules or features/)
  assert.match((await told({ all: true, repositories: ['web'] }))?.message ?? '', /Name repositories, modules or features/)
  assert.deepEqual(await told({ repositories: ['nothing'] }), {
    code: 'not_found',
    message: 'There is no repository, module or feature nothing in the catalogue or on the addons path.',
    hint: 'Repositories are: web, server-ux.',
  })
  catalogue({})
  assert.equal((await told({ repositories: ['nothing'] }))?.hint, 'Repositories are: none.')
  rmSync(trees.at('catalogue.json'))
  assert.equal((await told({ all: true }))?.code, 'not_found')
  assert.equal((await told({ all: true }, { root: null }))?.code, 'invalid')
})

test('without a series it takes the branch that the repository names, and its plan says what is cloned', async () => {
  rmSync(trees.at('ipai'), { recursive: true })
  assert.deepEqual(outcomes((await adding({ repositories: ['web'] })).output), [['web', 'cloned', '19.0']])
  const input = add.input.parse({ repositories: ['web', 'server-ux'] })
  assert.equal(add.confirm?.(input), 'Clone web, server-ux into the addons, each to its place. What is there already is not touched.')
  assert.deepEqual([add.label?.(add.input.parse({ all: true })), add.lock?.(input)], ['Add all repositories', 'addons:root'])
})
