const key = /^\s*addons_path\s*[=:]\s*(.*)$/
const comment = /^\s*[;#]/

/** Where `addons_path` stands in the lines of a configuration: with the lines that go on with it, which are indented. */
interface Span {
  lines: string[]
  first: number
  last: number
}

/** The folders of the addons path that a configuration of Odoo's has; null where it has none. */
export function addonsPathIn(text: string): string[] | null {
  const span = spanIn(text)
  if (span === null) return null
  const { lines, first, last } = span
  const written = lines.slice(first, last + 1).map((line, place) => (place === 0 ? (key.exec(line)?.[1] ?? '') : line))
  return written
    .filter((line) => !comment.test(line))
    .flatMap((line) => line.split(','))
    .map((entry) => entry.trim())
    .filter((entry) => entry !== '')
}

/** The configuration with more folders at the end of its addons path; of its lines one changes. Null where it has none. */
export function withAddonsPath(text: string, folders: readonly string[]): string | null {
  const span = spanIn(text)
  if (span === null || folders.length === 0) return null
  const { lines, first, last } = span
  const before = lines[last] ?? ''
  const indent = /^\s*/.exec(before)?.[0] ?? ''
  const joint = last === first ? ',' : `,\n${indent}`
  const end = before.trimEnd().replace(/,$/, '')
  const isEmpty = addonsPathIn(text)?.length === 0
  const made = isEmpty ? `${end} ${folders.join(',')}` : [end, ...folders].join(joint)
  return [...lines.slice(0, last), made, ...lines.slice(last + 1)].join('\n')
}

function spanIn(text: string): Span | null {
  const lines = text.split('\n')
  const first = lines.findIndex((line) => key.test(line))
  if (first === -1) return null
  let last = first
  for (let place = first + 1; /^\s+\S/.test(lines[place] ?? ''); place += 1) if (!comment.test(lines[place] ?? '')) last = place
  return { lines, first, last }
}
