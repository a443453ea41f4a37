/** One message of an event stream. */
export interface Message {
  event: string
  data: string
}

/** Takes pieces of an event stream as they arrive, and gives the messages that are whole. Comments only show that the line is alive. */
export class MessageReader {
  #rest = ''

  read(piece: string): Message[] {
    const blocks = (this.#rest + piece).replaceAll('\r\n', '\n').split('\n\n')
    this.#rest = blocks.pop() ?? ''
    return blocks.flatMap((block) => {
      const fields = block.split('\n').map(fieldOf)
      const data = fields.flatMap(([name, value]) => (name === 'data' ? [value] : []))
      const event = fields.findLast(([name]) => name === 'event')?.[1] ?? 'message'
      return data.length > 0 || event !== 'message' ? [{ event, data: data.join('\n') }] : []
    })
  }
}

function fieldOf(line: string): [name: string, value: string] {
  const colon = line.indexOf(':')
  return colon < 0 ? [line, ''] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, '')]
}

const waits = [1_000, 2_000, 5_000, 10_000, 30_000]

/** How long to wait before attempt `number` (from 1) to reach the server again: 1, 2, 5, 10, then 30 s, each up to a quarter longer. `random` is 0 to 1. */
export function waitMs(number: number, random: number): number {
  const base = waits[Math.min(number, waits.length) - 1] ?? 1_000
  return Math.round(base * (1 + random / 4))
}
