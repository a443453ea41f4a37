import { readFileSync } from 'node:fs'
import { chromium, expect, test } from '@playwright/test'
import lighthouse, { desktopConfig } from 'lighthouse'
import { freePort } from './free-port.ts'
import { expectEnd, startRun } from './runs.ts'

/** What does not depend on how fast this machine is: its scores, of 100. */
const categories = ['accessibility', 'best-practices']

test.setTimeout(180_000)

test('Lighthouse finds the pages accessible and well made', async ({ page, launchOptions }) => {
  const run = await startRun(page, 'example', 'broken')
  await expectEnd(page, 'failed')
  const { origin } = new URL(page.url())
  const port = await freePort()
  const { cookies } = JSON.parse(readFileSync(process.env.E2E_SESSION ?? '', 'utf8'))
  const Cookie = cookies.map(({ name, value }: { name: string; value: string }) => `${name}=${value}`).join('; ')
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`] })
  try {
    for (const path of ['/', '/ci', `/runs/${run}`]) {
      const flags = { port, extraHeaders: { Cookie }, onlyCategories: categories, logLevel: 'error' as const }
      const result = await lighthouse(`${origin}${path}`, flags, desktopConfig)
      const scores = Object.entries(result?.lhr.categories ?? {}).map(([name, { score }]) => [name, score])
      expect.soft(scores, path).toEqual(categories.map((name) => [name, 1]))
    }
  } finally {
    await browser.close()
  }
})
