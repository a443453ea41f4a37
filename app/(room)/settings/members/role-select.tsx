'use client'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { inputLook } from '../../../../components/ui/field.tsx'
import { ProblemNotice } from '../../../../components/ui/problem-notice.tsx'
import { answer } from '../../../../components/ui/toast.ts'
import { useChange } from '../../../../components/verb/use-change.ts'
import { VerbButton } from '../../../../components/verb/verb-button.tsx'
import { VerbDialog } from '../../../../components/verb/verb-dialog.tsx'
import { roles } from '../../../../lib/core/policy.ts'
import { changeRoom, previewVerb } from '../../../actions.ts'
import { formOf } from '../change-button.tsx'

const address = 'control_room.change_role'

/** A member's role. Another one is asked about first; who thinks better of it keeps the old one. */
export function RoleSelect({ email, name, role }: { email: string; name: string; role: string }) {
  const router = useRouter()
  const [wanted, setWanted] = useState(role)
  const look = { email, role: wanted }
  const state = useChange({
    preview: () => previewVerb(address, formOf(look)),
    change: (agreed) => changeRoom(address, formOf(look), agreed),
    onDone: () => {
      answer('Role changed.')
      router.refresh()
    },
  })
  const isChanged = wanted !== role
  return (
    <>
      <form
        className="flex items-center gap-2"
        onSubmit={(event) => {
          event.preventDefault()
          state.look()
        }}
      >
        <select
          aria-label={`Role of ${name}`}
          value={wanted}
          onChange={({ target }) => setWanted(target.value)}
          className={`${inputLook} h-7! w-auto! capitalize pointer-coarse:h-11!`}
        >
          {roles.map((one) => (
            <option key={one} value={one}>
              {one}
            </option>
          ))}
        </select>
        {isChanged && (
          <VerbButton type="submit" kind="primary" size="small" disabled={state.isPending}>
            Change role
          </VerbButton>
        )}
      </form>
      {state.problem && !state.plan && <ProblemNotice problem={state.problem} />}
      <VerbDialog
        verb="Change role"
        state={{
          ...state,
          close: () => {
            state.close()
            setWanted(role)
          },
        }}
      />
    </>
  )
}
