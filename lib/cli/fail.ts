import { errorCodes, OpsError, type Problem, problemOf } from '../core/error.ts'
import type { Output } from './output.ts'
import { paint } from './paint.ts'

/** Says what went wrong and what to do next, and returns the exit code of its kind. */
export async function fail(error: unknown, out: Output): Promise<number> {
  const { code, message, hint } = await known(error)
  const fields = error instanceof OpsError ? error.fields : {}
  if (out.isJson) out.answer({ error: { code, message, hint, fields } }, () => [])
  else {
    out.note(paint.red(message))
    if (hint) out.note(hint)
  }
  return errorCodes[code].exit
}

/** A mistake in the configuration carries its own place; of anything unknown only the last line is for a person. */
async function known(error: unknown): Promise<Problem> {
  const { SettingError } = await import('../../config/env.ts')
  if (error instanceof SettingError) return { code: 'invalid', message: error.message, hint: 'Correct it, then try again.' }
  const problem = problemOf(error)
  if (problem.code !== 'internal') return problem
  const last = problem.message
    .split('\n')
    .findLast((line) => line.trim() !== '')
    ?.trim()
  return { ...problem, message: last ?? 'Something went wrong, and it did not say what.' }
}
