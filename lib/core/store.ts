import type { DeliveryOutcome, DeliveryRow } from './delivery.ts'
import type { Level } from './log-level.ts'
import type { MemberRow, SessionRow } from './member.ts'
import type { Surface } from './policy.ts'
import type { AuditFilter, AuditRow, ChainCheck, ChainState, EvidenceRow, PackCheck } from './proof.ts'
import type { TokenRow } from './room.ts'
import type { JsonObject, RunEvent, RunStatus, RunView, TestResult, WitnessedCall } from './run.ts'
import type { BranchesOf, BrokenRun, RunCounts, WorkerState } from './run-summary.ts'

/** What a run repeats. */
export interface Repeats {
  /** How many runs, one after the other. */
  count: number
  /** True when among them and it are some whose tests failed and some that succeeded: the same code, and another verdict. */
  isFlaky: boolean
}

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
  /** Why it was asked for, as whoever asked said it. */
  reason: string | null
  /** The run that this one repeats, and the one that repeats it. */
  previous: string | null
  next: string | null
  /** Null for a run that repeats none. */
  repeats: Repeats | null
  parentId: string | null
  createdAt: string
}

/** A run that has not ended, as the tray shows it. */
export type OpenRun = Pick<RunRow, 'id' | 'title' | 'status' | 'surface' | 'startedByName' | 'createdAt'> & Pick<RunView, 'attempt'>

/** All runs that have not ended, newest first. Two lists with one `seq` are the same. */
export interface OpenRuns {
  seq: number
  rows: OpenRun[]
  /** How many runs of the last week failed that no later one has made good; 50 at most. */
  failing: number
  /** The same by skill; one without any is absent. */
  failingOf: Record<string, number>
  /** True when there are more than these. */
  hasMore: boolean
  observedAt: string
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
  /** What it is, as a byte: see log-marks.ts. */
  mark: number
}

/** Lines of one step and attempt, one after the other. */
export interface LogStretch {
  from: number
  to: number
  step: string
  attempt: number
}

/** What is known of lines without their text: a byte for each, from line `from`. */
export interface LogOutline {
  from: number
  marks: Uint8Array
  stretches: LogStretch[]
}

export interface LogQuery {
  text: string
  /** True when the text is a regular expression. */
  isRegex: boolean
  matchCase: boolean
  from: number
  step: string | null
  level: Level
  /** The most lines that are wanted. */
  most: number
}

/** The numbers of the lines that were found, in order. */
export interface LogHits {
  lines: number[]
  /** The last line that was looked at. */
  searchedTo: number
  /** Why it ended before the end of the log: as many as were wanted, or no more time. */
  cut: 'most' | 'time' | null
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
  /** Only those that came to know that they test this: the repository as it was named, and the ref of the commit (`refs/heads/main`) where it matters. */
  tested?: { repository: string; ref?: string }
  /** Words of the title, the beginning of an id or of the commit that was tested (7 digits of it), or a pull request: `#142`. */
  text?: string
  /** Of runs that repeat each other only the newest. */
  newest?: boolean
  /** Only runs that touch no environment but these. */
  within?: readonly string[]
  /** Opaque: from the `next` of the page before. */
  cursor?: string
  /** 1 to 200, 50 by default. */
  limit?: number
}

export interface DeliveryFilter {
  outcome?: DeliveryOutcome | undefined
  /** Opaque: from the `next` of the page before. */
  cursor?: string | undefined
  /** 1 to 200, 50 by default. */
  limit?: number | undefined
}

/** A page of a list; `next` is null at the end. */
export interface Page<Row> {
  rows: Row[]
  next: string | null
}

export type WitnessedRow = WitnessedCall & { step: string; attempt: number; at: string; seq: number }

/** What verbs may read. All times ISO 8601. */
export interface ReadStore {
  runs: {
    get(id: string): Promise<RunRow | null>
    /** Runs whose id begins so, at most five; the exact one alone when there is one. */
    find(prefix: string): Promise<RunRow[]>
    list(filter: RunFilter): Promise<Page<RunRow>>
    counts(filter: RunFilter): Promise<RunCounts>
    /** Runs since a time (ISO 8601) that failed and were not made good by a later one, newest first, at most 50. */
    broken(after: string, only?: BranchesOf, within?: readonly string[]): Promise<BrokenRun[]>
    place(id: string): Promise<QueuePlace | null>
    /** Where one would stand that takes this lock now; null when nothing holds it or waits for it. */
    line(lock: string): Promise<QueuePlace | null>
    tests(id: string): Promise<TestResult[]>
    calls(id: string): Promise<WitnessedRow[]>
    /** Lines `from` to `from + count - 1`, count at most 5,000. */
    log(id: string, from: number, count: number): Promise<LogLine[]>
    /** Lines by their numbers. */
    lines(id: string, numbers: readonly number[]): Promise<LogLine[]>
    /** What the lines from `from` on are. */
    outline(id: string, from: number): Promise<LogOutline>
    /** Looks for a text in the lines of a log, as they are without colours. */
    search(id: string, query: LogQuery): Promise<LogHits>
    events(id: string, after: number): Promise<RunEvent[]>
  }
  workers: { state(): Promise<WorkerState> }
  /** What the workers heard last of each environment, between the checks. */
  environments: { heard(): Promise<JsonObject[]> }
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
  /** What GitHub has delivered, newest first. */
  deliveries: { list(filter: DeliveryFilter): Promise<Page<DeliveryRow>> }
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
