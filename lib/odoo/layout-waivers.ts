import type { LayoutFinding } from './layout.ts'

/** Somebody accepts a finding, by its rule and path, until the end of a day. */
interface LayoutWaiver {
  rule: string
  path: string
  reason: string
  /** `2026-12-31`, the last day. */
  until: string
}

/** What is waived in an installation. */
export interface LayoutWaivers {
  /** With the file that says so, beside the catalogue: absolute, and empty where no catalogue is configured. Errors: `invalid`, with file and key. */
  waivers(): { file: string; waivers: LayoutWaiver[] }
}

interface Given {
  waivers: readonly LayoutWaiver[]
  /** The file that they are in, below the root. */
  file: string
  /** `2026-11-27`. */
  today: string
}

/** The rule of waivers themselves: one that hits nothing is told. */
export const waiverUnused = {
  id: 'waiver-unused',
  title: 'Each waiver is for something that is found',
  reason: 'A waiver that is no longer needed hides the next finding of its kind.',
  link: 'https://github.com/Insightpulseai/odoo',
}

/** Findings with their waivers; one whose last day is past is told at the finding, which counts again. What hits nothing is a finding itself. */
export function withWaivers(findings: readonly LayoutFinding[], { waivers, file, today }: Given): LayoutFinding[] {
  const isOf = (waiver: LayoutWaiver, { rule, path }: LayoutFinding) => waiver.rule === rule && waiver.path === path
  const told = findings.map((finding): LayoutFinding => {
    const known = waivers.filter((waiver) => isOf(waiver, finding)).sort((a, b) => (a.until < b.until ? 1 : -1))
    const [waiver] = known
    if (!waiver) return finding
    if (waiver.until >= today) return { ...finding, waiver: { reason: waiver.reason, until: waiver.until } }
    return { ...finding, message: `${finding.message} Its waiver ended on ${waiver.until}: ${waiver.reason}` }
  })
  const unused = waivers.filter((waiver) => !findings.some((finding) => isOf(waiver, finding)))
  return [...told, ...unused.map((waiver) => unusedFinding(waiver, file))]
}

function unusedFinding({ rule, path }: LayoutWaiver, file: string): LayoutFinding {
  return {
    rule: waiverUnused.id,
    level: 'warning',
    path: file,
    message: `It waives ${rule} at ${path}, where nothing of the kind is found.`,
    hint: 'Remove it.',
    since: null,
    fix: null,
    waiver: null,
  }
}
