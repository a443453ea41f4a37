const parameter = 'environment'

/** An address of the control room with this environment chosen, or with none; what else it says stays as it is written. */
export function withEnvironment(href: string, name: string): string {
  const [, path = '', query = '', hash = ''] = /^([^?#]*)(?:\?([^#]*))?(#.*)?$/s.exec(href) ?? []
  const others = query.split('&').filter((part) => part !== '' && part !== parameter && !part.startsWith(`${parameter}=`))
  const parts = name === '' ? others : [...others, `${parameter}=${encodeURIComponent(name)}`]
  return `${path}${parts.length > 0 ? `?${parts.join('&')}` : ''}${hash}`
}

/** The same for a way that is taken on a page where `name` is chosen: a place on the page itself is no other page. */
export function keptAddress(href: string, name: string): string {
  return name === '' || href.startsWith('#') ? href : withEnvironment(href, name)
}

/** `acme.example`, `127.0.0.1:8069/staging`: where an environment is, so that two of one host are told apart. */
export function placeOf(url: string): string {
  if (!URL.canParse(url)) return url
  const { host, pathname } = new URL(url)
  return host + pathname.replace(/\/+$/, '')
}
