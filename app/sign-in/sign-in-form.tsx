'use client'
import { useState, useTransition } from 'react'
import { Button } from '../../components/ui/button.tsx'
import { Field } from '../../components/ui/field.tsx'
import { enter } from './enter.ts'

/** E-mail and password; one sentence for every cause of a refusal. */
export function SignInForm({ next }: { next: string }) {
  const [problem, setProblem] = useState<string | null>(null)
  const [isPending, begin] = useTransition()
  return (
    <form
      className="flex flex-col gap-4"
      onSubmit={(event) => {
        event.preventDefault()
        const form = new FormData(event.currentTarget)
        begin(async () => setProblem(await enter(String(form.get('email')), String(form.get('password')), next)))
      }}
    >
      {problem && (
        <p role="alert" className="rounded-chip bg-fail-tint px-3 py-2 text-fail">
          {problem}
        </p>
      )}
      <Field label="E-mail" name="email" type="email" autoComplete="username" required autoFocus />
      <Field label="Password" name="password" type="password" autoComplete="current-password" required />
      <Button type="submit" kind="primary" disabled={isPending}>
        {isPending ? 'Signing in' : 'Sign in'}
      </Button>
    </form>
  )
}
