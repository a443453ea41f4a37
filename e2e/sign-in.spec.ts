import { expect, test } from '@playwright/test'
import { admin } from './admin.ts'

test.use({ storageState: { cookies: [], origins: [] } })

async function signIn(page: import('@playwright/test').Page, password = admin.password) {
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password').fill(password)
  await page.getByRole('button', { name: 'Sign in' }).click()
}

test('the link for the first admin worked once, and now answers 404', async ({ page }) => {
  const answer = await page.goto(process.env.E2E_LINK ?? '')
  expect(answer?.status()).toBe(404)
  await expect(page.getByText('This control room is already set up, or the link has expired.')).toBeVisible()
  await expect(page.locator('code')).toHaveText('devops-agent setup --new-token')
  await expect(page.getByRole('link', { name: 'Sign in' })).toHaveAttribute('href', '/sign-in')
  await expect(page.getByText('devops-agent setup --new-token')).toBeVisible()
})

test('without a token, or with a wrong one, there is no welcome', async ({ page }) => {
  for (const path of ['/welcome', '/welcome?token=', '/welcome?token=guess']) {
    expect((await page.goto(path))?.status(), path).toBe(404)
    await expect(page.getByRole('textbox')).toHaveCount(0)
  }
})

test('every wrong pair gets the same sentence, and the fields keep what was typed', async ({ page }) => {
  await page.goto('/sign-in')
  await signIn(page, 'not the password')
  await expect(page.getByRole('alert').filter({ hasText: 'That did not work. Check both fields.' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(admin.email)
})

test('a page that was asked for comes after sign-in, with its filters', async ({ page }) => {
  await page.goto('/runs?status=failing')
  await expect(page).toHaveURL(/\/sign-in\?next=/)
  await signIn(page)
  await expect(page).toHaveURL(/\/runs\?status=failing$/)
})

for (const next of ['//evil.example', '/\\evil.example', 'https://evil.example', 'javascript:alert(1)']) {
  test(`?next=${next} lands on our own first page`, async ({ page, baseURL }) => {
    await page.goto(`/sign-in?next=${encodeURIComponent(next)}`)
    await signIn(page)
    await page.waitForURL(`${baseURL}/`)
  })
}

test('signing out ends the session, and back shows nothing of it', async ({ page }) => {
  await page.goto('/sign-in')
  await signIn(page)
  await page.waitForURL('/')
  await page.getByRole('button', { name: /theme and sign-out/i }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await page.waitForURL('**/sign-in')
  await page.goto('/audit')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Faudit/)
})
