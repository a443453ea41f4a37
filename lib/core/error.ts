/** What each code means to a web client (HTTP status) and to a shell (exit code). Both are part of the public interface. */
export const errorCodes = {
  invalid: { http: 422, exit: 2 },
  unauthenticated: { http: 401, exit: 3 },
  refused: { http: 403, exit: 3 },
  not_found: { http: 404, exit: 4 },
  conflict: { http: 409, exit: 5 },
  too_large: { http: 413, exit: 2 },
  too_many: { http: 429, exit: 6 },
  /** A verdict that leaves the run green. */
  warnings: { http: 200, exit: 0 },
  tests_failed: { http: 200, exit: 10 },
  no_tests: { http: 200, exit: 11 },
  crashed: { http: 200, exit: 12 },
  cancelled: { http: 200, exit: 13 },
  timeout: { http: 504, exit: 14 },
  unavailable: { http: 503, exit: 15 },
  interrupted: { http: 500, exit: 16 },
  internal: { http: 500, exit: 70 },
} as const

export type ErrorCode = keyof typeof errorCodes

// Next evaluates a module once a bundle: the class has several copies in one process, and an error of any is one of ours.
const brand = Symbol.for('control-room.OpsError')

/** The one error class: what happened with the value in it, and what to do next. Never contains a secret. */
export class OpsError extends Error {
  static override [Symbol.hasInstance](value: unknown): boolean {
    return typeof value === 'object' && value !== null && brand in value
  }
  readonly [brand] = true
  readonly code: ErrorCode
  readonly hint: string
  /** What is wrong with which input, by its name. */
  readonly fields: Readonly<Record<string, string>>
  constructor(code: ErrorCode, message: string, hint: string, options: ErrorOptions & { fields?: Record<string, string> } = {}) {
    super(message, options)
    this.fields = options.fields ?? {}
    this.name = 'OpsError'
    this.code = code
    this.hint = hint
  }
}

/** What is shown and stored of an error: never a stack, never a cause. */
export interface Problem {
  code: ErrorCode
  message: string
  hint: string
}

/** Turns anything thrown into what may be shown; an unknown error keeps its message and gets the code `internal`. */
export function problemOf(error: unknown): Problem {
  if (error instanceof OpsError) return { code: error.code, message: error.message, hint: error.hint }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message, hint: 'This is a fault of the control room. Its log has the details.' }
}

/**
 * A step, or a run that was called, ended badly, and that is checkpointed; only this and the verb's own errors start undoing. A verb that goes on
 * without it lets a cancelled one pass.
 */
export class StepFailed extends Error {
  readonly problem: Problem & { step: string }
  readonly cancelled: boolean
  constructor(problem: Problem & { step: string }, cancelled: boolean) {
    super(problem.message)
    this.problem = problem
    this.cancelled = cancelled
  }
}
