'use client'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '../ui/button.tsx'

/** Checks the tree as it is now, with the same filters. */
export function CheckAgain() {
  const router = useRouter()
  const [isChecking, begin] = useTransition()
  return (
    <Button disabled={isChecking} onClick={() => begin(() => router.refresh())}>
      {isChecking ? 'Checking' : 'Check now'}
    </Button>
  )
}
