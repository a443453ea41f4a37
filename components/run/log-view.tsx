'use client'
import type { LogFrame } from './log-frame.tsx'
import type { LogList } from './log-list.tsx'
import type { LogPages } from './log-model.ts'
import type { LogToolbar } from './log-toolbar.tsx'
import type { LogWindow } from './log-window.tsx'
import { useLogView } from './use-log-view.ts'

export interface Log {
  runId: string
  pages: LogPages
  /** Lines so far. */
  total: number
  steps: Readonly<Record<string, string>>
  /** True while more lines can come. */
  growing: boolean
}

/** What shows a log, handed in: each is a script of its own, and all of them load side by side. */
interface LogParts {
  LogWindow: typeof LogWindow
  LogFrame: typeof LogFrame
  LogList: typeof LogList
  LogToolbar: typeof LogToolbar
}

export interface LogInParts {
  log: Log
  view: ReturnType<typeof useLogView>
  parts: LogParts
}

/** One run's log; its lines are read when they are looked at. Needs the browser. */
export function LogView({ parts, ...log }: Log & { parts: LogParts }) {
  const view = useLogView(log.runId, log.pages, log.total)
  return <parts.LogWindow log={log} view={view} parts={parts} />
}
