import type { Browser, Page } from '@playwright/test'

/** Somebody in a browser of their own. */
interface Person {
  page: Page
  signIn(): Promise<void>
  /** Takes them away again, with all that they had. */
  leave(): Promise<void>
}

/** Adds a member and signs them in. `page` is an admin's, at a page of the app. */
export async function person(browser: Browser, page: Page, name: string, role: string): Promise<Person> {
  const email = `${name.toLowerCase()}@example.org`
  const origin = new URL(page.url()).origin
  const use = async (verb: string, data: object, headers: Record<string, string> = {}) =>
    (await page.request.post(`/api/skills/control_room/${verb}`, { data, headers: { origin, ...headers } })).json()
  const { password } = await use('add_member', { name, email, role })
  const context = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const theirs = await context.newPage()
  const signIn = async () => {
    await theirs.getByLabel('E-mail').fill(email)
    await theirs.getByLabel('Password').fill(password)
    await theirs.getByRole('button', { name: 'Sign in' }).click()
    await theirs.waitForURL((url) => url.pathname !== '/sign-in')
  }
  await theirs.goto('/sign-in')
  await signIn()
  const leave = async () => {
    await context.close()
    const { plan } = await use('remove_member?plan=1', { email })
    await use('remove_member', { email }, { 'if-match': plan.digest, 'typed-word': encodeURIComponent(plan.word) })
  }
  return { page: theirs, signIn, leave }
}
