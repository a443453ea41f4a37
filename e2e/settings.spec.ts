import { expect, test } from '@playwright/test'
import { admin } from './admin.ts'

const shownPassword = /^[\w-]{20}$/

test('an admin adds a member, whose password is shown once and works; the role changes after its sentence was agreed to', async ({
  page,
  browser,
}) => {
  await page.goto('/settings/members')
  const form = page.getByRole('form', { name: 'Add a member' })
  await form.getByLabel('Name').fill('Dev Two')
  await form.getByLabel('E-mail').fill('dev2@example.org')
  await form.getByRole('button', { name: 'Add' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Let dev2@example.org sign in as a Developer. The password is shown once.')
  await dialog.getByRole('button', { name: 'Add' }).click()
  const password = page.locator('code')
  await expect(password).toHaveText(shownPassword)
  const secret = await password.innerText()
  const row = page.getByRole('listitem').filter({ hasText: 'dev2@example.org' })
  await expect(row).toContainText('not signed in')

  const theirs = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const their = await theirs.newPage()
  await their.goto('/sign-in?next=/settings/members')
  await their.getByLabel('E-mail').fill('dev2@example.org')
  await their.getByLabel('Password').fill(secret)
  await their.getByRole('button', { name: 'Sign in' }).click()
  await expect(their.getByText('Managing members needs role Admin.')).toBeVisible()
  await expect(their.getByRole('form', { name: 'Add a member' })).toHaveCount(0)

  await row.getByLabel('Role of Dev Two').selectOption('operator')
  await row.getByRole('button', { name: 'Change role' }).click()
  await expect(dialog).toContainText('Make dev2@example.org an Operator. They can then use what destroys as well.')
  await dialog.getByRole('button', { name: 'Change role' }).click()
  await expect(row.getByLabel('Role of Dev Two')).toHaveValue('operator')
  await expect(row.getByRole('button', { name: 'Change role' })).toHaveCount(0)

  await row.getByRole('button', { name: 'Remove Dev Two' }).click()
  await dialog.getByLabel('Type remove member').fill('remove member')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(row).toHaveCount(0)
  await their.goto('/settings/profile')
  await expect(their).toHaveURL(/\/sign-in/)
  await theirs.close()
  await page.goto('/audit')
  await expect(page.getByRole('listitem').filter({ hasText: 'control_room.remove_member' }).first()).toContainText('dev2@example.org')
})

test('the last admin stays one, and is told so', async ({ page }) => {
  await page.goto('/settings/members')
  const row = page.getByRole('listitem').filter({ hasText: '(you)' })
  await row.getByRole('button', { name: /^Remove/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Type remove member').fill('remove member')
  await dialog.getByRole('button', { name: 'Remove' }).click()
  await expect(dialog.getByRole('alert')).toContainText('is the last Admin; name another first.')
  await dialog.getByRole('button', { name: 'Close' }).click()
  await expect(row).toBeVisible()
})

test('another session is ended from here, and this one stays', async ({ page, browser }) => {
  const { email, password } = admin
  const other = await browser.newContext({ storageState: { cookies: [], origins: [] } })
  const there = await other.newPage()
  await there.goto('/sign-in?next=/settings/profile')
  await there.getByLabel('E-mail').fill(email)
  await there.getByLabel('Password').fill(password)
  await there.getByRole('button', { name: 'Sign in' }).click()
  await expect(there.getByRole('heading', { name: 'Profile' })).toBeVisible()
  await page.goto('/settings/sessions')
  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(page.getByRole('button', { name: 'Sign out everywhere else' })).toHaveCount(0)
  await expect(page.getByText('This browser')).toBeVisible()
  await there.reload()
  await expect(there).toHaveURL(/\/sign-in/)
  await other.close()
})

test('the tools are checked by a run, and what it found is told with its time; values are told with their line', async ({ page }) => {
  await page.goto('/settings/environments')
  await page.getByRole('button', { name: 'Test' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Test' }).click()
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', 'succeeded', { timeout: 60_000 })
  await page.goto('/settings/environments')
  const folder = page.getByRole('listitem').filter({ hasText: 'Data folder of the worker' })
  await expect(folder).toContainText('Answers')
  await expect(folder).toContainText('Written, read back and removed.')
  await page.goto('/settings/project')
  await expect(page.getByText(/Set in config\/agent\.yml, line \d+/).first()).toBeVisible()
  await expect(page.getByText('main, example, made on the first start')).toHaveCount(2)
  await expect(page.getByRole('term').filter({ hasText: /^repositories$/ }), 'nothing says that there are none').toHaveCount(0)
})
