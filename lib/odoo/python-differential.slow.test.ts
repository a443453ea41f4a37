import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { test } from 'node:test'
import { manifests } from './manifest.fixture.ts'
import { parsePython } from './python-literal.ts'
import { sourcesFrom } from './python-sources.fixture.ts'
import type { PythonValue } from './python-value.ts'

/** Reads JSON lines, a text each or the bytes of a file in base64, and writes a line each: the value in the words of `told`, or null. */
const judge = `
import ast, base64, io, json, struct, sys, tokenize
def double(x): return struct.pack('>d', x).hex()
def told(v):
    if v is None: return 'N'
    if v is Ellipsis: return 'E'
    if v is True or v is False: return 'T' if v else 'F'
    if type(v) is int: return 'i' + format(v, 'x')
    if type(v) is float: return 'f' + double(v)
    if type(v) is complex: return 'c' + double(v.real) + double(v.imag)
    if type(v) is str: return 's' + v.encode('utf-16-be', 'surrogatepass').hex()
    if type(v) is bytes: return 'b' + v.hex()
    if type(v) is list: return '[' + ','.join(map(told, v)) + ']'
    if type(v) is tuple: return '(' + ','.join(map(told, v)) + ')'
    if type(v) is set: return '<' + ','.join(sorted(map(told, v))) + '>'
    return '{' + ','.join(told(k) + ':' + told(x) for k, x in v.items()) + '}'
def text(case):
    if isinstance(case, str): return case
    data = base64.b64decode(case['file'])
    return data.decode(tokenize.detect_encoding(io.BytesIO(data).readline)[0])
print(json.dumps(sys.version_info[:2]))
for line in sys.stdin:
    try: print(json.dumps(told(ast.literal_eval(text(json.loads(line))))))
    except Exception: print('null')
`

type Case = string | Uint8Array

/** What Python makes of each case, from one process. */
function askPython(cases: readonly Case[]): { version: [number, number]; answers: (string | null)[] } {
  const input = cases.map((one) => JSON.stringify(typeof one === 'string' ? one : { file: Buffer.from(one).toString('base64') })).join('\n')
  const options = { input, encoding: 'utf8' as const, maxBuffer: 1 << 28, timeout: 60_000 }
  const { status, stdout, stderr } = spawnSync('python3', ['-W', 'ignore', '-X', 'utf8', '-c', judge], options)
  assert.equal(status, 0, stderr)
  const [version, ...answers] = stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line))
  assert.equal(answers.length, cases.length)
  return { version, answers }
}

function told(value: PythonValue): string {
  switch (value.type) {
    case 'none':
      return 'N'
    case 'ellipsis':
      return 'E'
    case 'bool':
      return value.value ? 'T' : 'F'
    case 'int':
      return `i${value.value.toString(16)}`
    case 'float':
      return `f${double(value.value)}`
    case 'complex':
      return `c${double(value.real)}${double(value.imaginary)}`
    case 'str':
      return `s${Buffer.from(value.value, 'utf16le').swap16().toString('hex')}`
    case 'bytes':
      return `b${Buffer.from(value.value).toString('hex')}`
    case 'list':
      return `[${value.items.map(told)}]`
    case 'tuple':
      return `(${value.items.map(told)})`
    case 'set':
      return `<${value.items.map(told).sort()}>`
    case 'dict':
      return `{${value.entries.map((entry) => `${told(entry.key)}:${told(entry.value)}`)}}`
  }
}

function double(value: number): string {
  const bytes = Buffer.alloc(8)
  bytes.writeDoubleBE(value)
  return bytes.toString('hex')
}

/** Asserts that we say what Python says of each case. Names of characters are the one thing that only Python reads. */
function compare(cases: readonly Case[]): { accepted: number; refused: number; named: number } {
  const { version, answers } = askPython(cases)
  const counts = { accepted: 0, refused: 0, named: 0 }
  const [major, minor] = version
  const alike = major === 3 && minor < 14 ? (text: string) => text : withoutSignedZeros
  for (const [index, one] of cases.entries()) {
    const ours = parsePython(one)
    const theirs = answers[index] ?? null
    if (!ours.ok && ours.problem.message.startsWith('Names of characters')) {
      counts.named += 1
      continue
    }
    const shown = typeof one === 'string' ? JSON.stringify(one) : JSON.stringify(Buffer.from(one).toString('latin1'))
    const story = `Python ${version.join('.')} and we differ on ${shown}: ${ours.ok ? 'read' : ours.problem.message}`
    assert.equal(ours.ok && alike(told(ours.value)), theirs !== null && alike(theirs), story)
    counts[ours.ok ? 'accepted' : 'refused'] += 1
  }
  return counts
}

/** Python 3.14 adds a real and an imaginary number without a zero for the missing part: the signs of zeros differ from before. */
function withoutSignedZeros(text: string): string {
  return text.replace(/c[\da-f]{32}/g, (complex) => complex.replaceAll('8000000000000000', '0000000000000000'))
}

const fixedSeed = 20_260
const randomSeed = Math.floor(Math.random() * 2 ** 31)

for (const [kind, seed] of Object.entries({ fixed: fixedSeed, random: randomSeed }))
  test(`30,000 generated sources mean what Python says, from the ${kind} seed ${seed}`, () => {
    const { accepted, refused, named } = compare(sourcesFrom(seed, 30_000))
    assert.ok(accepted > 8_000 && refused > 8_000, `${accepted} accepted, ${refused} refused`)
    assert.ok(named < 1_000, `${named} with names of characters`)
  })

test('manifests mean what Python says, whole and cut off at every tenth character', () => {
  const whole = Object.values(manifests)
  const cut = whole.flatMap((text) => Array.from({ length: Math.floor(text.length / 10) }, (_, index) => text.slice(0, index * 10)))
  assert.equal(compare(whole).accepted, whole.length)
  compare(cut)
})

test('brackets within each other, long numbers, equal keys, signs of zero and odd indentation are what they are in Python', () => {
  const nests = ['[]', '()', '{}', '(,)', '{1:,}'].flatMap((brackets) => {
    const [open, close] = [brackets.slice(0, Math.ceil(brackets.length / 2)), brackets.slice(Math.ceil(brackets.length / 2))]
    return [1, 50, 150, 197, 201, 250, 5_000].map((depth) => `${open.repeat(depth)}${close.repeat(depth)}`)
  })
  const numbers = [4_300, 4_301].flatMap((length) => ['1', '0', '1_'].map((digit) => `${digit.repeat(length - 1)}1`))
  const long = [
    ...numbers,
    `${'1'.repeat(5_000)}.5`,
    `0x${'f'.repeat(5_000)}`,
    '0'.repeat(5_000),
    `${'9'.repeat(308)}+1j`,
    `${'9'.repeat(400)}-1j`,
  ]
  const equal = ['{1:1,True:2,1.0:3,1+0j:4}', '{0.0,-0.0,0,False}', '{9007199254740993:1,9007199254740992.0:2}', '{(1,"a"):1,(True,"a"):2}']
  const unlike = [
    '{"a":1,b"a":2}',
    '{("a","b"):1,("astr b",):2}',
    '{1e999:1,-1e999:2}',
    '{(1,[]):2}',
    '{...:1,None:2}',
    '{1j:1,-1j:2,0j:3,0:4}',
  ]
  const zeros = ['-0.0+0j', '-0.0-0j', '0.0-0j', '-0-1j', '-0j', '-0.0+1e999j', '1e999-1e999j']
  const indented = ['\n  \\\n\f\\\n1', '\n\\\n\f1', '\n\\\n  \\\n\f1', '\f \f1']
  const { accepted, refused } = compare([...nests, ...long, ...equal, ...unlike, ...zeros, ...indented])
  assert.ok(accepted > 20 && refused > 10, `${accepted} accepted, ${refused} refused`)
})

test('files in each coding mean what Python says', () => {
  const mark = '\xef\xbb\xbf'
  const codings =
    'utf-8 utf8 UTF_8 u8 utf-8-sig utf-8-foo utf-8.x latin-1 Latin_1 latin1 l1 latin-1-unix iso-8859-1 ISO8859-1 8859 cp819 cp1252 windows-1252 windows_1252 cp-1252 ascii us-ascii nonsense constructor'
  const named = codings
    .split(' ')
    .flatMap((name) => [`# coding: ${name}\n"e"`, `#!/x\n# -*- coding: ${name} -*-\n"\xe9\x80"`, `${mark}# coding=${name}\n1`])
  const others = [
    '"\xff"',
    '"\xc3\xa9"',
    `${mark}"\xc3\xa9"`,
    `${mark} 1`,
    `${mark}${mark}1`,
    '#\n#\n# coding: latin-1\n1 #\xe9',
    '1\n# coding: latin-1\n#\xe9',
  ]
  const odd = [
    '#coding :latin-1\n"\xc3\xa9"',
    '\x0c# coding: latin-1\n"\xe9"',
    '# coding: cp1252\n"\x81"',
    '# coding: utf-8 coding: latin-1\n"\xe9"',
    '"\xed\xa0\x80"',
    '1\0',
  ]
  const { accepted, refused } = compare([...named, ...others, ...odd].map((text) => Buffer.from(text, 'latin1')))
  assert.ok(accepted > 30 && refused > 20, `${accepted} accepted, ${refused} refused`)
})
