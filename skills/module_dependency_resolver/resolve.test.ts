import assert from 'node:assert/strict'
import { mkdirSync, symlinkSync } from 'node:fs'
import { afterEach, beforeEach, test } from 'node:test'
import { type Resolved, resolve } from './resolve.ts'
import { resolveLines } from './resolve-lines.ts'
import { catalogueOf, openTrees } from './trees.fixture.ts'

let trees: ReturnType<typeof openTrees>
beforeEach(() => {
  trees = openTrees()
})
afterEach(() => trees.remove())

const ask = (modules: string[], others: object = {}) => trees.look<Resolved>(resolve, { modules, ...others })
const own = ({ rows }: Resolved) => rows.filter(({ origin }) => origin === 'addons').map(({ name }) => name)
const rules = ({ findings }: Resolved) => findings.map(({ rule, module }) => [rule, module])

/** An installation with two repositories and modules of its own. */
function installation() {
  trees.write(
    'catalogue.json',
    catalogueOf({ 'server-ux': ['date_range', 'base_tier_validation'], web: ['web_responsive'] }, { finance: ['ipai_finance'] }),
  )
  trees.addon('ipai/ipai_finance', { depends: ['date_range', 'account', 'base_tier_validation'] })
  trees.addon('oca/server-ux/date_range', { depends: ['web'] })
  trees.addon('oca/server-ux/base_tier_validation', {
    depends: ['mail'],
    external_dependencies: { python: ['num2words'], bin: ['wkhtmltopdf'] },
  })
}

test('all that a module needs stands before it, in the order of Odoo: by the longest way to base, then by name', async () => {
  installation()
  const answer = await ask(['ipai_finance'])
  assert.deepEqual(own(answer), ['date_range', 'base_tier_validation', 'ipai_finance'])
  const names = answer.rows.map(({ name }) => name)
  assert.equal(names[0], 'base')
  for (const { name, needs } of answer.rows)
    for (const need of needs) assert.ok(names.indexOf(need) < names.indexOf(name), `${need} before ${name}`)
  const layers = answer.rows.map(({ layer }) => layer)
  assert.deepEqual(
    layers,
    layers.toSorted((a, b) => a - b),
  )
  assert.deepEqual(answer.findings, [])
  assert.equal(resolve.judge?.(answer), null)
})

test('a feature stands for its modules', async () => {
  installation()
  assert.deepEqual(own(await ask(['finance'])), own(await ask(['ipai_finance'])))
})

test('the commands install what is not there yet, and name the database', async () => {
  installation()
  const { commands } = await ask(['ipai_finance'], { installed: ['date_range'], database: 'acme' })
  assert.deepEqual(
    commands.map(({ argv }) => argv),
    [
      ['pip', 'install', '--', 'num2words'],
      ['odoo', '-d', 'acme', '-i', 'base_tier_validation,ipai_finance', '--stop-after-init'],
    ],
  )
  const { commands: none, bin } = await ask(['date_range'], { installed: ['date_range'] })
  assert.deepEqual([none, bin], [[], []])
})

test('the command that installs names the addons path that was asked with, and none where Odoo knows it', async () => {
  trees.addon('one/lone', { depends: ['base'] })
  const { commands } = await ask(['lone'], { addonsPath: [trees.at('one')] })
  assert.deepEqual(commands.at(-1)?.argv, ['odoo', '--addons-path', trees.at('one'), '-d', 'odoo', '-i', 'lone', '--stop-after-init'])
})

test('a module of Odoo itself is installed when it is asked for', async () => {
  const { commands } = await trees.look<Resolved>(resolve, { modules: ['crm'], series: '19.0' }, { catalogue: null })
  assert.deepEqual(commands.at(-1)?.argv, ['odoo', '-d', 'odoo', '-i', 'crm', '--stop-after-init'])
})

test('a missing repository is named with the command that clones it, and nothing is installed meanwhile', async () => {
  installation()
  trees.addon('ipai/ipai_screens', { depends: ['web_responsive'] })
  const answer = await ask(['ipai_screens'])
  assert.deepEqual(rules(answer), [['repository-missing', 'web_responsive']])
  assert.deepEqual(answer.missing, [{ name: 'web_responsive', wantedBy: 'ipai_screens', repository: 'web' }])
  assert.deepEqual(
    answer.commands.map(({ argv }) => argv),
    [['devops-agent', 'deps', 'add', 'web']],
  )
  assert.deepEqual(resolve.judge?.(answer), {
    code: 'conflict',
    message: '1 thing keeps this from being installed.',
    hint: 'The findings say what is missing or wrong, and where.',
  })
})

test('where nothing can be installed no order is told', async () => {
  const { lines } = resolve
  assert.ok(lines)
  assert.ok(
    !lines(await ask(['nobody_has_it']))
      .join('\n')
      .includes('Install order'),
  )
})

test('what its repository does not have, what nobody has, and what lies in another repository is told', async () => {
  installation()
  trees.addon('oca/web/web_refresher')
  trees.addon('oca/web/date_range_extra')
  trees.write('catalogue.json', catalogueOf({ 'server-ux': ['date_range_extra'], web: ['web_responsive'] }))
  trees.addon('ipai/ipai_all', { depends: ['web_responsive', 'nobody_has_it', 'date_range_extra'] })
  const answer = await ask(['ipai_all'])
  assert.deepEqual(rules(answer), [
    ['module-unknown', 'nobody_has_it'],
    ['module-absent', 'web_responsive'],
    ['wrong-repository', 'date_range_extra'],
  ])
  assert.match(answer.findings[2]?.message ?? '', /belongs to server-ux and lies in web/)
})

test('a circle is told as one, with the dependency to cut: that of the module which most others need', async () => {
  trees.addon('ipai/a', { depends: ['b'] })
  trees.addon('ipai/b', { depends: ['c'] })
  trees.addon('ipai/c', { depends: ['a'] })
  trees.addon('ipai/d', { depends: ['b'] })
  const answer = await trees.look<Resolved>(resolve, { modules: ['d', 'a'], addonsPath: [trees.at('ipai')] })
  assert.deepEqual(answer.cycles, [{ modules: ['a', 'b', 'c'], cut: { from: 'a', to: 'b' } }])
  assert.deepEqual(rules(answer), [['cycle', 'a']])
  assert.deepEqual(own(answer), [])
})

test('a module of another series, one that may not be installed, and one that cannot be read are named with their places', async () => {
  installation()
  trees.addon('ipai/old', { version: '18.0.1.0.0' })
  trees.addon('ipai/off', { installable: false })
  trees.write('ipai/broken/__manifest__.py', "{\n  'name': 'x',\n  'depends': [\n")
  trees.addon('ipai/all', { depends: ['old', 'off', 'broken', 'date_range'] })
  const answer = await ask(['all'], { series: '19.0' })
  assert.deepEqual(rules(answer).sort(), [
    ['manifest-syntax', 'broken'],
    ['not-installable', 'off'],
    ['wrong-series', 'old'],
  ])
  assert.match(answer.findings.find(({ module }) => module === 'broken')?.place ?? '', /ipai\/broken\/__manifest__\.py:\d$/)
  assert.ok(own(answer).includes('date_range'), 'the rest is told all the same')
})

test('of two modules with one name the first on the path counts, and it is said', async () => {
  trees.addon('one/same', { depends: ['web'] })
  trees.addon('two/same', { depends: ['sale'] })
  const answer = await ask(['same'], { addonsPath: [`${trees.at('one')},${trees.at('two')}`] })
  assert.equal(answer.rows.at(-1)?.path, trees.at('one/same'))
  assert.deepEqual(rules(answer), [['module-twice', 'same']])
  assert.equal(resolve.judge?.(answer), null, 'it can be installed all the same')
})

test('a folder that cannot be read hides nothing', async () => {
  trees.addon('one/fine')
  mkdirSync(trees.at('two'))
  symlinkSync(trees.at('two/round'), trees.at('two/round'))
  const answer = await ask(['fine'], { addonsPath: [trees.at('none'), trees.at('two'), trees.at('one')] })
  assert.deepEqual(own(answer), ['fine'])
  assert.deepEqual(rules(answer), [['addons-path', null]])
})

test('what Odoo installs by itself is told apart, with what brings it', async () => {
  installation()
  trees.addon('ipai/glue', { depends: ['date_range', 'account', 'mail'], auto_install: ['date_range', 'account'] })
  const answer = await ask(['ipai_finance'])
  assert.deepEqual(
    answer.automatic.find(({ name }) => name === 'glue'),
    { name: 'glue', origin: 'addons', because: ['date_range', 'account'], countries: [] },
  )
  assert.ok(!own(answer).includes('glue'))
  trees.addon('ipai/glue', { depends: ['date_range', 'nobody_has_it'], auto_install: ['date_range'] })
  assert.deepEqual(rules(await ask(['ipai_finance'])), [['module-unknown', 'nobody_has_it']], 'Odoo would refuse all of it')
})

test('a series whose modules are known by name alone is told so; of one that is not known at all, nothing is guessed', async () => {
  trees.addon('one/a', { version: '16.0.1.0.0', depends: ['sale', 'nobody_has_it'] })
  const named = await ask(['a'], { addonsPath: [trees.at('one')] })
  assert.deepEqual([named.series, named.isExact, named.missing.map(({ name }) => name)], ['16.0', false, ['nobody_has_it']])
  assert.match(resolveLines(named).join('\n'), /What its own modules need is not listed for 16\.0/)
  const unknown = await ask(['a'], { addonsPath: [trees.at('one')], series: '15.0' })
  assert.deepEqual(
    rules(unknown).filter(([rule]) => rule === 'module-unknown'),
    [['module-unknown', null]],
  )
  assert.match(
    unknown.findings[0]?.message ?? '',
    /In no known repository: nobody_has_it, sale\. The modules of Odoo 15\.0 itself are not listed here/,
  )
})

test('without a folder to look in, or with a catalogue that does not fit, it says what to do', async () => {
  await assert.rejects(trees.look(resolve, { modules: ['a'] }, { root: null, catalogue: null }), {
    code: 'invalid',
    message: 'Nobody says where the addons lie.',
  })
  trees.write('catalogue.json', '{}')
  const hint = 'Mend it at this key, or name another file as addons.catalogue in config/agent.yml.'
  await assert.rejects(ask(['a']), { code: 'invalid', message: /catalogue\.json: version: has to be 1\./, hint })
  await assert.rejects(ask([]), { code: 'invalid' })
  await assert.rejects(ask(['-i; id']), { code: 'invalid' })
})

test('the lines of a terminal say what is missing, the order, and what to type', async () => {
  installation()
  trees.addon('ipai/ipai_screens', { depends: ['web_responsive', 'date_range'] })
  trees.addon('ipai/glue', { depends: ['date_range'], auto_install: true })
  assert.deepEqual(resolveLines(await ask(['ipai_screens'])), [
    'Missing repositories: web',
    `Error: web_responsive: ipai_screens needs it. It belongs to web, which is not on the addons path. (${trees.at('oca/web')})`,
    'Odoo 19.0: the manifests say 19.0.',
    'Install order, after 2 of Odoo itself:',
    '  1. date_range',
    '  2. ipai_screens',
    'Odoo then installs by itself:',
    '  glue, since date_range is there',
    'Clone web: devops-agent deps add web',
  ])
})

test('of a catalogue alone the missing repository is cloned, and several things are counted', async () => {
  trees.write('catalogue.json', catalogueOf({ web: ['web_responsive'] }))
  mkdirSync(trees.at('ipai'))
  const answer = await ask(['web_responsive', 'nobody_has_it'])
  assert.deepEqual(answer.commands[0]?.argv, ['devops-agent', 'deps', 'add', 'web'])
  assert.equal(resolve.judge?.(answer)?.message, '2 things keep this from being installed.')
  const lines = resolveLines(answer).join('\n')
  assert.match(lines, /web_responsive: It was asked for\./)
  assert.match(lines, /^Odoo of an unknown series:/m)
})

test('a folder in the place of a manifest is named, and what is there twice or installed is told in the lines', async () => {
  mkdirSync(trees.at('one/odd/__manifest__.py'), { recursive: true })
  trees.addon('one/same')
  trees.addon('two/same')
  trees.addon('two/glue', { depends: ['same', 'web'], auto_install: true })
  trees.addon('two/always', { depends: ['web'], auto_install: [] })
  const answer = await ask(['odd', 'same', 'web'], { addonsPath: [trees.at('one'), trees.at('two')], installed: ['same'] })
  assert.deepEqual(rules(answer), [
    ['manifest-unreadable', 'odd'],
    ['module-twice', 'same'],
  ])
  const lines = resolveLines(answer)
  assert.ok(lines.includes('  glue, since same, web are there'))
  const fresh = await ask(['same'], { addonsPath: [trees.at('two')] })
  assert.ok(resolveLines(fresh).includes('  always'))
  assert.ok(lines.some((line) => line.endsWith('same (installed)')))
  assert.ok(lines.some((line) => line.startsWith('Warning: same: It is there twice')))
})

test('a catalogue without a checkout says where modules belong, wherever one looks', async () => {
  trees.write('catalogue.json', catalogueOf({ web: ['web_responsive'] }))
  trees.addon('one/a')
  const input = { modules: ['a'], addonsPath: [trees.at('one')] }
  assert.deepEqual(own(await trees.look<Resolved>(resolve, input, { root: null })), ['a'])
})
