import { escapes, lastWritten } from '../../lib/core/log-text.ts'

/** The eight colours that a log may ask for; each is a token that is legible on the log's ground. */
export type AnsiColour = 'text' | 'fail' | 'ok' | 'warn' | 'running' | 'rolled' | 'staging' | 'muted'

export interface AnsiStyle {
  colour: AnsiColour | null
  ground: AnsiColour | null
  bold: boolean
  dim: boolean
  italic: boolean
  underline: boolean
  inverse: boolean
}

export interface Segment {
  text: string
  style: AnsiStyle
}

export const plainStyle: AnsiStyle = {
  colour: null,
  ground: null,
  bold: false,
  dim: false,
  italic: false,
  underline: false,
  inverse: false,
}

const colours: readonly AnsiColour[] = ['text', 'fail', 'ok', 'warn', 'running', 'rolled', 'staging', 'muted']

/** Text with what SGR asks for and nothing else: every other escape and control character is dropped. `\r` keeps what was written last. */
export function parseAnsi(line: string): Segment[] {
  const text = lastWritten(line)
  const segments: Segment[] = []
  let style = plainStyle
  let from = 0
  for (const match of text.matchAll(escapes)) {
    push(segments, text.slice(from, match.index), style)
    from = match.index + match[0].length
    if (match[2] === 'm') style = afterSgr(style, match[1] ?? '')
  }
  push(segments, text.slice(from), style)
  return segments
}

function push(segments: Segment[], text: string, style: AnsiStyle): void {
  if (text !== '') segments.push({ text, style })
}

function afterSgr(before: AnsiStyle, parameters: string): AnsiStyle {
  const codes = parameters.split(/[;:]/).map(Number)
  let style = before
  for (let index = 0; index < codes.length; index += 1) {
    const code = codes[index] ?? 0
    if (code === 38 || code === 48) {
      const { colour, used } = extendedColour(codes.slice(index + 1))
      style = code === 38 ? { ...style, colour } : { ...style, ground: colour }
      index += used
    } else style = afterCode(style, code)
  }
  return style
}

function afterCode(style: AnsiStyle, code: number): AnsiStyle {
  if (code === 0) return plainStyle
  if (code === 1) return { ...style, bold: true }
  if (code === 2) return { ...style, dim: true }
  if (code === 3) return { ...style, italic: true }
  if (code === 4) return { ...style, underline: true }
  if (code === 7) return { ...style, inverse: true }
  if (code === 22) return { ...style, bold: false, dim: false }
  if (code === 23) return { ...style, italic: false }
  if (code === 24) return { ...style, underline: false }
  if (code === 27) return { ...style, inverse: false }
  if (code === 39) return { ...style, colour: null }
  if (code === 49) return { ...style, ground: null }
  const base = [30, 90, 40, 100].find((start) => code >= start && code < start + 8)
  if (base === undefined) return style
  const colour = colours[code - base] ?? null
  return base === 30 || base === 90 ? { ...style, colour } : { ...style, ground: colour }
}

/** 256 colours and true colour are brought to the nearest of the eight, so that every one is legible in both themes. */
function extendedColour([kind, ...rest]: number[]): { colour: AnsiColour | null; used: number } {
  if (kind === 2) return { colour: nearest(rest[0] ?? 0, rest[1] ?? 0, rest[2] ?? 0), used: 4 }
  if (kind !== 5) return { colour: null, used: 0 }
  const index = rest[0] ?? 0
  if (index < 16) return { colour: colours[index % 8] ?? null, used: 2 }
  if (index >= 232) return { colour: index < 244 ? 'muted' : 'text', used: 2 }
  const cube = index - 16
  const level = (step: number) => Math.floor(cube / step) % 6
  return { colour: nearest(level(36) * 51, level(6) * 51, level(1) * 51), used: 2 }
}

function nearest(red: number, green: number, blue: number): AnsiColour {
  const most = Math.max(red, green, blue)
  if (most - Math.min(red, green, blue) < 40) return most < 120 ? 'muted' : 'text'
  const strong = (channel: number) => (channel > most * 0.6 ? 1 : 0)
  return colours[strong(red) + strong(green) * 2 + strong(blue) * 4] ?? 'text'
}
