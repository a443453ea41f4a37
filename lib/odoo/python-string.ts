import { PythonRefusal } from './python-refusal.ts'
import type { PythonValue } from './python-value.ts'

/** One string of the source, as it stands between its quotes. */
export type StringValue = Extract<PythonValue, { type: 'str' | 'bytes' }>

const prefixes = new Set(['', 'r', 'u', 'b', 'f', 'br', 'rb', 'fr', 'rf'])

/** True for what may stand before a quote: r, b, u, f and their pairs, in any case. */
export function isPrefix(word: string): boolean {
  return prefixes.has(word.toLowerCase())
}

/** Reads the string whose prefix begins at `start` and whose first quote stands at `quote`. */
export function readString(text: string, start: number, quote: number): { value: StringValue; end: number } {
  const prefix = text.slice(start, quote).toLowerCase()
  if (prefix.includes('f')) throw new PythonRefusal('An f-string is computed, and no literal.', start)
  const { from, to, end } = extent(text, start, quote)
  const body = text.slice(from, to)
  const isBytes = prefix.includes('b')
  const beyond = isBytes ? body.search(/[^\0-\x7f]/) : -1
  if (beyond >= 0) throw new PythonRefusal('Bytes are written in ASCII: other characters need an escape such as \\xe9.', from + beyond)
  const meant = prefix.includes('r') ? body : unescaped(body, from, isBytes)
  if (!isBytes) return { value: { type: 'str', value: meant }, end }
  // Of an escape such as \\777 the lower byte is kept, as in Python.
  return { value: { type: 'bytes', value: Uint8Array.from(meant, (char) => char.charCodeAt(0)) }, end }
}

/** Where the content begins and ends, and where the text goes on behind the closing quotes. A backslash hides what follows it. */
function extent(text: string, start: number, quote: number): { from: number; to: number; end: number } {
  const mark = text.charAt(quote)
  const isTriple = text.startsWith(mark.repeat(3), quote)
  const closing = isTriple ? mark.repeat(3) : mark
  const from = quote + closing.length
  for (let at = from; at < text.length; at += text[at] === '\\' ? 2 : 1) {
    if (text.startsWith(closing, at)) return { from, to: at, end: at + closing.length }
    if (!isTriple && text[at] === '\n') break
  }
  throw new PythonRefusal(`The string that begins here is not closed: ${closing} is missing.`, start)
}

const simple: Record<string, string> = {
  '\n': '',
  '\\': '\\',
  "'": "'",
  '"': '"',
  a: '\x07',
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  v: '\v',
}
const hexDigits: Record<string, number> = { x: 2, u: 4, U: 8 }

/** The content with its escapes resolved; one character for each byte where it is for bytes. `offset` is where it stands in the source. */
function unescaped(body: string, offset: number, isBytes: boolean): string {
  const parts: string[] = []
  let at = 0
  for (let slash = body.indexOf('\\'); slash >= 0; slash = body.indexOf('\\', at)) {
    const { meant, length } = readEscape(body, slash, offset, isBytes)
    parts.push(body.slice(at, slash), meant)
    at = slash + length
  }
  parts.push(body.slice(at))
  return parts.join('')
}

/** What the escape at `slash` means, and its length with the backslash. An unknown one is left as it stands. */
function readEscape(body: string, slash: number, offset: number, isBytes: boolean): { meant: string; length: number } {
  const letter = body.charAt(slash + 1)
  const known = simple[letter]
  if (known !== undefined) return { meant: known, length: 2 }
  const octal = /^[0-7]{1,3}/.exec(body.slice(slash + 1, slash + 4))?.[0]
  if (octal !== undefined) return { meant: String.fromCharCode(Number.parseInt(octal, 8)), length: octal.length + 1 }
  if (letter === 'N' && !isBytes)
    throw new PythonRefusal('Names of characters are not known here: write \\N{...} as the character, or with \\u.', offset + slash)
  const digits = letter === 'x' || !isBytes ? hexDigits[letter] : undefined
  if (digits === undefined) return { meant: `\\${letter}`, length: 2 }
  const hex = /^[\da-f]*/i.exec(body.slice(slash + 2, slash + 2 + digits))?.[0] ?? ''
  if (hex.length < digits) throw new PythonRefusal(`The escape \\${letter} needs ${digits} hexadecimal digits.`, offset + slash)
  const code = Number.parseInt(hex, 16)
  if (code > 0x10ffff) throw new PythonRefusal(`The escape \\${letter}${hex} is beyond the last character, \\U0010ffff.`, offset + slash)
  return { meant: String.fromCodePoint(code), length: digits + 2 }
}
