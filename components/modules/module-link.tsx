import clsx from 'clsx'
import { Link } from '../environment/link.tsx'
import { moduleAddress } from './module-address.ts'

interface Props {
  name: string
  /** A row that `j` and `k` go to. */
  isRow?: boolean
  className?: string
}

/** The way to a module's page. It is not read before somebody goes there: a page may have hundreds of them. */
export function ModuleLink({ name, isRow = false, className }: Props) {
  return (
    <Link
      href={moduleAddress(name)}
      prefetch={false}
      data-row={isRow || undefined}
      className={clsx(
        'rounded-chip font-mono break-words underline decoration-border underline-offset-2 hover:decoration-current focus-visible:outline-2 focus-visible:outline-focus',
        className,
      )}
    >
      {name}
    </Link>
  )
}

/** `sale_x, account, base`: each leads to its page. */
export function ModuleLinks({ names }: { names: readonly string[] }) {
  return names.map((name, place) => (
    <span key={name}>
      {place > 0 && ', '}
      <ModuleLink name={name} />
    </span>
  ))
}
