import assert from 'node:assert/strict'
import { test } from 'node:test'
import { addonsPath, configuredFolders } from './addons-path.ts'
import { mountsCompose } from './mounts-compose.ts'
import { mountsDevcontainer } from './mounts-devcontainer.ts'
import { treeOf } from './tree.fixture.ts'

/** As the file has it. */
const workspace = ['$', '{localWorkspaceFolder}'].join('')
const devcontainer = '.devcontainer/devcontainer.json'
const service = (name: string, volumes: readonly string[], more = '') =>
  `  ${name}:\n    image: registry.example.com/acme/odoo:18\n${more}    volumes:\n${volumes.map((one) => `      - ${one}\n`).join('')}`
const compose = (...services: string[]) => `services:\n${services.join('')}`
const whole = ['./addons/ipai:/mnt/ipai:ro', './addons/oca:/mnt/oca:ro']
const messages = (found: { message: string }[]) => found.map(({ message }) => message)
const written = (found: { fix: unknown }[]) =>
  found.flatMap(({ fix }) => (typeof fix === 'object' && fix !== null && 'text' in fix ? [String(fix.text)] : []))

test('a mount of all of them, of each, or of the whole tree are all good', () => {
  for (const volumes of [
    whole,
    ['./addons:/mnt/addons'],
    ['./:/work'],
    ['./addons/ipai:/a', './addons/oca/web:/b', './addons/oca/queue:/c'],
  ])
    assert.deepEqual(mountsCompose.check(treeOf({ 'compose.yml': compose(service('odoo', volumes)) })), [], volumes.join(' '))
})

test('a service that does not run Odoo needs none, and one that runs it by another name does', () => {
  const tree = treeOf({ 'compose.yml': 'services:\n  db:\n    image: postgres:17\n  web:\n    image: odoo:18\n' })
  assert.deepEqual(messages(mountsCompose.check(tree)), ['The service web does not mount addons/ipai, addons/oca.'])
})

test('what is missing is mounted beside what is there, in every service, from where the file lies', () => {
  const text = compose(
    service('odoo', ['../addons/ipai:/mnt/own/ipai:ro']),
    service('shell', ['../addons/ipai:/mnt/own/ipai:ro', '../addons/oca/web:/w']),
  )
  const found = mountsCompose.check(treeOf({ 'deploy/compose.yml': text }))
  assert.deepEqual(messages(found), ['The service odoo does not mount addons/oca. The service shell does not mount addons/oca/queue.'])
  const [made] = written(found)
  assert.equal(made?.includes('      - ../addons/oca:/mnt/own/oca:ro\n'), true)
  assert.equal(made?.includes('      - ../addons/oca/queue:/mnt/own/queue:ro\n'), true)
  assert.deepEqual(mountsCompose.check(treeOf({ 'deploy/compose.yml': made ?? '' })), [])
})

test('a mount of a folder of addons that is not there is told, and left to a person', () => {
  const tree = treeOf({ 'compose.yml': compose(service('odoo', [...whole, './addons/OCA:/mnt/x', './addons/Own:/mnt/y'])) })
  const [found] = mountsCompose.check(tree)
  assert.deepEqual([found?.message, found?.fix], ['The service odoo mounts addons/OCA, addons/Own, which are not there.', null])
})

test('a compose file that cannot be read is told; where there is none, nothing is', () => {
  assert.match(messages(mountsCompose.check(treeOf({ 'compose.yml': 'services: [' }))).join(), /^It cannot be read: /)
  assert.deepEqual(mountsCompose.check(treeOf({})), [])
  assert.equal(mountsCompose.unasked?.(treeOf({})), 'There is no compose file.')
})

test('the mounts of a moment count against the repositories that the catalogue named then', () => {
  const [found] = mountsCompose.check(treeOf({ 'compose.yml': compose(service('odoo', ['./addons/ipai:/a', './addons/oca/web:/b'])) }))
  const holds = (text: string | null, catalogue: string | null) => found?.trace?.holds([text, catalogue])
  const now = compose(service('odoo', ['./addons/ipai:/a', './addons/oca/web:/b']))
  assert.deepEqual(
    [holds(now, '"addons/oca/web" "addons/oca/queue"'), holds(now, '"addons/oca/web"'), holds(null, null)],
    [true, false, false],
  )
  assert.equal(holds('services: [', '"addons/oca/web"'), true)
})

test('a development container has the whole tree where it says nothing else', () => {
  for (const text of [
    '{}',
    '{"image": "python"}',
    '{"mounts": ["source=home,target=/home,type=volume"]}',
    '{"mounts": [7, {"source": "x"}]}',
  ])
    assert.deepEqual(mountsDevcontainer.check(treeOf({ [devcontainer]: text })), [], text)
  const own = `{"workspaceMount": "source=${workspace},target=/work,type=bind"}`
  assert.deepEqual(mountsDevcontainer.check(treeOf({ [devcontainer]: own })), [])
  assert.deepEqual(messages(mountsDevcontainer.check(treeOf({ [devcontainer]: '{"workspaceMount": "source=/x,target=/x"}' }))), [
    'It does not mount addons/ipai, addons/oca/web, addons/oca/queue.',
  ])
})

test('what lies below the tree and is mounted by itself has to be there', () => {
  const mounts = [
    { source: `${workspace}/addons`, target: '/a' },
    { source: `${workspace}/gone`, target: '/g' },
  ]
  assert.deepEqual(messages(mountsDevcontainer.check(treeOf({ [devcontainer]: JSON.stringify({ mounts }) }))), [
    'It mounts gone, which is not there.',
  ])
})

test('a mount is added as the one beside it is written; in one line as well', () => {
  const text = `{"mounts": ["source=${workspace}/addons/ipai,target=/w/addons/ipai"]} // end\n`
  const found = mountsDevcontainer.check(treeOf({ [devcontainer]: text }))
  const [made] = written(found)
  assert.equal(made?.includes(`, "source=${workspace}/addons/oca/queue,target=/w/addons/oca/queue"]} // end`), true)
  const [trace] = found.map((one) => one.trace)
  assert.deepEqual([trace?.holds([text, '"addons/oca/web"']), trace?.holds([null, null])], [true, false])
})

test('a container of a compose file is judged by its service there', () => {
  const check = (text: string, files: Record<string, string> = {}) => mountsDevcontainer.check(treeOf({ [devcontainer]: text, ...files }))
  const named = '{"dockerComposeFile": ["../compose.yml", "dev.yml"], "service": "dev"}'
  const less = compose(service('dev', ['../addons/ipai:/a']))
  assert.deepEqual(messages(check(named)), ['It names compose.yml, .devcontainer/dev.yml, which is not there.'])
  assert.deepEqual(check(named, { 'compose.yml': compose(), '.devcontainer/dev.yml': compose(service('dev', ['../:/work'])) }), [])
  const [found] = check(named, { 'compose.yml': compose(service('dev', whole.slice(1))), '.devcontainer/dev.yml': less })
  assert.deepEqual([found?.path, found?.message, found?.fix], ['compose.yml', 'The service dev does not mount addons/ipai.', null])
  assert.deepEqual(messages(check('{"dockerComposeFile": "dev.yml"}', { '.devcontainer/dev.yml': less })), [
    'It names a compose file and no service.',
  ])
})

test('a development container that cannot be read is told', () => {
  const [found] = mountsDevcontainer.check(treeOf({ [devcontainer]: '{' }))
  assert.equal(found?.message, 'It is not JSON with comments.')
  assert.deepEqual([found?.trace?.holds(['{']), found?.trace?.holds(['{}']), found?.trace?.holds([null])], [true, false, false])
  assert.equal(mountsDevcontainer.unasked?.(treeOf({})), `There is no ${devcontainer}.`)
})

test('an addons path is that of the configuration which the container has, in its words', () => {
  const files = (conf: string) => ({
    'compose.yml': compose(service('odoo', [...whole, './etc/o.conf:/etc/odoo/odoo.conf'])),
    'etc/o.conf': conf,
  })
  const tree = treeOf(files('addons_path = /mnt/oca/web/,/mnt/ipai\n'))
  assert.deepEqual(configuredFolders(tree), ['addons/oca/web', 'addons/ipai'])
  assert.deepEqual(messages(addonsPath.check(tree)), ['Its addons path does not have addons/oca/queue.'])
  assert.deepEqual(written(addonsPath.check(tree)), ['addons_path = /mnt/oca/web/,/mnt/ipai,/mnt/oca/queue\n'])
  assert.deepEqual(messages(addonsPath.check(treeOf(files('[options]\n')))), ['It has no addons_path.'])
})

test('an addons path of a command is compared as well, and no fix is offered for it', () => {
  const text = (path: string) => compose(service('odoo', whole, `    command: odoo --addons-path=${path}\n`))
  const [found] = addonsPath.check(treeOf({ 'compose.yml': text('/mnt/ipai,/mnt/oca') }))
  assert.deepEqual([found?.message, found?.fix], ['Its addons path does not have addons/oca/web, addons/oca/queue.', null])
  assert.deepEqual(addonsPath.check(treeOf({ 'compose.yml': text('/mnt/ipai,/mnt/oca/web,/mnt/oca/queue') })), [])
  assert.equal(found?.trace?.holds([compose(), '"addons/oca/web"']), true)
})

test('without a container folders are meant by their place on disk, or by how they end', () => {
  const check = (conf: string) => addonsPath.check(treeOf({ 'config/odoo.conf': conf }))
  assert.deepEqual(check('addons_path = addons/ipai,/srv/odoo/addons/oca/web,/opt/oca/queue\n'), [])
  assert.deepEqual(written(check('addons_path = ./addons/ipai\n')), ['addons_path = ./addons/ipai,./addons/oca/web,./addons/oca/queue\n'])
  assert.deepEqual(written(check('addons_path = /srv/odoo/addons/oca/web\n')), [
    'addons_path = /srv/odoo/addons/oca/web,/srv/odoo/addons/ipai,/srv/odoo/addons/oca/queue\n',
  ])
  assert.deepEqual(written(check('addons_path = /mnt/oca/web\n')), ['addons_path = /mnt/oca/web,/mnt/addons/ipai,/mnt/oca/queue\n'])
  assert.deepEqual([written(check('addons_path = /opt/odoo\n')), check('addons_path = /opt/odoo\n').length], [[], 1])
  assert.equal(addonsPath.unasked?.(treeOf({})), 'There is no odoo.conf, and no command with --addons-path.')
})
