import type { MemberChanges, MemberRow, SessionRow } from './member.ts'
import type { ModeName, Role, Surface } from './policy.ts'
import type { JsonObject, RunEvent, RunStatus, RunView, TestResult, WitnessedCall } from './run.ts'

/** A run as lists show it. */
export interface RunRow {
  id: string
  address: string
  /** What a person calls it: `CI of example main`. */
  title: string
  status: RunStatus
  input: JsonObject
  view: RunView
  lastSeq: number
  lock: string
  startedBy: string
  startedByName: string
  surface: Surface
  /** The run that this one repeats, and the one that repeats it. */
  previous: string | null
  next: string | null
  parentId: string | null
  createdAt: string
}

/** Where a queued run stands: 1 is next. `holder` is the run that has the lock now. */
export interface QueuePlace {
  position: number
  holder: { id: string; address: string; startedByName: string; startedAt: string | null } | null
}

/** One line of a run's log; `number` counts from 1 over the whole run. */
export interface LogLine {
  number: number
  step: string
  attempt: number
  at: string
  stream: 'out' | 'err'
  text: string
}

export interface RunFilter {
  status?: RunStatus[]
  address?: string
  startedBy?: string
  /** Words of the name of who started it. */
  by?: string
  /** Of those that succeeded, only the ones with warnings, or only those without. */
  warnings?: 'only' | 'none'
  /** The branch that was asked for; a `*` at its end stands for any words. */
  branch?: string
  /** Not older than this (ISO 8601). */
  after?: string
  /** Words of the title, or the beginning of an id. */
  text?: string
  /** Opaque: from the `next` of the page before. */
  cursor?: string
  /** 1 to 200, 50 by default. */
  limit?: number
}

/** A page of a list; `next` is null at the end. */
export interface Page<Row> {
  rows: Row[]
  next: string | null
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

export interface EvidenceRow {
  runId: string
  seq: number
  path: string
  digest: string
  previous: string
  sizeBytes: number
  at: string
}

/** A file of a pack as it is now, compared with its manifest. */
export interface PackedFile {
  path: string
  sizeBytes: number
  sha256: string
  ok: boolean
}

export interface PackCheck {
  run: string
  digest: string
  verified: boolean
  /** Names the first file that does not fit. */
  problem: string | null
  files: PackedFile[]
}

export interface ChainCheck {
  ok: boolean
  packs: number
  problem: string | null
}

/** How far the audit's chain is proven, and what breaks it. */
export interface ChainState {
  ok: boolean
  upTo: number
  problem: string | null
  /** When it was read. */
  at: string
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

export type WitnessedRow = WitnessedCall & { step: string; attempt: number; at: string; seq: number }

/** A token as lists show it: never its secret. */
export interface TokenRow {
  id: string
  name: string
  owner: { id: string; name: string; email: string }
  /** What it was made for; it never does more than its owner may by then. */
  role: Role
  verbs: string[]
  environments: string[]
  /** Null is the configured mode. */
  mode: ModeName | null
  state: 'active' | 'expired' | 'revoked'
  createdAt: string
  expiresAt: string
  lastUsedAt: string | null
  revokedAt: string | null
  /** The runs that it began since midnight UTC. */
  runsToday: number
}

export interface NewToken extends Pick<TokenRow, 'name' | 'role' | 'verbs' | 'environments' | 'mode'> {
  ownerId: string
  expiresAt: Date
}

/** What verbs may change of the control room itself, in one transaction. */
export interface RoomStore {
  tokens: {
    /** The member of this id or address; of neither, the only member there is. Null when there is none. */
    owner(wanted: { id?: string; email?: string }): Promise<{ id: string; name: string; role: Role } | null>
    /** The secret is told here and nowhere again. */
    create(token: NewToken): Promise<{ token: TokenRow; secret: string }>
    revoke(id: string): Promise<TokenRow>
  }
  members: MemberChanges
  sessions: {
    /** Ends those sessions of a member whose id begins so; says how many. */
    end(userId: string, id: string): Promise<number>
    /** Ends all sessions of a member but one; says how many. */
    endOthers(userId: string, kept: string | undefined): Promise<number>
    /** Null goes back to the configured mode. */
    setMode(session: string, mode: ModeName | null): Promise<void>
  }
}

/** What verbs may read. All times ISO 8601. */
export interface ReadStore {
  runs: {
    get(id: string): Promise<RunRow | null>
    /** Runs whose id begins so, at most five; the exact one alone when there is one. */
    find(prefix: string): Promise<RunRow[]>
    list(filter: RunFilter): Promise<Page<RunRow>>
    place(id: string): Promise<QueuePlace | null>
    tests(id: string): Promise<TestResult[]>
    calls(id: string): Promise<WitnessedRow[]>
    /** Lines `from` to `from + count - 1`, count at most 5,000. */
    log(id: string, from: number, count: number): Promise<LogLine[]>
    events(id: string, after: number): Promise<RunEvent[]>
  }
  audit: {
    list(filter: AuditFilter): Promise<Page<AuditRow>>
    /** Records after `seq` as they stand, oldest first, at most 2,000: what the chain is computed from. */
    records(after: number): Promise<AuditRow[]>
    /** The chain's last record as it is kept apart. */
    head(): Promise<{ seq: number; hash: string }>
    verify(): Promise<ChainState>
    /** The same as it was read a little before, with that time. */
    state(): Promise<ChainState>
  }
  /** Tokens, those that work first, newest first; of one owner, or of all. */
  tokens: { list(ownerId?: string): Promise<TokenRow[]> }
  evidence: {
    get(runId: string): Promise<EvidenceRow | null>
    list(): Promise<EvidenceRow[]>
    /** Newest first, with the title of each run. */
    page(filter: { cursor?: string; limit?: number }): Promise<Page<EvidenceRow & { title: string }>>
    check(runId: string): Promise<PackCheck | null>
    checkAll(): Promise<ChainCheck>
  }
  members: {
    /** By address. */
    list(filter: { text?: string; cursor?: string; limit?: number }): Promise<Page<MemberRow>>
  }
  sessions: {
    /** The open sessions of a member, newest first, at most 200. */
    list(userId: string): Promise<SessionRow[]>
  }
}
