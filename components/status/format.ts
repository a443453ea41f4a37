/** `< 0.1 s`, `3.1 s`, `4 m 12 s`, `2 h 05 m`. */
export function durationText(ms: number): string {
  const seconds = Math.max(0, ms) / 1_000
  if (seconds < 0.05) return '< 0.1 s'
  if (seconds < 59.95) return `${seconds.toFixed(1)} s`
  const whole = Math.round(seconds)
  if (whole < 3_600) return `${Math.floor(whole / 60)} m ${String(whole % 60).padStart(2, '0')} s`
  const minutes = Math.floor(whole / 60)
  return `${Math.floor(minutes / 60)} h ${String(minutes % 60).padStart(2, '0')} m`
}

/** How long something has taken so far, in whole seconds: `0 s`, `12 s`, `4 m 12 s`. */
export function elapsedText(ms: number): string {
  const seconds = Math.floor(Math.max(0, ms) / 1_000)
  return seconds < 60 ? `${seconds} s` : durationText(seconds * 1_000)
}

/** How long a test took: `4 ms`, and from a second on as other durations. */
export function testDurationText(ms: number): string {
  if (ms < 0.5) return '< 1 ms'
  return ms < 1_000 ? `${Math.round(ms)} ms` : durationText(ms)
}

/** `now`, `12 s ago`, `3 min ago`, `5 h ago`, `3 d ago`; a clock that is behind never makes it negative. */
export function relativeText(at: string, nowMs: number): string {
  const seconds = Math.max(0, Math.floor((nowMs - Date.parse(at)) / 1_000))
  if (seconds < 5) return 'now'
  if (seconds < 60) return `${seconds} s ago`
  if (seconds < 3_600) return `${Math.floor(seconds / 60)} min ago`
  if (seconds < 86_400) return `${Math.floor(seconds / 3_600)} h ago`
  return `${Math.floor(seconds / 86_400)} d ago`
}

/** `12 s old`, `10 min old`, `3 h old`. */
export function ageText(ms: number): string {
  const seconds = Math.floor(ms / 1_000)
  if (seconds < 60) return `${seconds} s old`
  return seconds < 3_600 ? `${Math.floor(seconds / 60)} min old` : `${Math.floor(seconds / 3_600)} h old`
}

function partsOf(at: string, zone: string | undefined): Record<string, string> {
  const format = new Intl.DateTimeFormat('en-GB', {
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
    hourCycle: 'h23',
    timeZoneName: 'short',
    ...(zone ? { timeZone: zone } : {}),
  })
  return Object.fromEntries(format.formatToParts(new Date(at)).map(({ type, value }) => [type, value]))
}

/** `2026-11-22 03:12:44 CET`. Without a zone it is the machine's own. */
export function absoluteText(at: string, zone?: string): string {
  const { year, month, day, hour, minute, second, timeZoneName } = partsOf(at, zone)
  return `${year}-${month}-${day} ${hour}:${minute}:${second} ${timeZoneName}`
}

/** `03:12:44`, for log lines; with `fraction` `03:12:44.118`. */
export function clockText(at: string, zone?: string, fraction = false): string {
  const { hour, minute, second } = partsOf(at, zone)
  const clock = `${hour}:${minute}:${second}`
  return fraction ? `${clock}.${String(new Date(at).getMilliseconds()).padStart(3, '0')}` : clock
}

/** `CET`: the short name that a zone has at that time; without one, of the machine's own zone. */
export function zoneText(at: string, zone?: string): string {
  return partsOf(at, zone).timeZoneName ?? ''
}

const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB']

/** `812 B`, `1.2 MiB`. */
export function sizeText(bytes: number): string {
  const power = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10))
  return `${power === 0 ? bytes : (bytes / 1024 ** power).toFixed(1)} ${units[power]}`
}

/** `1st`, `2nd`, `3rd`, `11th`. */
export function ordinalText(count: number): string {
  const ending = { one: 'st', two: 'nd', few: 'rd', other: 'th', zero: 'th', many: 'th' }
  return `${count}${ending[new Intl.PluralRules('en', { type: 'ordinal' }).select(count)]}`
}

/** `1 test`, `2 tests`, `48 213 lines`: groups of three with a thin gap. */
export function countText(count: number, noun: string): string {
  return `${groupedText(count)} ${noun}${count === 1 ? '' : 's'}`
}

/** `48 213`. */
export function groupedText(count: number): string {
  return String(count).replaceAll(/\B(?=(\d{3})+$)/g, '\u202f')
}

/** The short form of a run's id, as people say it. */
export function shortId(id: string): string {
  return id.slice(0, 8)
}
