/** What JSON can say. */
export type Json = { [key: string]: Json } | Json[] | string | number | boolean | null

export type JsonObject = { [key: string]: Json }

/** The object, or an empty one where it is none. */
export function objectOf(node: Json | undefined): JsonObject {
  return node !== null && typeof node === 'object' && !Array.isArray(node) ? node : {}
}

/** The text, or an empty one where it is none. */
export function textOf(node: Json | undefined): string {
  return typeof node === 'string' ? node : ''
}
