'use client'
import { UserPlus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useId, useRef, useState } from 'react'
import { Field, inputLook } from '../../../../components/ui/field.tsx'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { useChange } from '../../../../components/verb/use-change.ts'
import { VerbButton } from '../../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../../components/verb/verb-dialog.tsx'
import { roles } from '../../../../lib/core/policy.ts'
import type { JsonObject } from '../../../../lib/core/run.ts'
import { changeRoom, previewVerb } from '../../../actions.ts'
import { ShownOnce } from '../shown-once.tsx'

const address = 'control_room.add_member'

/** Lets somebody sign in; the password is made here and shown once. */
export function AddMember() {
  const router = useRouter()
  const role = useId()
  const form = useRef<HTMLFormElement>(null)
  const [added, setAdded] = useState<JsonObject | null>(null)
  const given = () => new FormData(form.current ?? undefined)
  const state = useChange({
    preview: () => previewVerb(address, given()),
    change: (agreed) => changeRoom(address, given(), agreed),
    onDone: (answer) => {
      setAdded(answer)
      form.current?.reset()
      router.refresh()
    },
  })
  const fields = state.problem?.fields ?? {}
  return (
    <div className="flex flex-col gap-3 rounded-card border border-border bg-surface p-4">
      <form
        ref={form}
        aria-label="Add a member"
        className="grid items-start gap-3 desk:grid-cols-[1fr_1fr_auto_auto]"
        onSubmit={(event) => {
          event.preventDefault()
          state.look()
        }}
      >
        <Field label="Name" name="name" required maxLength={100} autoComplete="off" error={fields.name} />
        <Field label="E-mail" name="email" type="email" required maxLength={200} autoComplete="off" error={fields.email} />
        <div className="flex flex-col gap-1">
          <label htmlFor={role} className="text-table font-medium">
            Role
          </label>
          <select id={role} name="role" defaultValue="developer" className={`${inputLook} capitalize`}>
            {roles.map((one) => (
              <option key={one} value={one}>
                {one}
              </option>
            ))}
          </select>
        </div>
        <VerbButton type="submit" kind="primary" disabled={state.isPending} className="desk:mt-6">
          <UserPlus aria-hidden className="size-4" />
          Add
        </VerbButton>
      </form>
      {state.problem && !state.plan && <ProblemNotice problem={state.problem} />}
      {added && <ShownOnce answer={added} onClose={() => setAdded(null)} />}
      <VerbDialog verb="Add" state={state} />
    </div>
  )
}
