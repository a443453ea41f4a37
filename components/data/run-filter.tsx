import clsx from 'clsx'
import { Search } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { inputLook } from '../ui/field.tsx'
import { listAddress } from './list-address.ts'

/** Which runs are wanted; the word in the address. */
export const runGroups = {
  '': 'All',
  failing: 'Failed',
  running: 'Running and queued',
  passed: 'Passed',
  warnings: 'With warnings',
} as const

interface Props {
  path: string
  group: string
  text: string
}

/**
 * The filter of a list of runs. It stands in the address, so that a copied address shows the same rows. Another filter is another page,
 * loaded whole: the router was seen to change the address and to keep the rows.
 */
export function RunFilter({ path, group, text }: Props) {
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-2 pb-1">
      <nav aria-label="Which runs" className="flex flex-wrap gap-1">
        {Object.entries(runGroups).map(([id, title]) => (
          <a
            key={id}
            href={listAddress(path, { status: id, text })}
            aria-current={id === group ? 'page' : undefined}
            className={clsx(
              'inline-flex h-8 items-center rounded-chip px-2.5 text-table pointer-coarse:h-11',
              id === group ? 'bg-selected font-medium text-text' : 'text-muted hover:bg-sunken hover:text-text',
            )}
          >
            {title}
          </a>
        ))}
      </nav>
      <search className="ml-auto flex min-w-0 flex-1 basis-56 desk:max-w-80">
        <form action={path} className="flex min-w-0 flex-1 gap-2">
          {group && <input type="hidden" name="status" value={group} />}
          <input
            type="search"
            name="text"
            aria-label="Filter runs"
            placeholder="Filter by title or id  /"
            data-page-filter
            defaultValue={text}
            className={inputLook}
          />
          <Button type="submit" aria-label="Filter">
            <Search aria-hidden className="size-4" />
          </Button>
        </form>
      </search>
    </div>
  )
}
