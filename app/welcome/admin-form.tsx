'use client'
import { useState, useTransition } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Field } from '../../components/ui/field.tsx'
import { ProblemNotice } from '../../components/ui/problem-notice.tsx'
import type { ShownProblem } from '../../components/verb/outcome.ts'
import { createFirstAdmin } from '../actions.ts'
import { enter } from '../sign-in/enter.ts'

/** Name, e-mail and password of the first admin, who is signed in at once. */
export function AdminForm({ token }: { token: string }) {
  const [problem, setProblem] = useState<Pick<ShownProblem, 'message' | 'hint' | 'fields'> | null>(null)
  const [isPending, begin] = useTransition()
  const create = async (form: FormData) => {
    const outcome = await createFirstAdmin(token, form).catch(() => null)
    if (!outcome) return setProblem({ message: 'The control room did not answer.', hint: 'Open the link again.' })
    if ('problem' in outcome) return setProblem(outcome.problem)
    const refused = await enter(String(form.get('email')), String(form.get('password')), '/')
    if (refused) setProblem({ message: 'The admin is created, but sign-in did not work.', hint: refused })
  }
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        begin(() => create(form))
      }}
    >
      {problem && <ProblemNotice problem={problem} />}
      <Field label="Name" name="name" autoComplete="name" required maxLength={100} autoFocus error={problem?.fields?.name} />
      <Field label="E-mail" name="email" type="email" autoComplete="username" required maxLength={200} error={problem?.fields?.email} />
      <Field
        label="Password"
        name="password"
        type="password"
        autoComplete="new-password"
        required
        minLength={12}
        maxLength={200}
        help="At least 12 characters"
        error={problem?.fields?.password}
      />
      <Button type="submit" kind="primary" disabled={isPending}>
        {isPending ? 'Creating' : 'Create admin'}
      </Button>
    </form>
  )
}
