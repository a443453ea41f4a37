import assert from 'node:assert/strict'
import { test } from 'node:test'
import { servicesIn, targetOf, withMounts } from './compose.ts'

const file = (volumes: string, more = '') => `services:\n  odoo:\n    image: odoo:18\n    volumes:${volumes}\n${more}`
const mountsOf = (volumes: string, path = 'compose.yml') => {
  const [service] = servicesIn(file(volumes), path, '/srv/odoo')
  return typeof service === 'string' || !service ? [] : service.mounts.map(({ source, target }) => `${source} ${target}`)
}

test('a mount is read in its short and its long form, and where it counts from', () => {
  assert.deepEqual(mountsOf('\n      - ./addons/oca:/mnt/oca:ro'), ['addons/oca /mnt/oca'])
  assert.deepEqual(mountsOf('\n      - type: bind\n        source: ./addons/oca\n        target: /mnt/oca/'), ['addons/oca /mnt/oca'])
  assert.deepEqual(mountsOf('\n      - ../addons/oca:/mnt/oca', 'deploy/compose.yml'), ['addons/oca /mnt/oca'])
  assert.deepEqual(mountsOf('\n      - /srv/odoo/addons:/mnt/addons'), ['addons /mnt/addons'])
  assert.deepEqual(mountsOf('\n      - $PWD/addons:/mnt/a\n      - $@OCA:-./oca}:/mnt/oca'.replace('@', '{')), [
    'addons /mnt/a',
    'oca /mnt/oca',
  ])
})

test('volumes, folders elsewhere, and what is no mount at all are passed over', () => {
  assert.deepEqual(mountsOf('\n      - data:/var/lib/odoo\n      - /etc/ssl:/ssl\n      - ../../x:/x\n      - ./y\n      - 7'), [])
  assert.deepEqual(mountsOf('\n      - type: volume\n        source: data\n        target: /data'), [])
  assert.deepEqual(mountsOf(' nothing'), [])
})

test('a command says its addons path in one word or in two', () => {
  const path = (command: string) => {
    const services = servicesIn(file(' []', `    command: ${command}\n`), 'compose.yml', '/srv')
    return typeof services === 'string' ? services : services[0]?.addonsPath
  }
  assert.equal(path('odoo --addons-path=/mnt/a,/mnt/b -d x'), '/mnt/a,/mnt/b')
  assert.equal(path('[odoo, --addons-path, /mnt/a]'), '/mnt/a')
  assert.equal(path('odoo'), null)
})

test('the narrowest mount says where a folder is', () => {
  const mounts = [
    { source: '', target: '/work' },
    { source: 'addons/oca', target: '/mnt/oca' },
  ]
  assert.deepEqual(
    ['addons/oca/web', 'addons/oca', 'addons/ocax'].map((path) => targetOf(path, mounts)),
    ['/mnt/oca/web', '/mnt/oca', '/work/addons/ocax'],
  )
  assert.equal(targetOf('addons', []), null)
})

test('mounts are added after the last, and every other line stays as it is', () => {
  const text = `# ours\nservices:\n  odoo:\n    volumes:\n    - ./a:/a  # first\n    - type: bind\n      source: ./b\n      target: /b # last\n\n    ports: ["1:1"]\n`
  const made = withMounts(text, 'odoo', ['./c:/c:ro', './d:/d:ro'])
  assert.equal(made, text.replace('# last\n', '# last\n    - ./c:/c:ro\n    - ./d:/d:ro\n'))
  assert.match(withMounts(text.slice(0, text.indexOf('\n\n')), 'odoo', ['./c:/c']) ?? '', /# last\n {4}- \.\/c:\/c\n$/)
})

test('a list in one line, and none at all, get them as well, and comments stay', () => {
  assert.match(withMounts('# ours\nservices: {odoo: {volumes: ["./a:/a"]}}\n', 'odoo', ['./b:/b']) ?? '', /^# ours\n.*\.\/a:\/a.*\.\/b:\/b/)
  assert.match(
    withMounts('# ours\nservices:\n  odoo:\n    image: odoo # it\n', 'odoo', ['./b:/b']) ?? '',
    /# it\n {4}volumes:\n {6}- \.\/b:\/b\n$/,
  )
  assert.equal(withMounts('services: {}\n', 'odoo', ['./b:/b']), null)
  assert.equal(withMounts('services:\n  odoo:\n    volumes: []\n', 'odoo', ['./b:/b'])?.includes('./b:/b'), true)
})

test('what is not YAML is told in a sentence', () => {
  assert.equal(typeof servicesIn('services: [', 'compose.yml', '/srv'), 'string')
})
