import { execFileSync } from 'node:child_process'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'

export interface Row {
  what: string
  /** Medians. */
  ours: number
  peer: number | null
  peerName: string
  unit: string
}

const file = 'docs/BENCHMARKS.md'
const head = '# Bench\n\nWritten by `npm run bench`: medians; a peer is measured in the same run, after both gave the same output.\n'

export function medianOf(values: number[]): number {
  const sorted = [...values].sort((a, b) => a - b)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

/** Puts a table into docs/BENCHMARKS.md in place of the one of the same name. */
export function writeBench(title: string, rows: Row[]): void {
  const commit = execFileSync('git', ['rev-parse', '--short', 'HEAD'], { encoding: 'utf8' }).trim()
  const shown = (value: number) => (value < 100 ? value.toFixed(1) : String(Math.round(value)))
  const lines = rows.map(({ what, ours, peer, peerName, unit }) => {
    const beside = peer === null ? '– | –' : `${shown(peer)} ${unit} (${peerName}) | ${(ours / peer).toFixed(2)}`
    return `| ${what} | ${shown(ours)} ${unit} | ${beside} |`
  })
  const where = `${new Date().toISOString().slice(0, 16).replace('T', ' ')} UTC, at ${commit}, ${os.cpus().length} cores, load ${os.loadavg()[0]?.toFixed(1)}, Node ${process.version}`
  const section = `\n## ${title}\n\n${where}\n\n| what | ours | peer | ours / peer |\n|---|---|---|---|\n${lines.join('\n')}\n`
  const before = existsSync(file) ? readFileSync(file, 'utf8') : head
  const parts = before.split(/\n(?=## )/).filter((part) => !part.startsWith(`## ${title}\n`))
  writeFileSync(file, `${parts.join('\n').trimEnd()}\n${section}`)
}
