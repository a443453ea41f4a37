import { OpsError } from '../../core/error.ts'

/** A repository as GitHub names it. */
export interface GithubName {
  owner: string
  repo: string
}

/** `owner/name` of a repository that is kept at the GitHub of this address; null for every other one. */
export function githubName(repository: string, githubUrl: string): GithubName | null {
  const github = new URL(githubUrl)
  const scp = /^(?:[\w.-]+@)?([^/:@]+):(?!\/\/)\/?(.+)$/.exec(repository)
  const url = URL.parse(scp ? `ssh://${scp[1]}/${scp[2]}` : repository)
  if (url === null || !['https:', 'http:', 'ssh:', 'git:'].includes(url.protocol)) return null
  // ssh listens elsewhere than the pages do.
  const isThere = url.protocol.startsWith('http') ? url.host === github.host : url.hostname === github.hostname
  const [, owner, repo] = /^\/+([\w.-]+)\/+([\w.-]+?)(?:\.git)?\/*$/.exec(url.pathname) ?? []
  return isThere && owner !== undefined && repo !== undefined ? { owner, repo } : null
}

/** Refuses a repository whose host, or owner there, is not allow-listed: GitHub is not asked about it. */
export function checkAllowed({ owner, repo }: GithubName, githubUrl: string, hosts: readonly string[]): void {
  const { host } = new URL(githubUrl)
  const address = `${host}/${owner}/${repo}/`
  const normal = (entry: string) => entry.replace(/^[^/]+/, (name) => name.toLowerCase()).replace(/\/*$/, '/')
  if (hosts.some((entry) => address.startsWith(normal(entry)))) return
  throw new OpsError(
    'refused',
    `Repositories of ${host}/${owner} are not allowed here.`,
    `Add ${host} or ${host}/${owner} under allow.hosts in config/agent.yml.`,
  )
}

/** Where the API of a GitHub answers. */
export function apiOf(githubUrl: string): string {
  const { origin, host } = new URL(githubUrl)
  return host === 'github.com' ? 'https://api.github.com' : `${origin}/api/v3`
}
