import { type ChainedRecord, chainText, genesis } from '../../lib/core/chain.ts'

export interface ChainPage {
  rows: (ChainedRecord & { hash: string })[]
  /** The last record as the control room keeps it apart. */
  head: { seq: number; hash: string }
}

/** How far the chain was computed, and what does not fit. */
export interface ChainVerdict {
  upTo: number
  problem: string | null
}

interface Options {
  /** The records after `seq`, oldest first; none at the end. */
  read(seq: number): Promise<ChainPage>
  sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string>
  /** Called now and then with how far it is. */
  onProgress(upTo: number, of: number): void
}

/** Computes the audit's chain from its records: nothing that the server says of it is believed. The first thing that does not fit is named. */
export async function verifyChain({ read, sha256, onProgress }: Options): Promise<ChainVerdict> {
  const encoder = new TextEncoder()
  let previous = genesis
  let seq = 0
  for (;;) {
    const { rows, head } = await read(seq)
    if (rows.length === 0) return endOf(seq, previous, head)
    for (const row of rows) {
      if (row.seq !== seq + 1) return { upTo: seq, problem: `Record ${seq + 1} is missing.` }
      const hash = await sha256(encoder.encode(chainText(previous, row)))
      if (hash !== row.hash) return { upTo: seq, problem: `Record ${row.seq} does not match its hash.` }
      previous = hash
      seq = row.seq
    }
    onProgress(seq, head.seq)
  }
}

/** A record that came after the head was read is a later page's. */
function endOf(seq: number, hash: string, head: ChainPage['head']): ChainVerdict {
  if (head.seq > seq) return { upTo: seq, problem: `Record ${head.seq} is missing: the chain ends at ${seq}.` }
  if (head.seq === seq && head.hash !== hash) return { upTo: seq, problem: `Record ${seq} is not the last that is remembered.` }
  return { upTo: seq, problem: null }
}
