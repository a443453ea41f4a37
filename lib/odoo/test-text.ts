/** How much is kept of what an Odoo process prints, so that no log can fill the memory. */
export const most = { head: 100, tail: 100, lineLength: 1_000, messageLength: 2_000 }

/** A text of any number of lines of which the first and the last are kept. */
export interface CutText {
  add(line: string): void
  /** What was kept, with a line that counts what was left out. */
  lines(): string[]
}

/** Keeps 100 lines at each end, each of 1,000 characters at most. */
export function openCutText(): CutText {
  const head: string[] = []
  const tail: string[] = []
  let added = 0
  return {
    add(line) {
      const kept = own(line, most.lineLength)
      if (added < most.head) head.push(kept)
      else tail[(added - most.head) % most.tail] = kept
      added += 1
    },
    lines() {
      const beyond = added - most.head - most.tail
      if (beyond <= 0) return [...head, ...tail]
      const first = beyond % most.tail
      return [...head, `… ${beyond} ${beyond === 1 ? 'line' : 'lines'} left out …`, ...tail.slice(first), ...tail.slice(0, first)]
    },
  }
}

/** A copy of the beginning: a mere slice would keep the whole line in memory for as long as its slice lives. */
export function own(text: string, length: number): string {
  return text.length > length ? `${` ${text.slice(0, length - 1)}`.slice(1)}…` : ` ${text}`.slice(1)
}

const traceback = /^_?Traceback_? \(most recent call last\):/
const continued = /^(?:View error context:|It can be installed running:)/

/**
 * The exception that a traceback ends with, in one line: of `AssertionError: 1 != 2` and its like the first line, of Odoo's own
 * long ones (a view that does not fit, a module that is not there) what they say up to the context that they dump. Null when
 * there is no text.
 */
export function exceptionOf(lines: readonly string[]): string | null {
  const start = lines.findLastIndex((line) => traceback.test(line))
  const after = lines.slice(start + 1)
  const first = after.findIndex((line) => /^\S/.test(line))
  if (first === -1) return null
  const text = after.slice(first).map((line) => line.trim())
  if (!/^odoo\.\S+:/.test(text[0] ?? '')) return text[0] ?? null
  const end = text.findIndex((line) => continued.test(line))
  const said = text.slice(0, end === -1 ? text.length : end).filter((line) => line !== '')
  return own(said.join(' '), most.messageLength)
}

/** Whether these lines hold a traceback that is not that of an attempt which is made again. */
export function hasTraceback(lines: readonly string[]): boolean {
  return lines.some((line) => line.startsWith('Traceback (most recent call last):') || line.startsWith('Fatal Python error:'))
}

/** What a process said last: the exception of a traceback, the cause of a crash of Python itself, else its last line. */
export function lastWords(lines: readonly string[]): string | null {
  const crash = lines.findLast((line) => line.startsWith('Fatal Python error:'))
  if (crash !== undefined || !hasTraceback(lines)) return crash ?? lines.findLast((line) => line.trim() !== '')?.trim() ?? null
  return exceptionOf(lines)
}

const frame = /^\s{1,20}File "(?<path>[^"]{1,900})", line (?<line>\d{1,9})/

/** The frames of all tracebacks in these lines, in their order: the innermost last. */
export function framesIn(lines: readonly string[]): { path: string; line: number }[] {
  return lines.flatMap((text) => {
    const { path, line } = frame.exec(text)?.groups ?? {}
    return path === undefined ? [] : [{ path, line: Number(line) }]
  })
}
