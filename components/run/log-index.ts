import { beginsError } from '../../lib/core/log-marks.ts'
import type { LogLine, LogStretch } from '../../lib/core/store.ts'

/** What every line of a log is, a byte for each: enough to fold, filter and go through a million lines without their text. */
export class LogIndex {
  #marks = new Uint8Array(4_096)
  #stretches: LogStretch[] = []
  #version = 0

  /** Grows when more is known. */
  get version(): number {
    return this.#version
  }

  /** Which lines are of which step, in order. */
  get stretches(): readonly LogStretch[] {
    return this.#stretches
  }

  /** 0 for a line of which nothing is known. */
  mark(number: number): number {
    return this.#marks[number - 1] ?? 0
  }

  /** Takes what the server knows of all lines up to some; what came later stays. */
  take(marks: Uint8Array, stretches: readonly LogStretch[]): void {
    this.#hold(marks.length)
    this.#marks.set(marks)
    const last = stretches.at(-1)?.to ?? 0
    const later = this.#stretches.flatMap((one) => (one.to > last ? [{ ...one, from: Math.max(one.from, last + 1) }] : []))
    this.#stretches = []
    for (const one of [...stretches, ...later]) this.#lengthen(one)
    this.#version += 1
  }

  /** Takes lines of which nothing was known. */
  put(lines: readonly LogLine[]): void {
    for (const { number, mark, step, attempt } of lines) {
      if (this.mark(number) !== 0) continue
      this.#hold(number)
      this.#marks[number - 1] = mark
      if (number > (this.#stretches.at(-1)?.to ?? 0)) this.#lengthen({ from: number, to: number, step, attempt })
      this.#version += 1
    }
  }

  #lengthen({ from, to, step, attempt }: LogStretch): void {
    const last = this.#stretches.at(-1)
    if (last && last.step === step && last.attempt === attempt && last.to === from - 1) last.to = to
    else this.#stretches.push({ from, to, step, attempt })
  }

  #hold(lines: number): void {
    if (lines <= this.#marks.length) return
    const more = new Uint8Array(Math.max(lines, this.#marks.length * 2))
    more.set(this.#marks)
    this.#marks = more
  }
}

/** The lines from 1 to `total` where an error begins. */
export function errorsIn(index: LogIndex, total: number): number[] {
  const errors: number[] = []
  for (let number = 1; number <= total; number += 1)
    if (beginsError(index.mark(number), number > 1 ? index.mark(number - 1) : 0)) errors.push(number)
  return errors
}
