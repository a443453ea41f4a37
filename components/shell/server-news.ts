/** A server as its answers name it: since when it runs, and which build of the pages it has. */
export interface ServerId {
  bootedAt: string
  build: string
}

interface News {
  /** Since when another server answers than the one that made this page; null while it is the same. */
  restartedAt: string | null
  /** True when the pages are others by now. */
  isUpdated: boolean
}

/** The server that answered, by the headers of its answer; null where a proxy has taken them away. */
export function serverIn(headers: Pick<Headers, 'get'>): ServerId | null {
  const [bootedAt, build] = [headers.get('x-room-booted'), headers.get('x-room-build')]
  return bootedAt !== null && build !== null && Number.isFinite(Date.parse(bootedAt)) ? { bootedAt, build } : null
}

/** Pure: what has become of the server that made this page. An older one that still answers is no news. */
export function newsOf(before: ServerId, now: ServerId | null): News {
  if (now === null || Date.parse(now.bootedAt) <= Date.parse(before.bootedAt)) return { restartedAt: null, isUpdated: false }
  return { restartedAt: now.bootedAt, isUpdated: now.build !== before.build }
}
