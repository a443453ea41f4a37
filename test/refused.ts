import { OpsError } from '../lib/core/error.ts'

/** For `assert.rejects`: an error of ours with this code, whose sentence is so. */
export const refused = (code: OpsError['code'], words: RegExp) => (error: unknown) =>
  error instanceof OpsError && error.code === code && words.test(error.message)
