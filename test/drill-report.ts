import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'

export interface Drilled {
  what: string
  result: string
}

const file = 'docs/DRILLS.md'
const head = '# Drill\n\nWritten by `npm run drill`: what was broken on purpose, and what came of it.\n'

/** Puts rows into the table of this name in docs/DRILLS.md; a row that was there before is replaced, the others stay as they were seen. */
export function writeDrill(title: string, rows: Drilled[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const seen = `${new Date().toISOString().slice(0, 16).replace('T', ' ')}, ${commit}`
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head
  const parts = before.split(/\n(?=## )/)
  const own = parts.find((part) => part.startsWith(`## ${title}\n`)) ?? ''
  const table = new Map([...own.matchAll(/^\| (?!broken|---)(.*?) \| .*$/gm)].map(([line, what = '']) => [what, line]))
  for (const { what, result } of rows) table.set(what, `| ${what} | ${result} | ${seen} |`)
  const section = `## ${title}\n\n| broken | came of it | seen (UTC), at |\n|---|---|---|\n${[...table.values()].join('\n')}\n`
  const others = parts.filter((part) => part !== own).map((part) => part.trimEnd())
  writeFileSync(file, `${[...others, section].join('\n\n')}`)
}
