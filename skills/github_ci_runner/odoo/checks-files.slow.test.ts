import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { checkModule, openTrees } from './tree.fixture.ts'

const trees = openTrees()
after(() => trees.close())
const check = checkModule.bind(null, trees)

test('Python that does not compile is an error where Odoo imports it, and a warning elsewhere', async () => {
  const bad = 'x = (\n'
  const { rendered: told } = await check({
    'models/__init__.py': bad,
    'models/sub/lonely.py': bad,
    'migrations/19.0.1.0.0/pre-migration.py': 'return 1\n',
    'static/a.py': bad,
    'models/nul.py': 'x\0',
    'models/coding.py': '# coding: nonsense\n',
    'models/latin.py': Buffer.from('# coding: latin-1\nx = "\xe9"\n', 'latin1'),
    'models/bytes.py': Buffer.from('x = "\xe9"\n', 'latin1'),
    'models/escape.py': 'x = "\\d" is 1\n',
    '.hidden/a.py': bad,
    'node_modules/a.py': bad,
    'a.py.jinja': bad,
  })
  const places = told.map((line) => line.replace(/^m\/(\S+): (error|warning) (\S+): .*$/, '$2 $3 $1'))
  assert.deepEqual(
    places.map((line) => line.replace(/:.*/, '')),
    [
      'error python-syntax-error migrations/19.0.1.0.0/pre-migration.py',
      'error python-syntax-error models/__init__.py',
      'error python-syntax-error models/bytes.py',
      'error python-syntax-error models/coding.py',
      'error python-syntax-error models/nul.py',
      'warning python-syntax-error models/sub/lonely.py',
      'warning python-syntax-error static/a.py',
    ],
  )
  assert.match(told[1] ?? '', /^m\/models\/__init__\.py:1:5: error python-syntax-error: '\(' was never closed \(Python 3\.\d+\.\d+\)\.$/)
})

test('grammar that only a newer Python has is never an error', async () => {
  const { findings } = await check({
    'a.py': 'x = {"k": 1}\ny = f"{x["k"]}"\n',
    'b.py': 'type Name = str\n',
    'c.py': 'def first[T](items: list[T]) -> T:\n    return items[0]\n',
    'd.py': 'x = f"{1 +}"\n',
  })
  assert.deepEqual(
    findings.filter(({ file, severity }) => severity === 'error' && file !== 'm/d.py'),
    [],
  )
  assert.ok(findings.some(({ file }) => file === 'm/d.py'))
})

test('files that are nested as no person nests them are named, and the rest is judged', async () => {
  const deep = 200_000
  const { findings } = await check({
    'a.py': `${'('.repeat(deep)}\n`,
    'b.py': `x = ${'-'.repeat(deep)}1\n`,
    'c.py': `x${'.a'.repeat(deep)}\n`,
    'd.py': `${'['.repeat(90)}${']'.repeat(90)}\n`,
    'e.py': `x = ${'lambda: '.repeat(deep)}1\n`,
    'f.py': 'def\n',
    'views/deep.xml': `${'<a>'.repeat(deep)}${'</a>'.repeat(deep)}`,
  })
  const told = findings.filter(({ severity }) => severity === 'error').map(({ file }) => file)
  assert.deepEqual(told, ['m/a.py', 'm/b.py', 'm/c.py', 'm/e.py', 'm/f.py'])
})

test('XML that is not well-formed is an error where it is loaded, and a warning in a folder of data', async () => {
  const bad = '<odoo>\n  <record>\n</odoo>'
  const { rendered: told } = await check(
    {
      'views/a.xml': bad,
      'views/empty.XML': '',
      'views/entity.xml': '<odoo>&nbsp;</odoo>',
      'views/latin.xml': Buffer.from('<?xml version="1.0" encoding="iso-8859-1"?><odoo>\xe9</odoo>', 'latin1'),
      'views/bytes.xml': Buffer.from('<odoo>\xe9</odoo>', 'latin1'),
      'views/odd.xml': '<?xml version="1.0" encoding="big5"?><odoo/>',
      'static/src/xml/b.xml': bad,
      'tests/c.xml': bad,
    },
    { data: ['views/a.xml', 'views/empty.XML', 'views/latin.xml', 'views/odd.xml'], demo: ['views/entity.xml', 'views/bytes.xml'] },
  )
  assert.deepEqual(told.slice(0, -1), [
    'm/static/src/xml/b.xml:3:3: warning xml-syntax-error: Mismatched tag.',
    'm/views/a.xml:3:3: error xml-syntax-error: Mismatched tag.',
    'm/views/bytes.xml:1:7: error xml-syntax-error: Not well-formed (invalid token).',
    'm/views/empty.XML:1:1: error xml-syntax-error: No element found.',
    'm/views/entity.xml:1:7: error xml-syntax-error: Undefined entity.',
  ])
  assert.match(told.at(-1) ?? '', /^m\/views\/odd\.xml: warning xml-encoding: It was not read: /)
})

test('a billion laughs are refused at once', async () => {
  const entities = Array.from({ length: 40 }, (_, index) => `<!ENTITY l${index + 1} "${`&l${index};`.repeat(10)}">`).join('\n')
  const bomb = `<?xml version="1.0"?>\n<!DOCTYPE odoo [<!ENTITY l0 "lol">\n${entities}]>\n<odoo>&l40;</odoo>`
  const startedAt = performance.now()
  const { findings } = await check({ 'views/a.xml': bomb }, { data: ['views/a.xml'] })
  assert.ok(performance.now() - startedAt < 5_000)
  assert.deepEqual(
    findings.map(({ rule, severity, line }) => [rule, severity, line]),
    [['xml-entity', 'error', 2]],
  )
  assert.match(findings[0]?.message ?? '', /^It declares the entity l0\. Entities are refused/)
})

test('CSV has a header, as many columns in each row, and is UTF-8', async () => {
  const { rendered: told } = await check(
    {
      'data/good.csv': 'id,name\na,"x\ny"\n\n,\nb,y,\n',
      'data/short.csv': 'id,name,note\na,x,\n"b\nb",x\n',
      'data/long.csv': 'id,name\na,x,more\n',
      'data/many.csv': `id,name\n${'a\n'.repeat(1000)}`,
      'data/empty.csv': '',
      'data/blank.csv': ',\nid,name\n',
      'data/noid.csv': 'name\nx\n',
      'data/mark.csv': '\ufeffid\nx\n',
      'data/bytes.csv': Buffer.from('id\nx\ncaf\xe9\n', 'latin1'),
      'data/return.csv': 'id,name\ra,x\r',
      'data/unnamed.csv': '',
      'security/ir.model.access.csv': 'id,name\na\n',
    },
    { data: ['good', 'short', 'long', 'many', 'empty', 'blank', 'noid', 'mark', 'bytes', 'return'].map((name) => `data/${name}.csv`) },
  )
  const plain = told.filter((line) => !/many|return/.test(line))
  assert.deepEqual(plain, [
    'm/data/blank.csv:1: error csv-syntax-error: It has no header: the first line names the columns.',
    'm/data/bytes.csv:3: error csv-encoding: It is not UTF-8: byte 0xe9.',
    'm/data/empty.csv:1: error csv-syntax-error: It has no header: the first line names the columns.',
    'm/data/long.csv:2: warning csv-column-count: The row has 3 columns, and the header has 2.',
    "m/data/mark.csv:1:1: warning csv-byte-order-mark: It begins with a byte order mark, which Odoo takes for part of the first column's name.",
    'm/data/noid.csv:1: warning csv-id-missing: Its header has no column id, so that its records cannot be found again.',
    'm/data/short.csv:4: error csv-column-count: The row has 2 columns, and the header has 3.',
    'm/security/ir.model.access.csv:2: warning csv-column-count: The row has 1 columns, and the header has 2.',
  ])
  assert.equal(told.filter((line) => line.startsWith('m/data/many.csv')).length, 5)
  assert.match(told.find((line) => line.startsWith('m/data/return.csv')) ?? '', /error csv-syntax-error: New-line character/)
})
