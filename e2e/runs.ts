import { expect, type Page } from '@playwright/test'

/** Presses Run for a repository, agrees to the plan and waits for the run's page; the answer is the run's id. */
export async function startRun(page: Page, repository: string, branch = ''): Promise<string> {
  await page.goto('/ci')
  await page.getByLabel('Repository').fill(repository)
  await page.getByLabel('Branch').fill(branch)
  await page.getByRole('button', { name: 'Run', exact: true }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog.getByRole('listitem').first()).toBeVisible()
  await dialog.getByRole('button', { name: 'Run', exact: true }).click()
  return runOnPage(page)
}

/** The id of the run whose page is open. */
export async function runOnPage(page: Page, other = ''): Promise<string> {
  await page.waitForURL((url) => /^\/runs\/[0-9a-f]+$/.test(url.pathname) && !url.pathname.endsWith(`/${other || '-'}`))
  return new URL(page.url()).pathname.split('/')[2] ?? ''
}

/** Waits until the page itself says how the run ended. */
export async function expectEnd(page: Page, status: string): Promise<void> {
  await expect(page.locator('[data-status]')).toHaveAttribute('data-status', status, { timeout: 80_000 })
}

interface Line {
  number: number
  text: string
  at: string
}

/** The whole log as the server has it. */
export async function logOf(page: Page, id: string): Promise<Line[]> {
  const answer = await page.request.post('/api/skills/control_room/log', {
    data: { id, from: 1, count: 5000 },
    headers: { origin: await originOf(page) },
  })
  const { rows }: { rows: Line[] } = await answer.json()
  return rows
}

/** Starts a run as a program does, without a page; the answer is its id. */
export async function submitRun(page: Page, data: Readonly<Record<string, string>>): Promise<string> {
  const address = '/api/skills/github_ci_runner/run'
  const headers = { origin: await originOf(page) }
  const { plan }: { plan: { digest: string } } = await (await page.request.post(`${address}?plan=1`, { data, headers })).json()
  const answer = await page.request.post(address, { data, headers: { ...headers, 'if-match': `"${plan.digest}"` } })
  const { run }: { run: { id: string } } = await answer.json()
  return run.id
}

/** Where the app is, also for a page that was sent nowhere yet. */
async function originOf(page: Page): Promise<string> {
  return new URL((await page.request.get('/api/health')).url()).origin
}
