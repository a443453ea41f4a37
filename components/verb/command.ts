/** The line that does the same in a terminal: `devops-agent skill run github_ci_runner.run --repo example`. */
export function commandOf(address: string, input: Readonly<Record<string, unknown>>): string {
  const flags = Object.entries(input).flatMap(([name, value]) => flagOf(name, value))
  return ['devops-agent', 'skill', 'run', address, ...flags].map(asWord).join(' ')
}

function flagOf(name: string, value: unknown): string[] {
  const flag = `--${name.replaceAll(/([a-z])([A-Z])/g, '$1-$2').toLowerCase()}`
  if (value === undefined || value === null || value === false) return []
  if (value === true) return [flag]
  if (Array.isArray(value)) return value.flatMap((each) => flagOf(name, each))
  return [flag, typeof value === 'object' ? JSON.stringify(value) : String(value)]
}

/** One word of a POSIX shell. For reading and pasting: nothing here is ever executed. */
function asWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
