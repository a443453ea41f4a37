import { expect, test } from '@playwright/test'
import { type Drilled, writeDrill } from '../test/drill-report.ts'
import { openLighthouse } from './lighthouse.fixture.ts'
import { pagesToSee, type Shown } from './look.ts'

test.setTimeout(3_600_000)

/** Other tabs of a run are the same page, and one that answers 404 is not looked at. */
const isOwn = ({ name, path }: Shown) => name !== 'run-missing' && !/[?&](?:tab|text)=/.test(path)

test('Lighthouse finds every page accessible, well made and fast, also on a phone', async ({ page, launchOptions }) => {
  const pages = (await pagesToSee(page)).filter(isOwn)
  const { scoresOf, close } = await openLighthouse(new URL(page.url()).origin, launchOptions)
  const rows: Drilled[] = []
  try {
    for (const { name, path } of pages) {
      const { performance, ...steady } = await scoresOf(path, { times: 5 })
      const phone = await scoresOf(path, { times: 3, device: 'mobile' })
      expect.soft(steady, name).toEqual({ accessibility: 100, 'best-practices': 100 })
      expect.soft(performance, name).toBeGreaterThanOrEqual(95)
      expect.soft(phone.performance, `${name}, phone`).toBeGreaterThanOrEqual(85)
      const result = `performance ${performance}, on a phone ${phone.performance}; accessibility ${steady.accessibility}, best practices ${steady['best-practices']}`
      rows.push({ what: name, result })
    }
  } finally {
    await close()
    writeDrill('Every page before Lighthouse', rows)
  }
})
