'use client'

/** Signs in and goes on to `next`; the answer is what to say when that did not work. The sign-in code is loaded on the first try. */
export async function enter(email: string, password: string, next: string): Promise<string | null> {
  const { signIn } = await import('next-auth/react')
  const answer = await signIn('credentials', { email, password, redirect: false }).catch(() => undefined)
  if (!answer) return 'The control room did not answer. Try again in a moment.'
  if (answer.ok && !answer.error) {
    // A whole page load: nothing that was read before sign-in is kept. Who was sent here by the server has the line that they looked at only in this address.
    window.location.assign(next.includes('#') ? next : `${next}${window.location.hash}`)
    return null
  }
  const [, minutes] = /^too_many:.*?(\d+)/.exec(answer.error ?? '') ?? []
  if (minutes) return `Too many tries. Again in ${minutes} min.`
  return answer.error === 'unavailable' || answer.status >= 500
    ? 'The control room cannot read its database. Your Odoo is not affected.'
    : 'That did not work. Check both fields.'
}
