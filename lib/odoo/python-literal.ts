import { Parser } from './python-parser.ts'
import { openPlaces, PythonRefusal } from './python-refusal.ts'
import { type PythonProblem, readSource } from './python-source.ts'
import type { PythonValue } from './python-value.ts'

/** What a Python literal says, or why it is none. */
export type PythonReading = { ok: true; value: PythonValue } | { ok: false; problem: PythonProblem }

/**
 * Reads what Python's `ast.literal_eval` reads (3.11 to 3.13), and executes nothing. The time is linear in the source's length.
 * What is refused here and not there: names of characters (`\N{BULLET}`), sources over 1 MiB, codings other than utf-8, latin-1,
 * cp1252 and ascii, and `set()` spelt with other letters than ASCII. Python gives up at 200 brackets within each other, at times
 * at 199; here it is always 200.
 */
export function parsePython(source: string | Uint8Array): PythonReading {
  const read = readSource(source)
  if ('problem' in read) return { ok: false, problem: read.problem }
  const placeOf = openPlaces(read.text)
  try {
    return { ok: true, value: new Parser(read.text, placeOf).literal() }
  } catch (error) {
    if (!(error instanceof PythonRefusal)) throw error
    return { ok: false, problem: { message: error.message, ...placeOf(error.at) } }
  }
}
