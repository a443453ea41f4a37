/** The address of a request with a path that can be decoded: where it cannot, its percent signs stand for themselves, and nothing is there. */
export function wellFormed(url: string): string {
  const [path = '', ...query] = url.split('?')
  try {
    decodeURIComponent(path)
    return url
  } catch {
    return [path.replaceAll('%', '%25'), ...query].join('?')
  }
}
