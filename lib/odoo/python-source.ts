import type { Place } from './python-value.ts'

/** Why a text is no Python literal: a sentence and its place, counted from 1. */
export interface PythonProblem extends Place {
  message: string
}

/** Longest source that is read: Python itself has no such limit. In bytes, or in UTF-16 units of a string. */
const longestSource = 1024 * 1024

/**
 * The text of a Python source, its line ends all `\n`. Bytes are decoded as PEP 263 has it: a byte order mark, or a comment
 * such as `coding: latin-1` in the first two lines, else UTF-8. A string is text already, where such a comment means nothing.
 */
export function readSource(source: string | Uint8Array): { text: string } | { problem: PythonProblem } {
  const size = source.length
  if (size > longestSource) return refused(`The source has ${size} bytes, and ${longestSource} is the most that is read.`)
  const decoded = typeof source === 'string' ? { text: source } : decode(source)
  if ('problem' in decoded) return decoded
  const text = decoded.text.replace(/\r\n?/g, '\n')
  const nul = text.indexOf('\0')
  if (nul >= 0) return refused('Here is a NUL byte, which no Python source may contain.', text.slice(0, nul))
  if (!text.isWellFormed())
    return refused('Here is half of a surrogate pair, which is no text.', text.slice(0, text.search(/\p{Surrogate}/u)))
  return { text }
}

/** True for bytes that begin with the byte order mark of UTF-8. */
export function hasByteOrderMark(bytes: Uint8Array): boolean {
  return bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf
}

/** The place of the first byte that is not UTF-8, and null when all are. */
export function firstNotUtf8(bytes: Uint8Array): (Place & { byte: number }) | null {
  if (inUtf8(bytes) !== null) return null
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })
  let before = ''
  let lead = 0
  for (const index of bytes.keys()) {
    try {
      const char = decoder.decode(bytes.subarray(index, index + 1), { stream: true })
      before += char
      if (char !== '') lead = index + 1
    } catch {
      break
    }
  }
  return { ...endOf(before), byte: bytes[lead] ?? 0 }
}

type Encoding = 'utf-8' | 'iso-8859-1' | 'windows-1252' | 'ascii'
const aliases = new Map<string, Encoding>([
  ...every('utf-8', 'utf-8 utf8 u8 utf cp65001'),
  ...every('iso-8859-1', 'iso-8859-1 iso8859-1 iso8859 8859 latin-1 latin1 latin l1 cp819'),
  ...every('windows-1252', 'windows-1252 cp1252 1252'),
  ...every('ascii', 'ascii us-ascii 646'),
])

function every(encoding: Encoding, names: string): [string, Encoding][] {
  return names.split(' ').map((name) => [name, encoding])
}

/** Bytes that Windows-1252 leaves open: Python refuses them, where the web's decoder does not. */
const open1252 = new Set([0x81, 0x8d, 0x8f, 0x90, 0x9d])

function decode(bytes: Uint8Array): { text: string } | { problem: PythonProblem } {
  const hasMark = hasByteOrderMark(bytes)
  const rest = hasMark ? bytes.subarray(3) : bytes
  const named = codingIn(rest)
  if (named && hasMark && named.name !== 'utf-8')
    return refused(`The file begins with the byte order mark of UTF-8, and says that its coding is ${named.said}.`, named.before)
  const encoding = named ? aliases.get(named.name) : 'utf-8'
  if (encoding === undefined)
    return refused(`The coding ${named?.said} is not known here: utf-8, latin-1, cp1252 and ascii are.`, named?.before)
  if (encoding === 'utf-8') return fromUtf8(rest)
  const isNone = (byte: number) => (encoding === 'ascii' ? byte > 127 : encoding === 'windows-1252' && open1252.has(byte))
  const wrong = rest.findIndex(isNone)
  if (wrong >= 0) return refused(`The byte ${hex(rest[wrong])} is no character of ${named?.said}.`, latin1(rest.subarray(0, wrong)))
  return { text: encoding === 'windows-1252' ? new TextDecoder('windows-1252').decode(rest) : latin1(rest) }
}

function fromUtf8(bytes: Uint8Array): { text: string } | { problem: PythonProblem } {
  const text = inUtf8(bytes)
  if (text !== null) return { text }
  const place = firstNotUtf8(bytes)
  const message = `The byte ${hex(place?.byte)} is no UTF-8. A file in another coding says so in its first line: # coding: latin-1`
  return { problem: { message, line: place?.line ?? 1, column: place?.column ?? 1 } }
}

const utf8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true })

function inUtf8(bytes: Uint8Array): string | null {
  try {
    return utf8.decode(bytes)
  } catch {
    return null
  }
}

/** The coding that a comment names, with the text before the line: in the first line, or in the second after a comment or nothing. */
function codingIn(bytes: Uint8Array): { name: string; said: string; before: string } | null {
  const [first = '', second = ''] = latin1(bytes.subarray(0, headOf(bytes))).split(/\r\n?|\n/, 2)
  const lines = /^[ \t\f]*(?:#|$)/.test(first) ? [first, second] : [first]
  for (const [index, line] of lines.entries()) {
    const said = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/.exec(line)?.[1]
    if (said !== undefined) return { name: normal(said), said, before: index === 0 ? '' : `${first}\n` }
  }
  return null
}

/** Where the second line ends, or 4 KiB: what comes after is not asked for a coding. */
function headOf(bytes: Uint8Array): number {
  const second = bytes.indexOf(10, bytes.indexOf(10) + 1)
  return second < 0 ? 4096 : Math.min(second + 1, 4096)
}

/** As Python's tokenizer: case, `_`, and what follows `utf-8-` or `latin-1-` do not matter. */
function normal(said: string): string {
  const name = said.toLowerCase().replaceAll('_', '-')
  if (/^utf-8(?:-|$)/.test(name.slice(0, 12))) return 'utf-8'
  return /^(?:latin-1|iso-8859-1|iso-latin-1)(?:-|$)/.test(name.slice(0, 12)) ? 'iso-8859-1' : name
}

function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('latin1')
}

function hex(byte = 0): string {
  return `0x${byte.toString(16).padStart(2, '0')}`
}

function endOf(before: string): Place {
  const lines = before.split(/\r\n?|\n/)
  return { line: lines.length, column: (lines.at(-1)?.length ?? 0) + 1 }
}

function refused(message: string, before = ''): { problem: PythonProblem } {
  return { problem: { message, ...endOf(before) } }
}
