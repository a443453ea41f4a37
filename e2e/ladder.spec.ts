import { expect, type Page, test } from '@playwright/test'
import { overflow, seriousFaults } from './faults.ts'
import { open } from './look.ts'

/** Uses a verb over HTTP, as the browser's own session. */
async function use(page: Page, verb: string, data: object, headers: Record<string, string> = {}) {
  const answer = await page.request.post(`/api/skills/${verb}`, { data, headers: { origin: new URL(page.url()).origin, ...headers } })
  return { status: answer.status(), body: await answer.json() }
}

const addMember = (page: Page, name: string) =>
  use(page, 'control_room/add_member', { name, email: `${name.toLowerCase()}@example.org`, role: 'viewer' })

test('what destroys waits for its word: Ctrl Enter does nothing before, and the reason stands in the audit', async ({ page }) => {
  await open(page, '/settings/members')
  await addMember(page, 'Eva')
  await page.setViewportSize({ width: 360, height: 740 })
  await page.reload()
  const row = page.getByRole('listitem').filter({ hasText: 'eva@example.org' })
  await row.getByRole('button', { name: 'Remove Eva' }).click()
  const dialog = page.getByRole('dialog')
  const verb = dialog.getByRole('button', { name: 'Remove' })
  const word = dialog.getByLabel('Type remove member')
  await expect(dialog).toContainText('Remove eva@example.org. Their sessions and tokens end at once; what they did stays in the audit.')
  await expect(verb).toBeDisabled()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await seriousFaults(page)).toEqual([])
  await word.fill('remove')
  await page.keyboard.press('Control+Enter')
  await expect(verb).toBeDisabled()
  await expect(dialog).toBeVisible()
  await dialog.getByLabel('Reason (optional)').fill('Left the company')
  await word.fill('remove member')
  await expect(verb).toBeEnabled()
  await page.keyboard.press('Control+Enter')
  await expect(dialog).toBeHidden()
  await expect(row).toHaveCount(0)
  await expect(page.getByRole('status').filter({ hasText: 'Eva is removed.' })).toBeVisible()
  await page.goto('/audit?what=eva@example.org')
  const record = page.getByRole('listitem').filter({ hasText: 'control_room.remove_member' }).first()
  await record.locator('summary').click()
  await expect(record).toContainText('Left the company')
})

test('what was typed is not kept for another time', async ({ page }) => {
  await open(page, '/settings/members')
  await addMember(page, 'Fritz')
  await page.reload()
  const remove = page.getByRole('button', { name: 'Remove Fritz' })
  const word = page.getByRole('dialog').getByLabel('Type remove member')
  await remove.click()
  await word.fill('remove member')
  await page.keyboard.press('Escape')
  await remove.click()
  await expect(word).toHaveValue('')
})

test('the server itself refuses what destroys without the typed word', async ({ page }) => {
  await open(page, '/settings/members')
  await addMember(page, 'Gero')
  const input = { email: 'gero@example.org' }
  const { body } = await use(page, 'control_room/remove_member?plan=1', input)
  expect([body.plan.word, body.plan.effect]).toEqual(['remove member', 'destroy'])
  const digest = { 'if-match': body.plan.digest }
  for (const headers of [{}, digest, { ...digest, 'typed-word': 'gero' }, { 'typed-word': 'remove%20member' }]) {
    const refused = await use(page, 'control_room/remove_member', input, headers)
    expect([refused.status, refused.body.error.message]).toEqual([
      409,
      'Remove gero@example.org. Their sessions and tokens end at once; what they did stays in the audit: this has not been confirmed.',
    ])
  }
  expect((await use(page, 'control_room/remove_member', input, { ...digest, 'typed-word': 'remove%20member' })).status).toBe(200)
})

test('a plan that changed while it was read is not carried out, and can be looked at again', async ({ page }) => {
  await open(page, '/ci')
  await page.getByLabel('Repository').fill('example')
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await page.getByLabel('Branch').evaluate((field: HTMLInputElement) => {
    field.value = 'broken'
  })
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  await expect(dialog.getByRole('alert')).toContainText('The plan changed while you read it.')
  await expect(page).toHaveURL(/\/ci$/)
  await dialog.getByRole('button', { name: 'Look again' }).click()
  await expect(dialog.getByRole('alert')).toHaveCount(0)
  await expect(dialog.getByRole('heading').first()).toContainText('broken')
})

test('why a run was asked for stands on its page', async ({ page }) => {
  await open(page, '/ci')
  const reason = 'Prüfen vor der Freigabe'
  const { status, body } = await use(page, 'github_ci_runner/run', { repo: 'example' }, { reason: encodeURIComponent(reason) })
  expect(status).toBe(202)
  await page.goto(`/runs/${body.run.id}`)
  await expect(page.getByText(`because “${reason}”`)).toBeVisible()
})
