import path from 'node:path'

/** The words of `words` that no file of `files` bears in its name. */
export function unknownAmong(files: readonly string[], words: readonly string[]): string[] {
  return words.filter((word) => filesNamed(files, [word]).length === 0)
}

/** The files whose name begins with one of `words`; a word that begins none means those that contain it. */
export function filesNamed(files: readonly string[], words: readonly string[]): string[] {
  const meant = words.flatMap((word) => {
    const begin = files.filter((file) => path.basename(file).startsWith(word))
    return begin.length > 0 ? begin : files.filter((file) => nameOf(file).includes(word))
  })
  return files.filter((file) => meant.includes(file))
}

/** `bench/ci.docker.bench.ts` → `ci`: what one types. */
export function nameOf(file: string): string {
  return path.basename(file).split('.')[0] ?? ''
}
