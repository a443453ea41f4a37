import { expect, test } from '@playwright/test'
import { openLighthouse } from './lighthouse.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

test.setTimeout(240_000)

test('Lighthouse finds the pages accessible, well made and fast', async ({ page, launchOptions }) => {
  const run = await startRun(page, 'example', 'broken')
  await expectEnd(page, 'failed')
  const { scoresOf, close } = await openLighthouse(new URL(page.url()).origin, launchOptions)
  try {
    for (const path of ['/', '/ci', `/runs/${run}`]) {
      const { performance, ...steady } = await scoresOf(path, { times: 3 })
      expect.soft(steady, path).toEqual({ accessibility: 100, 'best-practices': 100 })
      expect.soft(performance, path).toBeGreaterThanOrEqual(95)
    }
  } finally {
    await close()
  }
})
