import type { Surface } from './policy.ts'
import type { JsonObject } from './run.ts'

/** A file of a pack as it is now, compared with its manifest. */
export interface PackedFile {
  path: string
  sizeBytes: number
  sha256: string
  ok: boolean
}

/** How far the audit's chain is proven, and what breaks it. */
export interface ChainState {
  ok: boolean
  upTo: number
  problem: string | null
  /** When it was read. */
  at: string
}

export interface AuditRow {
  seq: number
  at: string
  actor: string
  actorName: string
  surface: Surface
  /** `run.submit`, `run.cancel`, `session.open`, … */
  action: string
  /** What it was done to: an address, a run, a member. */
  target: string
  outcome: 'done' | 'refused' | 'failed'
  details: JsonObject
  hash: string
}

export interface ChainCheck {
  ok: boolean
  packs: number
  problem: string | null
}

export interface EvidenceRow {
  runId: string
  seq: number
  path: string
  digest: string
  previous: string
  sizeBytes: number
  at: string
}

export interface PackCheck {
  run: string
  digest: string
  verified: boolean
  /** Names the first file that does not fit. */
  problem: string | null
  files: PackedFile[]
}

export interface AuditFilter {
  /** Only what this member did, by id. */
  actor?: string
  /** Words of the name of who did it. */
  who?: string
  /** Words of the action or of what it was done to. */
  what?: string
  surface?: Surface
  outcome?: AuditRow['outcome']
  limit?: number
  cursor?: string
}
