import fc from 'fast-check'

/** For tests: sources that are literals, or nearly. `edited` ones have characters removed, put in or exchanged. */
export function sourcesFrom(seed: number, count: number): string[] {
  const third = { seed, numRuns: Math.ceil(count / 3) }
  return [...fc.sample(literal, third), ...fc.sample(edited, third), ...fc.sample(corner, third)]
}

const numbers = [
  '0',
  '1',
  '-7',
  '+3',
  '00',
  '0_0',
  '1_000',
  '0x_Ff',
  '0o17',
  '0b1_0',
  '1.',
  '.5',
  '1e5',
  '1_0.0_1E-3',
  '1e999',
  '-0.0',
  '09.5',
  '3j',
  '1+2j',
  '-1.5-0j',
]
const number = fc.oneof(
  fc.constantFrom(
    ...numbers,
    '123456789012345678901234567890',
    '9007199254740993',
    '9007199254740992.0',
    '4.9e-324',
    '2.2250738585072011e-308',
  ),
  fc.integer().map(String),
  fc.double({ noNaN: true, noDefaultInfinity: true }).map(String),
  fc.integer({ max: -1 }).map(String),
)
const escapes = ['\\n', '\\t', '\\\\', "\\'", '\\"', '\\x41', '\\xe9', '\\7', '\\101', '\\777', '\\q', '\\\n', '\\8']
const rareEscapes = ['\\u20ac', '\\ud800', '\\U0001F600', '\\U00110000', '\\N', '\\x4', '\\u12']
const piece = fc.oneof(
  { weight: 16, arbitrary: fc.constantFrom(...'abc xyz_#{}[],:') },
  { weight: 4, arbitrary: fc.constantFrom(...escapes) },
  { weight: 1, arbitrary: fc.constantFrom(...rareEscapes) },
  { weight: 1, arbitrary: fc.constantFrom('é', '€', '😀', '\u00a0', '"', "'", '\n', '\r\n', '\t', '\f', '\u0001', '""', "''") },
)
const oneString = fc
  .tuple(
    fc.oneof(
      { weight: 6, arbitrary: fc.constant('') },
      fc.constantFrom('r', 'R', 'b', 'B', 'u', 'U', 'rb', 'bR', 'Br', 'RB', 'ur', 'f', 'bu'),
    ),
    fc.constantFrom("'", '"', "'''", '"""'),
    fc.array(piece, { maxLength: 6 }),
  )
  .map(([prefix, quote, pieces]) => `${prefix}${quote}${pieces.join('')}${quote}`)
const strings = fc.oneof(
  { weight: 3, arbitrary: oneString },
  { weight: 1, arbitrary: fc.array(oneString, { minLength: 2, maxLength: 3 }).map((parts) => parts.join(' ')) },
)
const atoms = fc.constantFrom('None', 'True', 'False', '...', 'set()', '()', '[]', '{}', '(set)()', 'set( )')
const word = fc.oneof({ weight: 9, arbitrary: atoms }, fc.constantFrom('Ellipsis', 'nan', 'x', 'set', 'set(1)'))
const comma = fc.constantFrom(',', ', ', ' ,', ',\n', ',\r\n\t', ', # c\n', ',\\\n', ',\f')
const colon = fc.constantFrom(':', ': ', ' :\n')

const nested = fc.letrec<{ value: string; key: string }>((tie) => ({
  key: fc.oneof(
    { weight: 3, arbitrary: strings },
    { weight: 2, arbitrary: number },
    { weight: 1, arbitrary: word },
    { weight: 1, arbitrary: tie('value') },
  ),
  value: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    strings,
    number,
    word,
    fc
      .tuple(fc.constantFrom('[]', '()', '{}'), fc.array(tie('value'), { maxLength: 4 }), comma, fc.boolean())
      .map(([brackets, items, separator, isLong]) => {
        return `${brackets[0]}${items.join(separator)}${isLong ? separator : ''}${brackets[1]}`
      }),
    fc.tuple(fc.array(fc.tuple(tie('key'), tie('value')), { maxLength: 4 }), comma, colon).map(([entries, separator, between]) => {
      return `{${entries.map(([key, value]) => `${key}${between}${value}`).join(separator)}}`
    }),
    fc
      .tuple(fc.constantFrom('(', '( ', '(\n', '-(', '+', '-'), tie('value'))
      .map(([open, value]) => `${open}${value}${open.includes('(') ? ')' : ''}`),
  ),
})).value

const before = fc.constantFrom('', '', '', ' ', '\t', '\n', '# c\n', '\n\n', '\\\n', '\f', '\n ', '  # c\r\n', '\n\\\n')
const after = fc.constantFrom(
  '',
  '',
  '',
  '\n',
  ' ',
  ' # c',
  '\n\n',
  '\n# c\n',
  '\n ',
  ',',
  '\r\n',
  '\\\n',
  '\n  # c',
  '\n\f',
  ' \\\n\n',
  '\r',
  '\n\t\n',
)
const literal = fc.tuple(before, nested, after).map((parts) => parts.join(''))

const nasty = fc.constantFrom(
  ...'()[]{},:+-.\'"\\#_ \t\n\r\f\v\0=*;!@$?`~é€0189aebrufjxNUT',
  '\u00a0',
  '\ufeff',
  '\u2028',
  '...',
  'set',
  'None',
  "'''",
  '"""',
  ' if ',
  '**',
)
const edited = fc
  .tuple(literal, fc.array(fc.tuple(fc.nat(), fc.constantFrom(0, 1, 1, 2), nasty), { minLength: 1, maxLength: 2 }))
  .map(([source, edits]) => edits.reduce((text, [at, removed, added]) => editAt(text, at % (text.length + 1), removed, added), source))

/** Removes up to two characters, and puts something in unless exactly one was removed at an even place. */
function editAt(text: string, at: number, removed: number, added: string): string {
  return text.slice(0, at) + (removed === 1 && at % 2 === 0 ? '' : added) + text.slice(at + removed)
}

const almostNumber = fc.string({ unit: fc.constantFrom(...'00112789_.eEjJxXoObBaf+-'), minLength: 1, maxLength: 7 })

/** Short sources of a few characters: every rule of the tokenizer is near. */
const corner = fc.oneof(
  fc.string({ unit: nasty, maxLength: 6 }),
  almostNumber,
  fc.tuple(before, fc.oneof(number, strings, word), after).map((parts) => parts.join('')),
  fc
    .array(fc.oneof(number, strings, word, fc.constantFrom('+', '-', ',', ':', '(', ')', '[', ']', '{', '}', ' ', '\n', '\\\n', '#')), {
      maxLength: 6,
    })
    .map((parts) => parts.join('')),
)
