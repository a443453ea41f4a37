/** Words as they are typed into a POSIX shell, for reading and pasting. Nothing that comes from here is ever executed. */
export function typedWords(words: readonly string[]): string {
  return words.map(asWord).join(' ')
}

function asWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}
