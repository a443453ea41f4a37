import type { Writable } from 'node:stream'
import { safeLine } from './paint.ts'

/** A stream to write to; `isTTY` where it is a terminal. */
export type Sink = Writable & { isTTY?: boolean }

export interface Output {
  readonly isJson: boolean
  /** Words for a person: on stdout, or on stderr where stdout is one JSON document. */
  say(text: string): void
  /** Words that are never part of the answer: on stderr. */
  note(text: string): void
  /** The answer: the document with `--json`, else its lines. */
  answer(document: unknown, lines: () => readonly string[]): void
}

/** Writes to both streams; colours only on a terminal, and never against NO_COLOR (no-color.org). */
export function openOutput(sinks: { stdout: Sink; stderr: Sink }, isJson: boolean, noColour: boolean): Output {
  const to = (sink: Sink) => (text: string) => {
    const isColoured = sink.isTTY === true && !noColour
    for (const line of text.split('\n')) sink.write(`${safeLine(line, isColoured)}\n`)
  }
  const note = to(sinks.stderr)
  const say = isJson ? note : to(sinks.stdout)
  return {
    isJson,
    say,
    note,
    answer(document, lines) {
      if (isJson) sinks.stdout.write(`${JSON.stringify(document, null, 2)}\n`)
      else for (const line of lines()) say(line)
    },
  }
}
