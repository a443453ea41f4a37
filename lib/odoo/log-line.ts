type LogLevel = 'DEBUG' | 'INFO' | 'WARNING' | 'ERROR' | 'CRITICAL'

/** One record of Odoo's log, as its first line tells it. */
export interface LogRecord {
  /** As printed: `2026-11-22 18:49:07,243`, in the time zone of the server. */
  at: string
  pid: number
  level: LogLevel
  /** Null outside a database. */
  database: string | null
  logger: string
  /** The first line of the message. */
  message: string
  /** Of a served request: what it cost. Null for all else. */
  queries: number | null
  sqlSeconds: number | null
  otherSeconds: number | null
  /** Where the request ran when there is a replica: `ro`, `rw`, `ro->rw`. */
  cursorMode: string | null
}

/**
 * Reads the line with which a record of Odoo's log begins (`odoo/netsvc.py`, the same in 16.0 to 19.0):
 * `%(asctime)s %(pid)s %(levelname)s %(dbname)s %(name)s: %(message)s %(perf_info)s`. Null for a line that begins none:
 * it belongs to the record before. Its time is linear in the length of the line.
 */
export function parseLogLine(line: string): LogRecord | null {
  const plain = withoutColours(line)
  const match = head.exec(plain)
  const level = levels.get(match?.[3] ?? '')
  if (!match || level === undefined) return null
  const [whole, at = '', pid = '', , database = '', logger = ''] = match
  const rest = plain.slice(whole.length).trimEnd()
  const { message, queries, sqlSeconds, otherSeconds, cursorMode } = logger === 'werkzeug' ? costOf(rest) : { message: rest, ...free }
  return {
    at,
    pid: Number(pid),
    level,
    database: database === '?' ? null : database,
    logger,
    message,
    queries,
    sqlSeconds,
    otherSeconds,
    cursorMode,
  }
}

/** From one printed time to another, in milliseconds; null when either is none. */
export function millisecondsBetween(from: string, to: string): number | null {
  const start = instant(from)
  const end = instant(to)
  return start === null || end === null ? null : end - start
}

/** Time, process, level, database, logger. */
const head = /^(\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3}) (\d{1,10}) (_?[A-Z]{4,8}) (\S{1,255}) ([^\s:]{1,500}):(?: |$)/

/** `RUNBOT` (25) is shown as INFO in all four series. A leading `_` marks what was heard in an attempt that is made again: no problem yet. */
const levels = new Map<string, LogLevel>([
  ['DEBUG', 'DEBUG'],
  ['INFO', 'INFO'],
  ['RUNBOT', 'INFO'],
  ['WARNING', 'WARNING'],
  ['ERROR', 'ERROR'],
  ['CRITICAL', 'CRITICAL'],
  ['_WARNING', 'INFO'],
  ['_ERROR', 'INFO'],
  ['_CRITICAL', 'INFO'],
])

const free = { queries: null, sqlSeconds: null, otherSeconds: null, cursorMode: null }
const cost = / (?<queries>\d{1,9}) (?<sql>-?\d{1,9}\.\d{3}) (?<other>-?\d{1,9}\.\d{3})(?: (?<mode>ro->rw|ro|rw|-))?$/
const longestCost = 60

/** Only the logger `werkzeug` has the numbers; `- - -` when the request was not measured. */
function costOf(text: string): Omit<LogRecord, 'at' | 'pid' | 'level' | 'database' | 'logger'> {
  if (text.endsWith(' - - -')) return { message: text.slice(0, -' - - -'.length), ...free }
  const match = cost.exec(text.slice(-longestCost))
  if (!match?.groups) return { message: text, ...free }
  const { queries, sql, other, mode } = match.groups
  return {
    message: text.slice(0, -match[0].length),
    queries: Number(queries),
    sqlSeconds: Number(sql),
    otherSeconds: Number(other),
    cursorMode: mode === undefined || mode === '-' ? null : mode,
  }
}

// biome-ignore lint/suspicious/noControlCharactersInRegex: the escape that begins a colour
const colour = /\u001b\[[\d;]*m/g

function withoutColours(line: string): string {
  return line.includes('\u001b') ? line.replaceAll(colour, '') : line
}

const clock = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d),(\d{3})$/

function instant(at: string): number | null {
  const match = clock.exec(at)
  if (match === null) return null
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0, millisecond = 0] = match.slice(1).map(Number)
  return Date.UTC(year, month - 1, day, hour, minute, second, millisecond)
}
