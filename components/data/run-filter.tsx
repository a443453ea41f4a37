import { Search, X } from 'lucide-react'
import { type ReactNode, useId } from 'react'
import { KeptField } from '../environment/kept-field.tsx'
import { Button } from '../ui/button.tsx'
import { inputLook } from '../ui/field.tsx'

/** A part of the filter, and the address of the page without it. */
interface FilterChip {
  text: string
  at: number
  without: string
}

interface Props {
  path: string
  /** What is typed in the field. */
  filter: string
  length: number
  /** Filters that are often wanted. */
  groups: ReactNode
  chips: readonly FilterChip[]
  /** What of the filter could not be read: `at` is where it begins. */
  problems: readonly { message: string; hint: string; at: number }[]
}

/**
 * The filter of a list of runs. It stands in the address, so that a copied address shows the same rows. Another filter is another page,
 * loaded whole: the router was seen to change the address and to keep the rows.
 */
export function RunFilter({ path, filter, length, groups, chips, problems }: Props) {
  const id = useId()
  return (
    <div className="flex flex-col gap-2 pb-1">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        {groups}
        <search className="ml-auto flex min-w-0 flex-1 basis-56 desk:max-w-120">
          <form action={path} className="flex min-w-0 flex-1 gap-2">
            <KeptField />
            <input
              type="search"
              name="filter"
              aria-label="Filter runs"
              placeholder="status:failed branch:main  /"
              data-page-filter
              autoComplete="off"
              spellCheck={false}
              maxLength={length}
              aria-invalid={problems.length > 0 || undefined}
              aria-describedby={problems.length > 0 ? id : undefined}
              defaultValue={filter}
              className={inputLook}
            />
            <Button type="submit" aria-label="Filter">
              <Search aria-hidden className="size-4" />
            </Button>
          </form>
        </search>
      </div>
      {problems.length > 0 && (
        <div id={id} role="alert">
          <ul className="flex flex-col gap-1 text-table">
            {problems.map(({ message, hint, at }) => (
              <li key={at}>
                <span className="font-medium text-fail">{message}</span> <span className="text-muted">{hint}</span>
              </li>
            ))}
          </ul>
        </div>
      )}
      {chips.length > 0 && (
        <ul aria-label="Filters" className="flex flex-wrap gap-1.5">
          {chips.map(({ text, at, without }) => (
            <li key={at}>
              <a
                href={without}
                aria-label={`Remove ${text}`}
                className="inline-flex min-h-7 max-w-full items-center gap-1.5 rounded-chip border border-edge bg-surface px-2 font-mono text-meta break-all text-text hover:bg-sunken pointer-coarse:min-h-11"
              >
                {text}
                <X aria-hidden className="size-3.5 shrink-0 text-muted" />
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  )
}
