'use client'
import { Command } from 'cmdk'
import { useRouter } from 'next/navigation'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useKept } from '../environment/scope.tsx'
import { Kbd } from '../ui/kbd.tsx'
import type { Outcome } from '../verb/outcome.ts'
import { actionsOn } from './page-actions.ts'
import { type Entry, found, isReference, named, recentFrom, withRecent } from './palette-entries.ts'
import { focusFirst, paletteField } from './palette-field.ts'
import { searchModules, searchRuns, useSearch } from './palette-search.ts'

export interface PaletteProps {
  /** What is typed. */
  text: string
  onText(text: string): void
  onClose(): void
  places: readonly { href: string; title: string; detail?: string; keys?: string }[]
  /** Asks for all verbs, as lines. */
  verbs(): Promise<Outcome<Entry[]>>
}

const storage = 'palette-recent'

/** Everything that one can go to, by typing. It never does anything: a verb's own page opens. */
export function Palette({ text, onText, places, verbs, onClose }: PaletteProps) {
  const router = useRouter()
  const kept = useKept()
  const [chosen, setChosen] = useState('')
  const [copied, setCopied] = useState(false)
  const [recent] = useState(() => recentFrom(localStorage.getItem(storage)))
  const [actions] = useState(() => actionsOn(document))
  const known = useVerbs(verbs)
  const { entries: runs, isPending } = useSearch(text, searchRuns)
  const { entries: modules } = useSearch(text, searchModules)
  const { straight, others } = named(runs, text)
  const groups = [
    { title: 'Recent', entries: text === '' ? recent : [] },
    { title: 'Go to', entries: [...straight, ...found(places.map(entryOfPlace), text)] },
    { title: 'Actions here', entries: found(actions, text) },
    { title: 'All verbs', entries: found(known, text) },
    { title: 'Runs', entries: others },
    { title: 'Modules', entries: modules },
  ].filter(({ entries }) => entries.length > 0)
  const go = (entry: Entry & { press?: () => void }) => {
    if (entry.press) {
      onClose()
      return setTimeout(entry.press)
    }
    localStorage.setItem(storage, JSON.stringify(withRecent(recent, entry)))
    onClose()
    router.push(kept(entry.href))
  }
  const goTo = useRef(go)
  useEffect(() => {
    goTo.current = go
  })
  // Enter before the answer: who types a reference and Enter in one go is led there when it is known.
  const [eager, setEager] = useState('')
  const meant = straight[0] ?? others[0]
  useEffect(() => {
    if (eager === '' || eager !== text || isPending) return
    setEager('')
    if (meant) goTo.current(meant)
  }, [eager, text, isPending, meant])
  const press = async (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    if (isPending && isReference(text)) {
      event.preventDefault()
      event.stopPropagation()
      return setEager(text)
    }
    if (!(event.ctrlKey || event.metaKey)) return
    event.preventDefault()
    event.stopPropagation()
    const entry = groups.flatMap(({ title, entries }) => entries.filter(({ id }) => lineId(title, id) === chosen))[0]
    if (entry?.command === undefined) return
    await navigator.clipboard.writeText(entry.command)
    setCopied(true)
  }
  return (
    <div onKeyDownCapture={press}>
      <Command shouldFilter={false} label="Go to" value={chosen} onValueChange={setChosen} className="flex flex-col gap-2">
        <Command.Input {...paletteField} ref={focusFirst} value={text} onValueChange={onText} />
        <Command.List label="Places, verbs and runs" className="max-h-[50dvh] overflow-auto">
          <Command.Empty className="px-2 py-4 text-muted">
            {`Nothing matches '${text}'. Try a branch, a module, a run number or a verb such as restore.`}
          </Command.Empty>
          {groups.map(({ title, entries }) => (
            <Command.Group
              key={title}
              heading={title}
              className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:text-meta [&_[cmdk-group-heading]]:text-subtle"
            >
              {entries.map((entry) => (
                <Command.Item
                  key={entry.id}
                  value={lineId(title, entry.id)}
                  onSelect={() => go(entry)}
                  className="flex min-h-8 cursor-pointer items-center gap-3 rounded-chip px-2 py-1 text-table aria-selected:bg-selected pointer-coarse:min-h-11"
                >
                  <span className="min-w-0 flex-1">
                    <span className="block truncate">{entry.title}</span>
                    {entry.refusal && <span className="block text-meta text-warn">{entry.refusal}</span>}
                  </span>
                  <span className="max-w-[45%] truncate font-mono text-meta text-muted">{entry.detail}</span>
                  {entry.keys && <Kbd keys={entry.keys} />}
                </Command.Item>
              ))}
            </Command.Group>
          ))}
        </Command.List>
      </Command>
      <p className="mt-3 flex flex-wrap gap-x-4 border-t border-border pt-3 text-meta text-muted" role="status">
        {copied ? 'The command is copied.' : 'Enter opens. Ctrl Enter copies the command of a verb.'}
      </p>
    </div>
  )
}

/** The same line may stand in two groups. */
function lineId(group: string, id: string): string {
  return `${group} ${id}`
}

function entryOfPlace({ href, title, detail = '', keys }: PaletteProps['places'][number]): Entry {
  return { id: `place:${href}`, title, detail, href, ...(keys ? { keys } : {}) }
}

/** All verbs; none where they cannot be had: the places are there all the same. */
function useVerbs(verbs: PaletteProps['verbs']): Entry[] {
  const [known, setKnown] = useState<Entry[]>([])
  useEffect(() => {
    let isWanted = true
    verbs().then(
      (all) => isWanted && 'done' in all && setKnown(all.done),
      () => undefined,
    )
    return () => {
      isWanted = false
    }
  }, [verbs])
  return known
}
