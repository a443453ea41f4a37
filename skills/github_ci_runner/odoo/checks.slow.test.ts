import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { type Content, checkLaid, checkModule, manifest, openTrees } from './tree.fixture.ts'

const trees = openTrees()
after(() => trees.close())
const check = checkModule.bind(null, trees)

const views = '<odoo><record id="a" model="ir.ui.view"/></odoo>\n'
const access = 'id,name,model_id:id,perm_read\naccess_a,a,model_a,1\n'

test('a module that is in order has no findings, and the log says what was read with which Python', async () => {
  const { findings, log } = await check(
    { 'views/a.xml': views, 'security/ir.model.access.csv': access, 'data/a.sql': 'SELECT', 'models/__init__.py': 'x: int = 1\n' },
    { data: ['security/ir.model.access.csv', 'views/a.xml', 'data/a.sql'] },
  )
  assert.deepEqual(findings, [])
  assert.match(log.join('\n'), /^Files checked with Python 3\.\d+\.\d+: 5\.$/)
})

test('it is said when Odoo’s own modules are not known', async () => {
  const { findings, log } = await check({}, { series: '17.0', version: '17.0.1.0.0', depends: ['anything'] })
  assert.deepEqual(findings, [])
  assert.match(log[0] ?? '', /^Whether modules of Odoo exist is not judged, since those of Odoo 17\.0 are not known\.$/)
})

test('findings of manifests, of modules and of files come together in order', async () => {
  const { findings } = await check({ 'models.py': 'def' }, { depends: ['nowhere'], data: ['gone.xml'], website: 7 })
  assert.deepEqual(
    findings.map(({ file, line, rule }) => `${file}:${line} ${rule}`),
    [
      'm/__manifest__.py:6 unknown-dependency',
      'm/__manifest__.py:7 resource-not-exist',
      'm/__manifest__.py:9 manifest-type',
      'm/models.py:1 python-syntax-error',
    ],
  )
})

test('what a manifest names is a file below its module, of a kind that Odoo loads', async () => {
  const { rendered: told } = await check(
    {
      'views/a.xml': views,
      'views/folder/x': '',
      'out.xml': { link: '/etc/passwd' },
      'a.yml': '',
      'in.xml': { link: '../n/in.xml' },
      '../n/in.xml': views,
    },
    {
      data: ['views/a.xml', './views/gone.xml', 'views/folder', 'out.xml', '../n/in.xml', '/etc/passwd', 'in.xml'],
      demo: ['a.yml', 'a\0\ud800'],
    },
  )
  assert.deepEqual(told, [
    'm/__manifest__.py: error resource-not-exist: The manifest names a\\x00\\ud800, and there is no such file.',
    'm/__manifest__.py:7:28: error resource-not-exist: The manifest names ./views/gone.xml, and there is no such file.',
    'm/__manifest__.py:7:47: error resource-not-exist: The manifest names views/folder, and there is no such file.',
    'm/__manifest__.py:7:62: error resource-not-exist: The manifest names out.xml, and there is no such file.',
    'm/__manifest__.py:7:72: error resource-outside-module: The manifest names ../n/in.xml, which is not below the folder of the module.',
    'm/__manifest__.py:7:86: error resource-outside-module: The manifest names /etc/passwd, which is not below the folder of the module.',
    'm/__manifest__.py:8:14: error resource-kind-unknown: The manifest names a.yml. Odoo loads files .xml .csv .sql.',
    'm/out.xml: error symlink-outside: This link leads out of the repository, to /etc/passwd. It is not followed.',
  ])
})

test('links in a module that lead out of the tree are errors and are not read, others are fine', async () => {
  const { rendered: told } = await check({
    'views/out.xml': { link: '../../../../../../../../../etc/passwd' },
    'static/lib': { link: '/' },
    'loop/loop': { link: '.' },
    'dangling.py': { link: 'nothing.py' },
    'self.py': { link: 'self.py' },
    'bad\n.py': { link: '/etc' },
  })
  assert.deepEqual(told, [
    'm/bad\\n.py: error symlink-outside: This link leads out of the repository, to /etc. It is not followed.',
    'm/static/lib: error symlink-outside: This link leads out of the repository, to /. It is not followed.',
    'm/views/out.xml: error symlink-outside: This link leads out of the repository, to ../../../../../../../../../etc/passwd. It is not followed.',
  ])
})

test('files that are too large are told and not read', async () => {
  const megabytes = (count: number) => ({ bytes: count * 1024 ** 2 })
  const { rendered: told } = await check(
    {
      'models.py': megabytes(200),
      'views/a.xml': megabytes(11),
      'video.mp4': megabytes(200),
      'photo.jpg': megabytes(50),
      'tests/big.xml': megabytes(50),
    },
    { data: ['views/a.xml'] },
  )
  assert.deepEqual(told, [
    'm/models.py: warning file-too-large: The file has 200 MB and is not read.',
    'm/video.mp4: warning file-too-large: The file has 200 MB and is not read.',
    'm/views/a.xml: warning file-too-large: The file has 11 MB and is not read.',
  ])
})

test('what is more than can be read in time is told once', async () => {
  const files = Object.fromEntries(Array.from({ length: 14 }, (_, index) => [`f${index + 10}.py`, { bytes: 10 * 1024 ** 2 }]))
  const { findings } = await check(files)
  assert.deepEqual(
    findings.filter(({ rule }) => rule === 'too-much-to-read').map(({ file, severity, message }) => [file, severity, message]),
    [['m/f22.py', 'warning', '2 files, of which this is the first, were not read: the modules hold more than 128 MB of code and data.']],
  )
})

test('thousands of findings are bounded, and how many are left out stands in the log', async () => {
  const files = Object.fromEntries(Array.from({ length: 2_010 }, (_, index) => [`link${index}`, { link: '/etc' }]))
  const { findings, log } = await check({ ...files, 'a.py': 'def' })
  assert.equal(findings.length, 2_000)
  assert.equal(log.at(-1), 'Findings that are not listed: 11.')
})

test('what a module holds that is not installable, or whose manifest cannot be read, is not judged; its links are', async () => {
  const files: Record<string, Content> = { 'a.py': 'def', 'views/a.xml': '<', out: { link: '/etc' } }
  const { findings } = await check(files, { installable: false, data: ['gone.xml'] })
  assert.deepEqual(
    findings.map(({ rule, module }) => [rule, module]),
    [['symlink-outside', 'm']],
  )
  const laid = await trees.lay({ 'm/__manifest__.py': '{', 'm/a.py': 'def', 'm/out': { link: '/etc' } })
  const told = await checkLaid(laid)
  assert.deepEqual(
    told.map(({ rule, module }) => [rule, module]),
    [
      ['manifest-syntax', 'm'],
      ['symlink-outside', 'm'],
    ],
  )
})

test('a repository that is one module is judged as others are', async () => {
  const laid = await trees.lay({ '__manifest__.py': manifest({ data: ['gone.xml'] }), 'a.py': 'def', '.ci/b.py': 'def' })
  const findings = await checkLaid(laid)
  assert.deepEqual(
    findings.map(({ file, rule, line, module }) => [file, rule, line, module]),
    [
      ['__manifest__.py', 'resource-not-exist', 7, 'addons'],
      ['a.py', 'python-syntax-error', 1, 'addons'],
    ],
  )
})
