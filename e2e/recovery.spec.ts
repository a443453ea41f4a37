import { readdirSync, readFileSync } from 'node:fs'
import { expect, test } from '@playwright/test'
import { slowRepository } from './repositories.fixture.ts'
import { expectEnd, logOf, startRun } from './runs.ts'

test.skip(process.platform !== 'linux', 'the worker is found by /proc')

/** The workers of the app under test, by their program and their data folder. */
function workers(): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const program = readFileSync(`/proc/${pid}/cmdline`, 'utf8')
        return program.includes('lib/worker/main.ts') && readFileSync(`/proc/${pid}/environ`, 'utf8').includes(process.env.E2E_DATA ?? '-')
      } catch {
        return false
      }
    })
}

test('a worker is killed: the page says that another took over, and the end is true', async ({ page }) => {
  test.setTimeout(150_000)
  const id = await startRun(page, slowRepository(8, 1))
  await expect(page.locator('[data-line]').filter({ hasText: 'number 2' }).first()).toBeVisible({ timeout: 60_000 })
  const pids = workers()
  expect(pids.length).toBeGreaterThan(0)
  for (const pid of pids) process.kill(pid, 'SIGKILL')
  await expect(page.getByText('A worker stopped while “Run the tests” ran. Another took over: attempt 2.')).toBeVisible({ timeout: 90_000 })
  await expectEnd(page, 'succeeded')
  await page.getByRole('link', { name: /^Tests/ }).click()
  await expect(page.getByRole('link', { name: 'Tests 8' })).toBeVisible()
  const numbers = (await logOf(page, id)).map(({ number }) => number)
  expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  await page.getByRole('link', { name: /^Log/ }).click()
  await expect(page.getByText('Run the tests, attempt 2').first()).toBeVisible()
})
