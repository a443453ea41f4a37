/** The words of GitHub itself, and those that others took from it. */
const bracketed = /\[(?:skip[ -]ci|ci[ -]skip|no[ -]ci|skip[ -]actions|actions[ -]skip|skip[ -]devops-agent)\]/i
/** A trailer, as git knows them: at the end, after an empty line. */
const trailer = /\n\n(?:[\w-]+: .*\n)*skip-checks: *true(?:\n[\w-]+: .*)*\s*$/i

/** The words by which a commit’s message asks not to be tested, as they stand there; null where it does not. */
export function skipWords(message: string): string | null {
  const [words] = bracketed.exec(message) ?? []
  if (words !== undefined) return words
  return trailer.test(message.replaceAll('\r\n', '\n')) ? 'skip-checks: true' : null
}
