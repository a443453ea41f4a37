import { openProcess } from '../lib/tools/process.ts'
import type { Tools } from '../lib/tools/tools.ts'

/** The lab's verbs start processes and nothing else. */
export function labTools(): Tools {
  const none = (): never => {
    throw new Error('the lab has no such tool')
  }
  return {
    process: openProcess({ graceMs: 500 }),
    get git() {
      return none()
    },
    get github() {
      return none()
    },
    get filesystem() {
      return none()
    },
    get addons() {
      return none()
    },
    get docker() {
      return none()
    },
    get postgres() {
      return none()
    },
    get http() {
      return none()
    },
  }
}
