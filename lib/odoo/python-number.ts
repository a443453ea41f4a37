import { PythonRefusal } from './python-refusal.ts'
import type { PythonValue } from './python-value.ts'

/** A number without its sign. */
export type NumberValue = Extract<PythonValue, { type: 'int' | 'float' | 'complex' }>

/** Python's own limit: a longer decimal number takes time that grows with the square of its length. */
const mostDigits = 4300

const radixes: Record<string, { isDigit: (char: string) => boolean; name: string }> = {
  x: { isDigit: (char) => /^[\da-f]$/i.test(char), name: 'hexadecimal' },
  o: { isDigit: (char) => char >= '0' && char <= '7', name: 'octal' },
  b: { isDigit: (char) => char === '0' || char === '1', name: 'binary' },
}

/** True for 0 to 9, and nothing else: false for the end of the text. */
export function isDigit(char: string | undefined): boolean {
  return char !== undefined && char >= '0' && char <= '9'
}

/** Reads the number that begins at `start`, where a digit stands, or a point and a digit. */
export function readNumber(text: string, start: number): { value: NumberValue; end: number } {
  const radix = text[start] === '0' ? radixes[text[start + 1]?.toLowerCase() ?? ''] : undefined
  const number = radix ? radixNumber(text, start, radix) : decimalNumber(text, start)
  if (/^\w/.test(text[number.end] ?? '')) throw new PythonRefusal(`${around(text, start)} is not a number.`, start)
  return number
}

function radixNumber(text: string, start: number, { isDigit, name }: { isDigit: (char: string) => boolean; name: string }) {
  const end = afterDigits(text, start + 2, isDigit)
  if (end === start + 2) throw new PythonRefusal(`${around(text, start)} has no ${name} digit.`, start)
  return { value: { type: 'int' as const, value: BigInt(text.slice(start, end).replaceAll('_', '')) }, end }
}

function decimalNumber(text: string, start: number): { value: NumberValue; end: number } {
  const whole = afterDigits(text, start, isDigit)
  const end = afterExponent(text, afterFraction(text, whole))
  const digits = text.slice(start, end).replaceAll('_', '')
  if (/^j$/i.test(text[end] ?? '')) return { value: { type: 'complex', real: 0, imaginary: Number(digits) }, end: end + 1 }
  if (end > whole) return { value: { type: 'float', value: Number(digits) }, end }
  const isZero = /^0+$/.test(digits)
  if (digits.startsWith('0') && !isZero)
    throw new PythonRefusal(`${around(text, start)} begins with a zero: octal numbers are written 0o17.`, start)
  if (digits.length > mostDigits && !isZero)
    throw new PythonRefusal(`The number has ${digits.length} digits, and Python reads ${mostDigits} at most.`, start)
  return { value: { type: 'int', value: BigInt(digits) }, end }
}

/** Digits with single underscores between them, or before the first one. */
function afterDigits(text: string, start: number, isDigit: (char: string) => boolean): number {
  let at = start
  for (;;) {
    const next = text[at] === '_' && at > 0 ? at + 1 : at
    if (!isDigit(text[next] ?? '')) return at
    at = next + 1
  }
}

function afterFraction(text: string, at: number): number {
  if (text[at] !== '.') return at
  return isDigit(text[at + 1]) ? afterDigits(text, at + 1, isDigit) : at + 1
}

function afterExponent(text: string, at: number): number {
  if (!/^e$/i.test(text[at] ?? '')) return at
  const first = /^[+-]$/.test(text[at + 1] ?? '') ? at + 2 : at + 1
  return isDigit(text[first]) ? afterDigits(text, first, isDigit) : at
}

/** The word at an offset, for a message. */
function around(text: string, start: number): string {
  return /^[\w.]*/.exec(text.slice(start, start + 30))?.[0] ?? ''
}
