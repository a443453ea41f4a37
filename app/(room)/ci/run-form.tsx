'use client'
import { ChevronDown, Play } from 'lucide-react'
import { useId, useRef, useState } from 'react'
import { Button } from '../../../components/ui/button.tsx'
import { Field } from '../../../components/ui/field.tsx'
import { ProblemNotice } from '../../../components/ui/problem-notice.tsx'
import { useVerb } from '../../../components/verb/use-verb.ts'
import { VerbButton } from '../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../components/verb/verb-dialog.tsx'
import { previewVerb, runVerb } from '../../actions.ts'

const address = 'github_ci_runner.run'

interface Props {
  repositories: readonly string[]
  /** Why this person may not; null where they may. */
  refused: string | null
}

/** Runs the tests of one branch of a repository. On a phone it is folded: what failed is what one comes to see. */
export function RunForm({ repositories, refused }: Props) {
  const names = useId()
  const [isOpen, setOpen] = useState(false)
  const form = useRef<HTMLFormElement>(null)
  const given = () => new FormData(form.current ?? undefined)
  const verb = useVerb({
    preview: () => previewVerb(address, given()),
    submit: (agreed) => runVerb(address, given(), agreed),
  })
  const fields = verb.problem?.fields ?? {}
  return (
    <section aria-label="Run tests" className="mb-5">
      <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)} className="desk:hidden">
        Run CI
        <ChevronDown aria-hidden className={`size-4 ${isOpen ? 'rotate-180' : ''}`} />
      </Button>
      <div className={`rounded-card border border-border bg-surface p-4 max-desk:mt-2 ${isOpen ? '' : 'max-desk:hidden'}`}>
        <form
          ref={form}
          className="grid items-start gap-x-3 gap-y-3 desk:grid-cols-[2fr_1fr_auto]"
          onSubmit={(event) => {
            event.preventDefault()
            verb.look()
          }}
        >
          <Field
            label="Repository"
            name="repo"
            required
            list={names}
            defaultValue={repositories[0] ?? ''}
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="none"
            help="A name, a URL, or a path on this machine"
            error={fields.repo}
          />
          <datalist id={names}>
            {repositories.map((name) => (
              <option key={name} value={name} />
            ))}
          </datalist>
          <Field
            label="Branch"
            name="branch"
            placeholder="its default"
            autoComplete="off"
            spellCheck={false}
            autoCapitalize="none"
            error={fields.branch}
          />
          <VerbButton
            type="submit"
            kind="primary"
            disabled={verb.isPending}
            refused={refused}
            toldBy={`${names}-refused`}
            className="desk:mt-6"
          >
            <Play aria-hidden className="size-4" />
            Run
          </VerbButton>
          {refused !== null && (
            <p id={`${names}-refused`} className="text-table text-warn desk:col-span-3">
              {refused}
            </p>
          )}
          <Odoo error={fields.base} />
        </form>
        {verb.problem && !verb.plan && (
          <div className="mt-3">
            <ProblemNotice problem={verb.problem} />
          </div>
        )}
      </div>
      <VerbDialog verb="Run" state={verb} />
    </section>
  )
}

/** What only concerns Odoo addons: which of the modules are tested. */
function Odoo({ error }: { error: string | undefined }) {
  return (
    <details className="min-w-0 desk:col-span-3" open={error !== undefined}>
      <summary className="w-fit cursor-pointer rounded-chip py-1 text-table text-muted">Which Odoo modules</summary>
      <div className="mt-2 grid items-start gap-3 desk:grid-cols-[1fr_2fr]">
        <Field
          label="Compare with"
          name="base"
          placeholder="the repository’s own branch"
          autoComplete="off"
          spellCheck={false}
          autoCapitalize="none"
          help="A module is tested when it, or one that it depends on, differs from this branch"
          error={error}
        />
        <label className="flex min-h-8 items-center gap-2 font-medium desk:mt-6 pointer-coarse:min-h-11">
          <input type="checkbox" name="all" value="on" className="size-6 shrink-0 accent-accent" />
          Test all modules, changed or not
        </label>
      </div>
    </details>
  )
}
