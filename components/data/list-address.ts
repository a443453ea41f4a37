/**
 * The address of a list that is filtered by these words; what is empty is left out. A space is %20: the router takes a + for another
 * address than the one that the server has answered, and stays where it is.
 */
export function listAddress(path: string, words: Readonly<Record<string, string>>): string {
  const given = Object.entries(words).filter(([, word]) => word !== '')
  const query = given.map(([name, word]) => `${name}=${encodeURIComponent(word)}`).join('&')
  return query === '' ? path : `${path}?${query}`
}
