import { stripVTControlCharacters } from 'node:util'

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour
const sgr = /(\u001b\[[\d;:]*m)/
// biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
const controls = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f]/g

/** Colours of the sixteen that a terminal has; removed again where colours are not wanted. */
export const paint = {
  bold: (text: string) => `\u001b[1m${text}\u001b[22m`,
  dim: (text: string) => `\u001b[2m${text}\u001b[22m`,
  red: (text: string) => `\u001b[31m${text}\u001b[39m`,
  green: (text: string) => `\u001b[32m${text}\u001b[39m`,
  yellow: (text: string) => `\u001b[33m${text}\u001b[39m`,
  cyan: (text: string) => `\u001b[36m${text}\u001b[39m`,
} as const

/** A line as a terminal may safely show it: of what tested code wrote, colours stay (if wanted) and nothing else that a terminal acts on. */
export function safeLine(line: string, isColoured: boolean): string {
  const parts = lastWritten(line).split(sgr)
  const kept = parts.map((part, index) => (index % 2 === 1 ? (isColoured ? part : '') : withoutControls(part))).join('')
  return isColoured && parts.length > 1 ? `${kept}\u001b[0m` : kept
}

function withoutControls(text: string): string {
  return stripVTControlCharacters(text).replaceAll(controls, '')
}

/** A carriage return overwrites what stood in the line. */
function lastWritten(line: string): string {
  return line.includes('\r') ? (line.split('\r').findLast((part) => part !== '') ?? '') : line
}
