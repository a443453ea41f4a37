/** One table: its chains with their policies ("-" for a chain of somebody), its rules as `-A CHAIN …`. */
interface Table {
  chains: Map<string, string>
  rules: string[]
}

const engineChain = /^DOCKER(?:-|$)/

/**
 * What iptables-restore --noflush needs to be told so that what an engine added is gone; empty when there is nothing. `before` and `after` are what
 * iptables-save printed; without `before` nothing is known of it, and policies stay. Rules that others have made since stay.
 */
export function restoring({ before, after, bridges }: { before: string | null; after: string; bridges: string[] }): string {
  const found = before === null ? null : parse(before)
  return [...parse(after)]
    .flatMap(([name, table]) => {
      const commands = commandsFor(table, found?.get(name) ?? { chains: new Map(), rules: [] }, bridges)
      if (found && name === 'filter' && table.chains.get('FORWARD') === 'DROP' && policyOf(found, 'FORWARD') === 'ACCEPT') {
        commands.push('-P FORWARD ACCEPT')
      }
      return commands.length > 0 ? [`*${name}`, ...commands, 'COMMIT', ''] : []
    })
    .join('\n')
}

function commandsFor(table: Table, before: Table, bridges: string[]): string[] {
  const chains = [...table.chains.keys()].filter((chain) => engineChain.test(chain) && !before.chains.has(chain))
  const isOurs = (rule: string) => {
    const words = rule.split(' ')
    const isOfChain = words.some((word, at) => ['-A', '-j', '-g'].includes(words[at - 1] ?? '') && chains.includes(word))
    const isOfBridge = words.some((word, at) => ['-i', '-o'].includes(words[at - 1] ?? '') && bridges.includes(word))
    return isOfChain || isOfBridge || isHairpin(rule)
  }
  const rules = table.rules.filter((rule) => !before.rules.includes(rule) && isOurs(rule) && !chains.includes(rule.split(' ')[1] ?? ''))
  // A chain can be deleted when it is empty and nobody jumps to it.
  return [
    ...rules.map((rule) => rule.replace(/^-A/, '-D')),
    ...chains.map((chain) => `-F ${chain}`),
    ...chains.map((chain) => `-X ${chain}`),
  ]
}

/** An engine lets a container reach itself by its published port with such a rule; it names no bridge. */
function isHairpin(rule: string): boolean {
  return /^-A POSTROUTING -s (\S+) -d \1 .*-j MASQUERADE$/.test(rule)
}

/** A table that nobody has used is not listed, and lets everything pass. */
function policyOf(tables: Map<string, Table>, chain: string): string {
  return tables.get('filter')?.chains.get(chain) ?? 'ACCEPT'
}

/** The format of iptables-save: `*table`, `:CHAIN POLICY [packets:bytes]`, rules, `COMMIT`. */
function parse(saved: string): Map<string, Table> {
  const tables = new Map<string, Table>()
  let table: Table = { chains: new Map(), rules: [] }
  for (const line of saved.split('\n')) {
    if (line.startsWith('*')) {
      table = { chains: new Map(), rules: [] }
      tables.set(line.slice(1), table)
    }
    const [, chain, policy] = /^:(\S+) (\S+)/.exec(line) ?? []
    if (chain && policy) table.chains.set(chain, policy)
    if (line.startsWith('-A ')) table.rules.push(line)
  }
  return tables
}
