import { Lexer, type Mark, type Token } from './python-lexer.ts'
import { PythonRefusal } from './python-refusal.ts'
import { type DictEntry, keyOf, type Place, type PythonValue } from './python-value.ts'

/** A value with what may still be done to it: a number takes a sign, a signed one an imaginary number, and `set` needs its brackets. */
interface Part {
  value: PythonValue
  form: 'number' | 'signed' | 'set' | 'other'
  start: number
}

const constants = new Map<string, PythonValue>([
  ['None', { type: 'none' }],
  ['True', { type: 'bool', value: true }],
  ['False', { type: 'bool', value: false }],
])

/** Reads one literal. The lexer's limit on brackets is the limit of the recursion. */
export class Parser {
  readonly #lexer: Lexer
  readonly #placeOf: (offset: number) => Place
  #token: Token

  constructor(text: string, placeOf: (offset: number) => Place) {
    this.#lexer = new Lexer(text)
    this.#placeOf = placeOf
    this.#token = this.#lexer.next()
  }

  /** One value, or several with commas between them, which are a tuple; then nothing more. Throws a refusal. */
  literal(): PythonValue {
    if (this.#token.kind === 'end') throw new PythonRefusal('There is no value here: only blanks and comments.', this.#token.start)
    const first = this.#value()
    const value = this.#is(',') ? sequence('tuple', [first, ...this.#more(null)]) : first
    const last = this.#token.kind === 'newline' ? this.#advance() : this.#token
    if (last.kind !== 'end') throw this.#unexpected('the end')
    return value
  }

  #value(): PythonValue {
    const { value, form, start } = this.#element()
    if (form === 'set') throw notLiteral('set', start)
    return value
  }

  /** An atom, a number with its sign, or `1+2j`. */
  #element(): Part {
    const left = this.#signed()
    const sign = this.#sign()
    return sign ? this.#sum(left, sign) : left
  }

  #signed(): Part {
    const { start } = this.#token
    const sign = this.#sign()
    if (!sign) return this.#atom()
    const { value, form } = this.#atom()
    if (form !== 'number') throw new PythonRefusal(`The sign ${sign} stands before a number only.`, start)
    return { value: sign === '-' ? negative(value) : value, form: 'signed', start }
  }

  /** A real number and an imaginary one are a complex number. Nothing else is computed. */
  #sum(left: Part, sign: '+' | '-'): Part {
    const right = this.#atom()
    const real = left.form === 'number' || left.form === 'signed' ? realOf(left.value) : null
    if (real === null || right.form !== 'number' || right.value.type !== 'complex')
      throw new PythonRefusal('A literal computes nothing: only a real and an imaginary number go together.', left.start)
    if (left.value.type === 'int' && !Number.isFinite(real))
      throw new PythonRefusal('The number is too large to be part of a complex one.', left.start)
    // As Python adds them up, each with a zero for its other part: it decides the sign of a zero.
    const { imaginary } = right.value
    const sum = sign === '+' ? { real: real + 0, imaginary: 0 + imaginary } : { real: real - 0, imaginary: 0 - imaginary }
    return { value: { type: 'complex', ...sum }, form: 'other', start: left.start }
  }

  #sign(): '+' | '-' | null {
    if (this.#takes('+')) return '+'
    return this.#takes('-') ? '-' : null
  }

  #atom(): Part {
    const part = this.#bareAtom()
    if (part.form !== 'set' || !this.#takes('(')) return part
    if (!this.#takes(')')) throw notLiteral('set', part.start)
    return { value: sequence('set', []), form: 'other', start: part.start }
  }

  #bareAtom(): Part {
    const token = this.#token
    const { start } = token
    if (token.kind === 'string') return { value: this.#strings(), form: 'other', start }
    if (token.kind === 'newline' || token.kind === 'end') throw this.#unexpected('a value')
    if (token.kind === 'mark') return this.#markAtom(token.mark, start)
    this.#advance()
    if (token.kind === 'number') return { value: token.value, form: 'number', start }
    const value = constants.get(token.text)
    if (value === undefined && token.text !== 'set') throw notLiteral(token.text, start)
    return value ? { value, form: 'other', start } : { value: sequence('set', []), form: 'set', start }
  }

  #markAtom(mark: Mark, start: number): Part {
    if (!(mark === '(' || mark === '[' || mark === '{' || mark === '...')) throw this.#unexpected('a value')
    this.#advance()
    if (mark === '(') return this.#group(start)
    if (mark === '...') return { value: { type: 'ellipsis' }, form: 'other', start }
    if (mark === '{') return { value: this.#braces(), form: 'other', start }
    const items = this.#takes(']') ? [] : [this.#value(), ...this.#more(']')]
    return { value: sequence('list', items), form: 'other', start }
  }

  /** Brackets around one value change nothing: it keeps its form. */
  #group(start: number): Part {
    if (this.#takes(')')) return { value: sequence('tuple', []), form: 'other', start }
    const first = this.#element()
    if (this.#takes(')')) return { ...first, start }
    if (first.form === 'set') throw notLiteral('set', first.start)
    return { value: sequence('tuple', [first.value, ...this.#more(')')]), form: 'other', start }
  }

  /** The values behind the first one, each with a comma before it, to the closing bracket; a comma may be the last. */
  #more(close: Mark | null): PythonValue[] {
    const items: PythonValue[] = []
    while (!this.#ends(close)) {
      if (!this.#takes(',')) throw this.#unexpected(close === null ? 'a comma or the end' : `a comma or ${close}`)
      if (this.#ends(close)) break
      items.push(this.#value())
    }
    return items
  }

  /** Strings in a row are one: `'a' "b"`. */
  #strings(): PythonValue {
    const texts: string[] = []
    const bytes: number[] = []
    let hasText = false
    let hasBytes = false
    for (let token = this.#token; token.kind === 'string'; token = this.#advance()) {
      if (token.value.type === 'str') hasText = true
      else hasBytes = true
      if (hasText && hasBytes) throw new PythonRefusal('Text and bytes cannot be put together.', token.start)
      if (token.value.type === 'str') texts.push(token.value.value)
      else for (const byte of token.value.value) bytes.push(byte)
    }
    return hasText ? { type: 'str', value: texts.join('') } : { type: 'bytes', value: Uint8Array.from(bytes) }
  }

  #braces(): PythonValue {
    if (this.#takes('}')) return { type: 'dict', entries: [] }
    const { start } = this.#token
    const first = this.#value()
    if (this.#takes(':')) return this.#dict(first, start)
    const items = new Map<string, PythonValue>()
    for (const item of [first, ...this.#more('}')]) {
      const key = hashed(item, start)
      if (!items.has(key)) items.set(key, item)
    }
    return sequence('set', [...items.values()])
  }

  /** From behind the first colon. As in Python the first of equal keys stays, with the last one's value. */
  #dict(firstKey: PythonValue, firstStart: number): PythonValue {
    const entries = new Map<string, DictEntry>()
    for (let [key, start] = [firstKey, firstStart]; ; ) {
      const hash = hashed(key, start)
      const earlier = entries.get(hash)
      entries.set(hash, { key: earlier?.key ?? key, value: this.#value(), place: this.#placeOf(start), repeats: earlier !== undefined })
      if (this.#takes('}')) break
      if (!this.#takes(',')) throw this.#unexpected('a comma or }')
      if (this.#takes('}')) break
      start = this.#token.start
      key = this.#value()
      if (!this.#takes(':')) throw this.#unexpected('a colon')
    }
    return { type: 'dict', entries: [...entries.values()] }
  }

  #advance(): Token {
    this.#token = this.#lexer.next()
    return this.#token
  }

  #is(mark: Mark): boolean {
    return this.#token.kind === 'mark' && this.#token.mark === mark
  }

  #takes(mark: Mark): boolean {
    const isHere = this.#is(mark)
    if (isHere) this.#advance()
    return isHere
  }

  /** Null stands for the literal's own end. */
  #ends(close: Mark | null): boolean {
    return close === null ? this.#token.kind === 'newline' || this.#token.kind === 'end' : this.#takes(close)
  }

  #unexpected(wanted: string): PythonRefusal {
    return new PythonRefusal(`Here is ${nameOf(this.#token)}, where ${wanted} should be.`, this.#token.start)
  }
}

function nameOf(token: Token): string {
  if (token.kind === 'mark') return token.mark
  if (token.kind === 'name') return token.text.length > 40 ? 'a name' : token.text
  return { number: 'a number', string: 'a string', newline: "the line's end", end: 'the end' }[token.kind]
}

function sequence(type: 'list' | 'tuple' | 'set', items: PythonValue[]): PythonValue {
  return { type, items }
}

function notLiteral(name: string, at: number): PythonRefusal {
  const hint = name === 'set' ? 'set() is the only call that is one' : 'only None, True and False are'
  return new PythonRefusal(`The name ${name.slice(0, 40)} is not a literal: ${hint}.`, at)
}

function hashed(value: PythonValue, at: number): string {
  const key = keyOf(value)
  if (key === null) throw new PythonRefusal('A list, dict or set is not in a set, and no key of a dict.', at)
  return key
}

function negative(value: PythonValue): PythonValue {
  if (value.type === 'int') return { type: 'int', value: -value.value }
  if (value.type === 'float') return { type: 'float', value: -value.value }
  return value.type === 'complex' ? { type: 'complex', real: -value.real, imaginary: -value.imaginary } : value
}

function realOf(value: PythonValue): number | null {
  return value.type === 'int' || value.type === 'float' ? Number(value.value) : null
}
