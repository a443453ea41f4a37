/** The address of a list with a filter, as somebody can read it. */
export function filterAddress(path: string, filter: string): string {
  return filter === '' ? path : `${path}?${String(new URLSearchParams({ filter })).replaceAll('%3A', ':').replaceAll('%2C', ',')}`
}
