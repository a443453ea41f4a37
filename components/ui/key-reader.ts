/** Pressed keys, one or two with a space between them (`g c`), and what they do. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>

type Act = KeyMap[string]

/** The second key of two follows the first within so many milliseconds: as long as GitHub waits, so that who types slowly is meant too. */
export const pauseMs = 1_500

/** Pressed on the way to another key, never for themselves. */
const modifiers = new Set(['Shift', 'Control', 'Alt', 'AltGraph', 'Meta', 'CapsLock'])

/**
 * What is pressed, read once for all maps of a page: whoever has begun a pair means a pair, and no map may take its second key for a
 * single one. Of two maps with the same keys the later one has them.
 */
export class KeyReader {
  readonly #maps = new Set<() => KeyMap>()
  #first = ''
  #firstAt = 0

  /** Adds a map, asked for anew with each key; the answer takes it away. */
  add(map: () => KeyMap): () => void {
    this.#maps.add(map)
    return () => void this.#maps.delete(map)
  }

  get isEmpty(): boolean {
    return this.#maps.size === 0
  }

  /** What the key does after those before it; `at` in milliseconds. */
  read(key: string, at: number): Act | undefined {
    if (modifiers.has(key)) return undefined
    const maps = [...this.#maps].map((map) => map()).reverse()
    const isSecond = this.#first !== '' && at - this.#firstAt < pauseMs
    const pressed = isSecond ? `${this.#first} ${key}` : key
    const act = maps.map((map) => map[pressed]).find((one) => one !== undefined)
    const begins = !act && maps.some((map) => Object.keys(map).some((keys) => keys.startsWith(`${key} `)))
    this.#first = begins ? key : ''
    this.#firstAt = at
    return act
  }
}
