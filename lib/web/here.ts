import { readFileSync } from 'node:fs'
import path from 'node:path'

/** This very server: since when it runs (ISO 8601), and which build of the pages it has. */
export interface Here {
  bootedAt: string
  build: string
}

let build: string | undefined

/** The same for the whole life of the process. */
export function here(): Here {
  build ??= builtAs()
  return { bootedAt: new Date(Math.round(performance.timeOrigin)).toISOString(), build }
}

/** What `Here` is in the headers of an answer. */
export function hereHeaders(): Record<string, string> {
  const { bootedAt, build: name } = here()
  return { 'x-room-booted': bootedAt, 'x-room-build': name }
}

/** Next's own name of the build; a server that is being developed has none. */
function builtAs(): string {
  try {
    return readFileSync(path.join(process.cwd(), '.next/BUILD_ID'), 'utf8').trim()
  } catch {
    return 'development'
  }
}
