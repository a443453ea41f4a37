/** An entry of `.gitmodules`. */
export interface SubmoduleEntry {
  path: string
  /** Null where it names none. */
  url: string | null
  branch: string | null
}

/** An address without a user name or a secret that somebody has written into it. */
export function withoutSecret(url: string): string {
  return url.replace(/^(ssh:\/\/[^/:@]*):[^/]*@/i, '$1@').replace(/^((?!ssh:)[a-z][a-z0-9+.-]*:\/\/)[^/]*@/i, '$1')
}

/** Reads `.gitmodules` as far as git itself writes it: sections with a key and a value a line. What has no path is passed over. */
export function submodulesIn(text: string): SubmoduleEntry[] {
  const sections = text.split(/^\s*\[submodule\b/m).slice(1)
  return sections.flatMap((section) => {
    const entries = [...section.matchAll(/^\s*(\w+)\s*=\s*(.*?)\s*$/gm)].map(
      ([, key = '', value = '']) => [key.toLowerCase(), unquoted(value)] as const,
    )
    const { path, url, branch } = Object.fromEntries<string | undefined>(entries)
    return path ? [{ path, url: url || null, branch: branch && branch !== '.' ? branch : null }] : []
  })
}

function unquoted(value: string): string {
  return /^"(.*)"$/.exec(value)?.[1]?.replace(/\\(["\\])/g, '$1') ?? value
}
