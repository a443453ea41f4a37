'use client'
import { placeOf } from '../environment/address.ts'
import { useScope } from '../environment/scope.tsx'
import { Glyph } from '../status/glyph.tsx'
import { Notice } from '../ui/notice.tsx'

/** Stands above everything while production is chosen. The stylesheet makes room for it, and draws the edge of the content. */
export function ProductionBand() {
  const { chosen } = useScope()
  if (chosen?.stage !== 'production') return null
  return (
    <aside
      aria-label="Environment"
      data-production
      className="sticky top-0 z-30 flex h-7 items-center justify-center gap-1.5 bg-production-solid px-3 text-table whitespace-nowrap text-on-production"
    >
      <Glyph name="lock" className="size-3.5 shrink-0" />
      <p className="truncate">
        <strong className="font-semibold">PRODUCTION</strong> - {placeOf(chosen.url)}
        <span className="max-desk:sr-only"> - changes here reach customers</span>
      </p>
    </aside>
  )
}

/** What is said of an address that names what nobody knows: then nothing is marked. */
export function UnknownEnvironment() {
  const { environments, unknown } = useScope()
  if (unknown === '') return null
  const others = environments.map(({ name }) => name).join(', ')
  return (
    <Notice tone="warn" glyph="exclamation" role="status" className="mt-4">
      No environment called '{unknown}'. {others === '' ? 'None is configured in config/agent.yml.' : `There are ${others}.`}
    </Notice>
  )
}
