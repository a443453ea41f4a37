import { useEffect, useState } from 'react'
import type { Page, RunRow } from '../../lib/core/store.ts'
import { askServer } from '../data/ask.ts'
import { type Entry, entryOfRun, idIn } from './palette-entries.ts'

const pauseMs = 150
const atOnce = 5

/** Asks the server for what has these words. */
export type Search = (text: string, signal: AbortSignal) => Promise<Entry[]>

export const searchRuns: Search = async (text, signal) => {
  const { rows } = await askServer<Page<RunRow>>('control_room.runs', { text: idIn(text) ?? text, limit: atOnce, brief: true }, signal)
  return rows.map(entryOfRun)
}

export const searchModules: Search = async (text, signal) => {
  const { rows } = await askServer<Page<{ name: string; title: string }>>(
    'module_dependency_resolver.list',
    { text, limit: atOnce },
    signal,
  )
  return rows.map(({ name, title }) => ({
    id: `module:${name}`,
    title: name,
    detail: title === name ? 'module' : title,
    href: `/modules/${encodeURIComponent(name)}`,
  }))
}

/** What the server finds, once somebody has stopped typing; nothing where it cannot be asked. Pending until it has answered. */
export function useSearch(text: string, search: Search): { entries: Entry[]; isPending: boolean } {
  const [answer, setAnswer] = useState<{ text: string; entries: Entry[] }>({ text: '', entries: [] })
  useEffect(() => {
    if (text.trim().length < 2) return
    const stop = new AbortController()
    const timer = setTimeout(async () => {
      try {
        setAnswer({ text, entries: await search(text.trim(), stop.signal) })
      } catch {
        if (!stop.signal.aborted) setAnswer({ text, entries: [] })
      }
    }, pauseMs)
    return () => {
      clearTimeout(timer)
      stop.abort()
    }
  }, [text, search])
  const isAnswered = answer.text === text
  return { entries: isAnswered ? answer.entries : [], isPending: text.trim().length >= 2 && !isAnswered }
}
