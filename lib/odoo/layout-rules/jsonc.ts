/** A text of JSON with comments and commas at the ends of lists, as plain JSON: they are blanked, so that every place stays where it was. */
export function plainJson(text: string): string {
  const blank = (part: string) => part.replace(/[^\n]/g, ' ')
  const bare = text.replace(/"(?:[^"\\\n]|\\.)*"|\/\/[^\n]*|\/\*[\s\S]*?\*\//g, (part) => (part.startsWith('"') ? part : blank(part)))
  return bare.replace(/"(?:[^"\\\n]|\\.)*"|,(?=\s*[}\]])/g, (part) => (part === ',' ? ' ' : part))
}

/** What such a text says; null where it says nothing that can be read. */
export function readJsonc(text: string): unknown {
  try {
    return JSON.parse(plainJson(text))
  } catch {
    return null
  }
}
