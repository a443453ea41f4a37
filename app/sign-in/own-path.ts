/** Where to go after sign-in: a path of ours, and nothing that a browser would take for another site; else `/`. */
export function ownPath(next: string): string {
  if (!/^\/(?![/\\])[^\\\s]*$/.test(next)) return '/'
  const home = 'http://control.room'
  return URL.canParse(next, home) && new URL(next, home).origin === home ? next : '/'
}
