import { stripVTControlCharacters } from 'node:util'

const controls = /(?![\n\t])\p{Cc}/gu

/** A text without colours and control characters, but with its line ends and tabs. */
export function plain(text: string): string {
  // Reports write the escape character, which XML cannot hold, as #x1B.
  return stripVTControlCharacters(text.replaceAll('#x1B[', '\u001b[')).replace(controls, '').toWellFormed()
}

/** A text on one line, at most `longest` characters. */
export function oneLine(text: string, longest: number): string {
  const line = plain(text).replace(/\s+/g, ' ').trim()
  return line.length > longest ? `${line.slice(0, longest - 1)}…` : line
}

/** The head and the tail of a text that is larger than `bytes` in UTF-8, with what is left out said between them. */
export function headAndTail(text: string, bytes: number): string {
  const whole = Buffer.from(text)
  if (whole.length <= bytes) return text
  const half = Math.floor((bytes - 60) / 2)
  const head = whole
    .subarray(0, half)
    .toString()
    .replace(/\uFFFD+$/, '')
  const tail = whole
    .subarray(-half)
    .toString()
    .replace(/^\uFFFD+/, '')
  return `${head}\n… ${whole.length - 2 * half} bytes left out …\n${tail}`
}
