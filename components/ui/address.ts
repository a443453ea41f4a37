'use client'

/** Sets, or with an empty value removes, parameters of the address without a new entry in the history. `useSearchParams` follows. */
export function replaceParams(changes: Readonly<Record<string, string>>, hash = ''): void {
  const params = new URLSearchParams(window.location.search)
  for (const [name, value] of Object.entries(changes)) {
    if (value) params.set(name, value)
    else params.delete(name)
  }
  const query = params.toString()
  window.history.replaceState(null, '', `${window.location.pathname}${query && `?${query}`}${hash}`)
}
