import type { ContainerStats as EngineStats } from 'dockerode'
import { lineReader } from '../process-output.ts'
import { call } from './call.ts'
import { framesOf } from './frames.ts'
import type { DockerTool, EngineEvent, Labels, LogLine } from './port.ts'
import { type Engine, part } from './request.ts'

const defaultTail = 1_000
const longestTail = 10_000

/** What is observed of containers and of the engine. */
export function observationsOn(engine: Engine): Pick<DockerTool, 'logs' | 'stats' | 'events'> {
  return {
    logs: (container, options) =>
      call(engine, `The log of container ${container}`, options, async (signal) => {
        const tail = Math.min(options?.tail ?? defaultTail, longestTail)
        const since = options?.since === undefined ? {} : { since: secondsOf(options.since) }
        const query = { stdout: true, stderr: true, timestamps: true, tail, ...since }
        return linesOf(await engine.read({ method: 'GET', path: `/containers/${part(container)}/logs`, query, signal }))
      }),
    stats: (container, options) =>
      call(engine, `The figures of container ${container}`, options, async (signal) => {
        const path = `/containers/${part(container)}/stats`
        return statsOf(await engine.ask<EngineStats>({ method: 'GET', path, query: { stream: false }, signal }))
      }),
    events: ({ since, until, labels = {} }, options) =>
      call(engine, 'The list of events', options, async (signal) => {
        const filters = { label: labelFilter(labels) }
        const query = { since: secondsOf(since), until: secondsOf(until), filters }
        return eventsOf(await engine.read({ method: 'GET', path: '/events', query, signal }))
      }),
  }
}

/** Labels as the engine's lists take them; an empty value fits any. */
export function labelFilter(labels: Labels): string[] {
  return Object.entries(labels).map(([name, value]) => (value === '' ? name : `${name}=${value}`))
}

/** The engine takes moments as seconds with a fraction. */
function secondsOf(moment: string): string {
  return (Date.parse(moment) / 1000).toFixed(3)
}

/** Each line begins with its time: `2026-01-02T03:04:05.000000006Z text`. */
async function linesOf(stream: AsyncIterable<Buffer | string>): Promise<LogLine[]> {
  const readers = { out: lineReader(), err: lineReader() }
  const lines: LogLine[] = []
  const add = (stream: 'out' | 'err', whole: string) => {
    const space = whole.indexOf(' ')
    lines.push({ at: whole.slice(0, space), stream, line: whole.slice(space + 1) })
  }
  for await (const { stream: name, chunk } of framesOf(stream)) for (const line of readers[name].take(chunk)) add(name, line)
  for (const name of ['out', 'err'] as const) for (const line of readers[name].end()) add(name, line)
  return lines
}

/** The figures that `docker stats` shows, by its own formulas. */
function statsOf({ cpu_stats, precpu_stats, memory_stats, pids_stats, networks }: EngineStats) {
  const used = cpu_stats.cpu_usage.total_usage - precpu_stats.cpu_usage.total_usage
  const passed = cpu_stats.system_cpu_usage - (precpu_stats.system_cpu_usage ?? 0)
  const figures = new Map<string, number>(Object.entries(memory_stats.stats))
  // What the kernel keeps only to be quick does not count (the first name is of cgroup v1).
  const cache = figures.get('total_inactive_file') ?? figures.get('inactive_file') ?? 0
  const traffic = Object.values(networks ?? {})
  return {
    cpuPercent: passed > 0 ? Math.round((used / passed) * cpu_stats.online_cpus * 1000) / 10 : 0,
    memoryBytes: Math.max(0, memory_stats.usage - cache),
    memoryLimitBytes: memory_stats.limit,
    processes: pids_stats?.current ?? 0,
    receivedBytes: traffic.reduce((sum, one) => sum + one.rx_bytes, 0),
    sentBytes: traffic.reduce((sum, one) => sum + one.tx_bytes, 0),
  }
}

interface Said {
  Type: string
  Action: string
  Actor: { ID: string; Attributes?: Record<string, string> }
  timeNano: number
}

async function eventsOf(stream: AsyncIterable<Buffer | string>): Promise<EngineEvent[]> {
  return (await jsonLines<Said>(stream)).map(({ Type, Action, Actor, timeNano }) => ({
    at: new Date(timeNano / 1e6).toISOString(),
    type: Type,
    action: Action,
    id: Actor.ID,
    // Beside the labels, which have dots, stand names and figures of the engine's own, which have none.
    labels: Object.fromEntries(Object.entries(Actor.Attributes ?? {}).filter(([name]) => name.includes('.'))),
  }))
}

/** The engine's streams of events and of progress: one JSON object after the other. */
export async function jsonLines<One>(stream: AsyncIterable<Buffer | string>, hear?: (one: One) => Promise<void>): Promise<One[]> {
  const reader = lineReader()
  const all: One[] = []
  const take = async (lines: string[]) => {
    for (const line of lines.filter((text) => text.trim() !== '')) {
      const one = objectOf<One>(line)
      if (hear) await hear(one)
      else all.push(one)
    }
  }
  for await (const chunk of stream) await take(reader.take(typeof chunk === 'string' ? Buffer.from(chunk) : chunk))
  await take(reader.end())
  return all
}

/** The engine's API guarantees the shape. */
function objectOf<One>(json: string): One {
  return JSON.parse(json) as One
}
