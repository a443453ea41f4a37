import type { Verified } from './verify.ts'

/** The answer for a terminal: how the tree stands, then what is wrong, each with where it came in. */
export function verifyLines({ rows, rules, score, errors, warnings, waived, modules, repositories, head }: Verified): string[] {
  const where =
    head === null ? 'No commit' : `${head.branch ?? 'No branch'} ${head.commit.slice(0, 7)}${head.isClean ? '' : ', with local changes'}`
  return [
    `${where}: score ${score}. ${counted(errors, 'error')}, ${counted(warnings, 'warning')}, ${waived} waived.`,
    ...(rows.length === 0
      ? [
          errors + warnings + waived === 0
            ? `${counted(modules, 'module')} in ${counted(repositories, 'repository', 'repositories')} follow all ${rules.length} rules.`
            : 'None of these findings is of what was asked for.',
        ]
      : []),
    ...rows.map(({ rule, level, path, message, hint, since, fix, waiver }) =>
      [
        waiver ? `Waived until ${waiver.until}:` : level === 'error' ? 'Error:' : 'Warning:',
        `${path}: ${message}`,
        `(${rule}${since ? `, since ${since.commit.slice(0, 7)} by ${since.author}` : ''}${fix ? ', fixable' : ''})`,
        waiver ? waiver.reason : hint,
      ].join(' '),
    ),
    ...rules.flatMap(({ id, unasked }) => (unasked === null ? [] : [`Not checked: ${id}. ${unasked}`])),
  ]
}

function counted(count: number, one: string, many = `${one}s`): string {
  return `${count} ${count === 1 ? one : many}`
}
