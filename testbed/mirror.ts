import { globSync, readFileSync } from 'node:fs'

/** One archive of apt's sources: an address with one of its suites and that suite's components. */
interface Source {
  uri: string
  suite: string
  components: string[]
}

const debianSuites =
  /^(?:oldoldstable|oldstable|stable|testing|unstable|sid|bullseye|bookworm|trixie|forky|duke)(?:-updates|-proposed-updates|-backports)?$/

/** The address of the Debian archive that this machine's own apt uses; undefined when it uses none. */
export function machineMirror(): string | undefined {
  const files = ['/etc/apt/sources.list', ...globSync('/etc/apt/sources.list.d/*.{list,sources}').sort()]
  const sources = files.flatMap((file) => {
    const text = readIfThere(file)
    return file.endsWith('.sources') ? deb822Sources(text) : lineSources(text)
  })
  return chooseMirror(sources)
}

/** Of all sources the main Debian archive: others also use Debian's suites, but are not called debian. */
export function chooseMirror(sources: Source[]): string | undefined {
  const uris = sources
    .filter(({ uri, suite, components }) => /^https?:/.test(uri) && debianSuites.test(suite) && components.includes('main'))
    .map(({ uri }) => uri.replace(/\/+$/, ''))
  return uris.find((uri) => uri.endsWith('/debian')) ?? uris.find((uri) => uri.includes('debian')) ?? uris[0]
}

/** The one-line format: `deb [options] uri suite component…` (man sources.list). */
export function lineSources(text: string): Source[] {
  return text.split('\n').flatMap((line) => {
    const words = line
      .replace(/#.*/, '')
      .replace(/\[[^\]]*\]/, ' ')
      .trim()
      .split(/\s+/)
    const [type, uri, suite, ...components] = words
    return type === 'deb' && uri && suite ? [{ uri, suite, components }] : []
  })
}

/** The deb822 format: paragraphs of fields, each of which may go on in indented lines (man sources.list). */
export function deb822Sources(text: string): Source[] {
  return text
    .replace(/^#.*\n?/gm, '')
    .split(/\n\s*\n/)
    .flatMap((paragraph) => {
      const fields = new Map<string, string[]>()
      for (const [, name = '', value = ''] of paragraph.matchAll(/^([A-Za-z-]+):((?:.*(?:\n[ \t].*)*))/gm)) {
        fields.set(name.toLowerCase(), value.trim().split(/\s+/))
      }
      const valuesOf = (name: string) => fields.get(name) ?? []
      if (!valuesOf('types').includes('deb') || valuesOf('enabled')[0] === 'no') return []
      const components = valuesOf('components')
      return valuesOf('uris').flatMap((uri) => valuesOf('suites').map((suite) => ({ uri, suite, components })))
    })
}

function readIfThere(file: string): string {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return ''
  }
}
