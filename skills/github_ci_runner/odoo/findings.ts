/** Something that a static check found; rules are named as pylint-odoo names them, where it has them. */
export interface Finding {
  rule: string
  severity: 'error' | 'warning'
  /** Name of the module; null when it is the tree's. */
  module: string | null
  /** Relative to the tree. */
  file: string | null
  /** Both are counted from 1; null where the file as a whole is meant. */
  line: number | null
  column: number | null
  message: string
}

/** What the checks come to. */
export interface ChecksJudgement {
  errors: number
  warnings: number
  /** The first error, or where there is none the first warning. */
  first: Finding | null
  summary: string
}

/** Counts findings; only errors are a reason to start nothing. */
export function judgeChecks(findings: readonly Finding[]): ChecksJudgement {
  const errors = findings.filter(({ severity }) => severity === 'error')
  const warnings = findings.length - errors.length
  const first = errors[0] ?? findings[0] ?? null
  const counts = [counted(errors.length, 'error'), counted(warnings, 'warning')].filter((text) => text !== '').join(' and ')
  return { errors: errors.length, warnings, first, summary: `The static checks found ${counts || 'nothing wrong'}.` }
}

/** `path:line:column: severity rule: message`, without what is not known. */
export function rendered({ file, line, column, severity, rule, message }: Finding): string {
  const place = [file, line, column].filter((part) => part !== null).join(':')
  return `${place}${place && ': '}${severity} ${rule}: ${message}`
}

/** Order by file, line, rule and message: the same on every machine. What has no file comes first. */
export function inOrder(a: Finding, b: Finding): number {
  return (
    compared(a.file ?? '', b.file ?? '') ||
    compared(a.line ?? 0, b.line ?? 0) ||
    compared(a.column ?? 0, b.column ?? 0) ||
    compared(a.rule, b.rule) ||
    compared(a.message, b.message)
  )
}

function compared<Value extends string | number>(a: Value, b: Value): number {
  if (a === b) return 0
  return a < b ? -1 : 1
}

function counted(count: number, noun: string): string {
  if (count === 0) return ''
  return `${count} ${count === 1 ? noun : `${noun}s`}`
}
