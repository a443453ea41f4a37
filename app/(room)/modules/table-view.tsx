import { type ModulesWanted, modulesAddress } from '../../../components/modules/module-address.ts'
import { ModuleList } from '../../../components/modules/module-list.tsx'
import { SectionFailed } from '../../../components/modules/section-failed.tsx'
import { buttonLook } from '../../../components/ui/button.tsx'
import { Empty } from '../../../components/ui/empty.tsx'
import { listed, type ViewProps } from './asked.ts'

const pageRows = 100

/** The modules that match, by name. */
export async function TableView({ wanted }: ViewProps) {
  const { text, state, after } = wanted
  const input = { text, state, limit: pageRows, ...(after ? { cursor: after } : {}) }
  const read = await listed(input)
  if ('problem' in read) return <SectionFailed what="The table" problem={read.problem} />
  const { rows, next } = read.done
  if (rows.length === 0) return <NoneFound wanted={wanted} />
  return <ModuleList input={input} first={{ rows, next }} furtherHref={modulesAddress(wanted)} />
}

function NoneFound({ wanted }: { wanted: ModulesWanted }) {
  const filters = [wanted.text !== '', wanted.state !== 'any', wanted.after !== ''].filter(Boolean).length
  return (
    <Empty title={`No rows match ${filters === 1 ? 'this filter' : `these ${filters} filters`}.`}>
      <a href={modulesAddress(wanted, { text: '', state: 'any' })} className={buttonLook()}>
        Clear filters
      </a>
    </Empty>
  )
}
