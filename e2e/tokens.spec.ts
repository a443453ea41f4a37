import AxeBuilder from '@axe-core/playwright'
import { expect, test } from '@playwright/test'

test('a token is made, shown once, used, and refused from the moment it is revoked', async ({ page, playwright, baseURL }) => {
  await page.goto('/settings/tokens')
  const form = page.getByRole('form', { name: 'Create a token' })
  await form.getByLabel('Name').fill('ci-laptop')
  await form.getByLabel('Verbs').fill('control_room.runs, github_ci_runner.*')
  await form.getByLabel('Works for').selectOption('7')
  await form.getByRole('button', { name: 'Create token' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Create token ci-laptop. It works for 7 days.')
  await dialog.getByRole('button', { name: 'Create token' }).click()
  const shown = page.locator('code')
  await expect(shown).toHaveText(/^dat_[A-Za-z0-9]{40}$/)
  const secret = await shown.innerText()
  expect(
    (await new AxeBuilder({ page }).analyze()).violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'),
  ).toEqual([])
  await page.reload()
  await expect(page.locator('code')).toHaveCount(0)
  await expect(page.locator('body')).not.toContainText(secret)

  const program = await playwright.request.newContext({
    ...(baseURL ? { baseURL } : {}),
    extraHTTPHeaders: { authorization: `Bearer ${secret}` },
    storageState: { cookies: [], origins: [] },
  })
  const ask = (verb: string) => program.post(`/api/skills/control_room/${verb}`, { data: {} })
  expect((await ask('runs')).status()).toBe(200)
  const refused = await ask('members')
  expect([refused.status(), (await refused.json()).error.message]).toEqual([403, 'Token ci-laptop may not use control_room.members.'])

  await page.reload()
  const row = page.getByRole('list', { name: 'Tokens' }).getByRole('listitem').filter({ hasText: 'ci-laptop' })
  await expect(row).toContainText('control_room.runs, github_ci_runner.* · all environments · as Admin')
  await expect(row).toContainText('used')
  await row.getByRole('button', { name: 'Revoke ci-laptop' }).click()
  await expect(dialog).toContainText('Revoke token ci-laptop. No job used it today.')
  await dialog.getByRole('button', { name: 'Revoke' }).click()
  await expect(row).toContainText('Revoked')
  expect((await ask('runs')).status()).toBe(401)
  await program.dispose()
})

test('the API page says how a program and an agent connect, and what each verb takes', async ({ page }) => {
  await page.goto('/settings/api')
  await expect(page.getByText(/"url": "http:\/\/.*\/api\/mcp"/)).toBeVisible()
  await page.getByText('POST /api/skills/github_ci_runner/run').click()
  await expect(page.getByText('text, required: A name from')).toBeVisible()
  expect(
    (await new AxeBuilder({ page }).analyze()).violations.filter(({ impact }) => impact === 'serious' || impact === 'critical'),
  ).toEqual([])
  const document = await page.request.get('/api/openapi.json')
  expect((await document.json()).openapi).toBe('3.1.0')
})
