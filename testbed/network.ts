import { writeFileSync } from 'node:fs'
import { restoring } from './iptables.ts'
import { readIfThere } from './linux.ts'
import { run, succeeds } from './programs.ts'

/** What of the machine's network an engine changes. */
export interface NetworkState {
  /** "0" or "1". */
  forwarding: string
  links: string[]
  /** What iptables-save and ip6tables-save print, by program; a program that the machine lacks is absent. */
  rules: Record<string, string>
}

const forwardingFile = '/proc/sys/net/ipv4/ip_forward'
const families = ['iptables', 'ip6tables']
const engineBridge = /^(?:docker0|br-[0-9a-f]{12})$/
const deadlineMs = 30_000

/** The network as it is now. */
export async function readNetwork(): Promise<NetworkState> {
  const rules: Record<string, string> = {}
  for (const family of families) {
    if (await succeeds(`${family}-save`, ['--version'], { deadlineMs })) rules[family] = await run(`${family}-save`, [], { deadlineMs })
  }
  const links = (await readLinks()).map(({ name }) => name)
  return { forwarding: readIfThere(forwardingFile).trim(), links, rules }
}

/** Takes away what an engine has left behind: bridges, rules, forwarding. Where `before` is not known, policies and forwarding stay as they are. */
export async function restoreNetwork(before: NetworkState | null): Promise<void> {
  const links = await readLinks()
  const bridges = links.map(({ name }) => name).filter((name) => engineBridge.test(name) && !before?.links.includes(name))
  const { rules } = await readNetwork()
  for (const [family, after] of Object.entries(rules)) {
    const commands = restoring({ before: before ? (before.rules[family] ?? '') : null, after, bridges })
    if (commands) await run(`${family}-restore`, ['--noflush'], { input: commands, deadlineMs })
  }
  for (const { name, bridge } of links)
    if (bridge && bridges.includes(bridge)) await succeeds('ip', ['link', 'delete', name], { deadlineMs })
  for (const name of bridges) await run('ip', ['link', 'delete', name], { deadlineMs })
  if (before?.forwarding === '0') writeFileSync(forwardingFile, '0')
}

interface Link {
  name: string
  /** The bridge that it is a port of. */
  bridge: string | undefined
}

/** Asked of `ip`: /sys shows the links of the network that it was mounted in, which need not be ours. */
async function readLinks(): Promise<Link[]> {
  const text = await run('ip', ['-o', 'link', 'show'], { deadlineMs })
  return text.split('\n').flatMap((line) => {
    const name = /^\d+: ([^:@]+)/.exec(line)?.[1]
    return name ? [{ name, bridge: / master (\S+)/.exec(line)?.[1] }] : []
  })
}
