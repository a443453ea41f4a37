interface Named {
  name: string
  url: string
}

/** `acme/crm`, as GitHub calls a repository. */
const slug = /^[a-z0-9][a-z0-9-]{0,38}\/[\w.-]{1,100}$/i

/** The repository of the configuration that is meant by its name, by any of its addresses, or as GitHub calls it. */
export function repositoryNamed<Known extends Named>(repositories: readonly Known[], asked: string): Known | undefined {
  const key = slug.test(asked) ? null : repositoryKey(asked)
  return (
    repositories.find(({ name }) => name === asked) ??
    repositories.find(({ url }) => url === asked || (key !== null && repositoryKey(url) === key)) ??
    repositories.find(({ url }) => slug.test(asked) && repositoryKey(url)?.replace(/^[^/]+\//, '') === asked.toLowerCase())
  )
}

/**
 * What two addresses of one repository have in common, `github.com/acme/crm`: whichever way git reaches it, and however it is written. Null
 * for a path of this machine.
 */
export function repositoryKey(address: string): string | null {
  const trimmed = address.trim().replace(/\/+$/, '')
  const [, scpHost, scpPath] = /^(?:[^@/\s]+@)?([^:/\s]+):(?!\/\/)(.+)$/.exec(trimmed) ?? []
  const place = scpHost && scpPath ? `${scpHost}/${scpPath}` : placeOf(trimmed)
  return place === null ? null : place.replace(/\.git$/, '').toLowerCase()
}

/** Ports of ssh say nothing of the host’s pages. */
function placeOf(address: string): string | null {
  if (!/^(?:https?|ssh|git):\/\//i.test(address) || !URL.canParse(address)) return null
  const { protocol, host, hostname, pathname } = new URL(address)
  return `${/^http/.test(protocol) ? host : hostname}${pathname}`
}
