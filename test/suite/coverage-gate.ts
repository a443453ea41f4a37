interface Share {
  total: number
  covered: number
}

export interface FileCoverage {
  file: string
  lines: Share
  branches: Share
}

export type Limits = Record<string, { lines: number; branches: number }>

const kinds = ['lines', 'branches'] as const

/** The sum of each folder, and where it is below its limit also the files that are, the worst first. */
export function shortfalls(files: FileCoverage[], limits: Limits): { sums: string[]; problems: string[] } {
  const sums: string[] = []
  const problems: string[] = []
  for (const [folder, limit] of Object.entries(limits)) {
    const own = files.filter(({ file }) => file.startsWith(`${folder}/`))
    for (const kind of kinds) {
      const percent = percentOf(own.map((file) => file[kind]))
      sums.push(`${folder}: ${percent.toFixed(2)} % of ${kind}, at least ${limit[kind]} %`)
      if (percent >= limit[kind]) continue
      problems.push(`${folder} is below ${limit[kind]} % of ${kind}:`, ...worst(own, kind, limit[kind]))
    }
  }
  return { sums, problems }
}

function worst(files: FileCoverage[], kind: (typeof kinds)[number], limit: number): string[] {
  return files
    .map((file) => ({ name: file.file, percent: percentOf([file[kind]]), missed: file[kind].total - file[kind].covered }))
    .filter(({ percent }) => percent < limit)
    .sort((one, other) => other.missed - one.missed)
    .map(({ name, percent, missed }) => `  ${name}: ${percent.toFixed(1)} %, ${missed} missed`)
}

/** Nothing to cover is covered. */
function percentOf(shares: Share[]): number {
  const total = shares.reduce((sum, share) => sum + share.total, 0)
  return total === 0 ? 100 : (shares.reduce((sum, share) => sum + share.covered, 0) / total) * 100
}
