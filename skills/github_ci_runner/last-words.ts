import { oneLine } from './text.ts'

const keptLines = 40
const longestLine = 300
/** What pytest prints when it ends before its last test: `!!!!!! Interrupted: 1 error during collection !!!!!!`. */
const stopLine = /^!{3,} (.+?) !{3,}$/
const frame = /^[=\-_~^\s]*$|^=+ .* =+$/
const trouble =
  /(?:^|\s)(?:[\w.]*(?:Error|Exception|Exit|Interrupt)\b|error:|[Ff]atal\b|ERROR\b|FAIL(?:ED)?\b|INTERNALERROR|Segmentation fault|Aborted|Killed)/

export interface LastWords {
  /** The line that tells most about the end: the last that speaks of trouble, else the last. Null when nothing was printed. */
  line: string | null
  /** Why pytest ended before its last test; null when it did not say so. */
  stopped: string | null
}

/** Listens to a log, line by line, and remembers what its end was about. */
export function listen() {
  let lines: string[] = []
  let stopped: string | null = null
  return {
    hear(raw: string): void {
      const line = oneLine(raw, longestLine)
      stopped = stopLine.exec(line)?.[1] ?? stopped
      if (!frame.test(line)) lines = [...lines.slice(1 - keptLines), line]
    },
    /** The very last line: where it hangs. */
    lastLine: (): string | null => lines.at(-1) ?? null,
    lastWords: (): LastWords => ({ line: lines.findLast((line) => trouble.test(line)) ?? lines.at(-1) ?? null, stopped }),
  }
}
