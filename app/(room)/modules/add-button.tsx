'use client'
import { ProblemNotice } from '../../../components/ui/problem-notice.tsx'
import { useVerb } from '../../../components/verb/use-verb.ts'
import { VerbButton } from '../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../components/verb/verb-dialog.tsx'
import { previewVerb, runVerb } from '../../actions.ts'

const address = 'module_dependency_resolver.add'

interface Props {
  /** Repositories of the catalogue that are not there. */
  repositories: readonly string[]
  /** Of Odoo; null where it is not known. */
  series: string | null
  /** Why this person may not; null where they may. */
  refused: string | null
}

/** Clones what is missing, as a run. */
export function AddButton({ repositories, series, refused }: Props) {
  const input = () => {
    const form = new FormData()
    for (const name of repositories) form.append('repositories', name)
    if (series !== null) form.set('series', series)
    return form
  }
  const verb = useVerb({
    preview: () => previewVerb(address, input()),
    submit: (agreed) => runVerb(address, input(), agreed),
  })
  const label = `Add ${repositories.join(', ')}`
  return (
    <div className="flex flex-col items-start gap-2">
      <VerbButton onClick={verb.look} disabled={verb.isPending} refused={refused}>
        {label}
      </VerbButton>
      {verb.problem && !verb.plan && <ProblemNotice problem={verb.problem} />}
      <VerbDialog verb="Add" state={verb} />
    </div>
  )
}
