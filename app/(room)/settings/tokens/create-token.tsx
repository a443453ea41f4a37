'use client'
import { KeyRound } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useRef, useState } from 'react'
import { Field } from '../../../../components/ui/field.tsx'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { useChange } from '../../../../components/verb/use-change.ts'
import { VerbButton } from '../../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../../components/verb/verb-dialog.tsx'
import { type Role, roleTitle } from '../../../../lib/core/policy.ts'
import { changeRoom, previewVerb } from '../../../actions.ts'
import { Choice } from './choice.tsx'
import { SecretOnce } from './secret-once.tsx'

const address = 'control_room.create_token'
const ends = [7, 30, 90, 366].map((days) => ({ value: String(days), title: days === 366 ? 'a year' : `${days} days` }))

interface Props {
  /** Those that may be chosen, the viewer's own first. */
  roles: readonly Role[]
  modes: readonly { name: string; title: string }[]
}

/** Makes a token; its secret is shown once. */
export function CreateToken({ roles, modes }: Props) {
  const router = useRouter()
  const form = useRef<HTMLFormElement>(null)
  const [secret, setSecret] = useState<string | null>(null)
  const given = () => new FormData(form.current ?? undefined)
  const state = useChange({
    preview: () => previewVerb(address, given()),
    change: (agreed) => changeRoom(address, given(), agreed),
    onDone: (answer) => {
      setSecret(String(answer.secret))
      form.current?.reset()
      router.refresh()
    },
  })
  const fields = state.problem?.fields ?? {}
  const quiet = { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } as const
  return (
    <div className="flex flex-col gap-3 rounded-card border border-border bg-surface p-4">
      <form
        ref={form}
        aria-label="Create a token"
        className="grid items-start gap-3 desk:grid-cols-3"
        onSubmit={(event) => {
          event.preventDefault()
          state.look()
        }}
      >
        <Field label="Name" name="name" required maxLength={60} help="What it is for, such as ci-laptop" error={fields.name} {...quiet} />
        <Field label="Verbs" name="verbs" defaultValue="*" help="Addresses, skill.* or *" error={fields.verbs} {...quiet} />
        <Field label="Environments" name="environments" defaultValue="*" help="Names, or *" error={fields.environments} {...quiet} />
        <Choice label="Works for" name="days" options={ends} initial="30" />
        <Choice
          label="Role"
          name="role"
          options={roles.map((role) => ({ value: role, title: roleTitle(role) }))}
          initial={roles[0] ?? ''}
        />
        <Choice
          label="Mode"
          name="mode"
          options={[{ value: '', title: 'As configured' }, ...modes.map(({ name, title }) => ({ value: name, title }))]}
          initial=""
        />
        <VerbButton type="submit" kind="primary" disabled={state.isPending} className="justify-self-start">
          <KeyRound aria-hidden className="size-4" />
          Create token
        </VerbButton>
      </form>
      {state.problem && !state.plan && <ProblemNotice problem={state.problem} />}
      {secret && <SecretOnce secret={secret} onClose={() => setSecret(null)} />}
      <VerbDialog verb="Create token" state={state} />
    </div>
  )
}
