import { expect, test } from '@playwright/test'

test('every verb has a page: what reads is answered there, what runs shows its plan first and its runs after', async ({ page }) => {
  await page.goto('/skills')
  await page.getByRole('link', { name: 'Run CI', exact: true }).click()
  await expect(page).toHaveURL('/skills/github_ci_runner/run')
  await expect(page.getByRole('heading', { name: 'Run CI' })).toBeVisible()
  await expect(page.getByText('POST /api/skills/github_ci_runner/run')).toBeVisible()
  await expect(page.getByText(/^devops-agent skill run github_ci_runner\.run --repo /)).toBeVisible()
  await page.getByLabel('Repository').fill('example')
  await page.getByLabel('Branch').fill('main')
  await page.getByRole('checkbox', { name: 'All modules' }).check()
  await page.getByRole('button', { name: 'Run CI' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('CI of example main')
  await dialog.getByRole('button', { name: 'Copy as command' }).click()
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(
    'devops-agent skill run github_ci_runner.run --repo example --branch main --all --no-fork',
  )
  await dialog.getByRole('button', { name: 'Close' }).click()

  await page.goto('/skills/control_room/runs')
  await page.getByLabel('Limit').fill('0')
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByRole('alert').first()).toContainText('limit')
  await page.getByLabel('Limit').fill('3')
  await page.getByRole('button', { name: 'Ask' }).click()
  await expect(page.getByText('As it came')).toBeVisible()

  await page.goto('/skills/control_room/nothing')
  await expect(page.getByRole('heading', { name: 'Not here' })).toBeVisible()
})
