import { Search } from 'lucide-react'
import { Button } from '../ui/button.tsx'
import { inputLook } from '../ui/field.tsx'
import type { ModulesWanted } from './module-address.ts'

/** What can be typed: in table words that are found, in graph and order the modules that they are about, and what a change is between. */
const fields = {
  table: { name: 'text', label: 'Filter modules', placeholder: 'Module or repository  /' },
  graph: { name: 'focus', label: 'Graph of', placeholder: 'A module, or a feature  /' },
  order: { name: 'focus', label: 'Order of', placeholder: 'Modules, or a feature  /' },
  impact: { name: 'range', label: 'Impact of', placeholder: 'main..feature  /' },
} as const

/** The field of a view. It stands in the address, so that a copied address shows the same; what else the address says goes along. */
export function ModuleFilter({ wanted }: { wanted: ModulesWanted }) {
  if (wanted.view === 'missing') return null
  const { name, label, placeholder } = fields[wanted.view]
  const others = {
    view: wanted.view === 'table' ? '' : wanted.view,
    text: wanted.text,
    focus: wanted.focus,
    range: wanted.range,
    state: wanted.state === 'any' ? '' : wanted.state,
    environment: wanted.environment,
  }
  return (
    <search className="flex min-w-0 flex-1 basis-56 desk:max-w-96">
      <form key={`${wanted.view} ${wanted[name]}`} action="/modules" className="flex min-w-0 flex-1 gap-2">
        {Object.entries(others).map(([key, value]) => value && key !== name && <input key={key} type="hidden" name={key} value={value} />)}
        <input
          type="search"
          name={name}
          aria-label={label}
          placeholder={placeholder}
          data-page-filter
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          defaultValue={wanted[name]}
          className={inputLook}
        />
        <Button type="submit" aria-label={label}>
          <Search aria-hidden className="size-4" />
        </Button>
      </form>
    </search>
  )
}
