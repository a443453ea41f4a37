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
