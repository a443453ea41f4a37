import { readFileSync } from 'node:fs'
import { chromium, expect, test } from '@playwright/test'
import lighthouse, { desktopConfig, type Flags } from 'lighthouse'
import { freePort } from './free-port.ts'
import { expectEnd, startRun } from './runs.ts'

/** At most so many looks at a page: the median of three is known when two are on the same side. */
const looks = 3
/** Scores of 100, as Lighthouse gives them for a desktop. */
const least = { performance: 95, accessibility: 100, 'best-practices': 100 } as const
type Category = keyof typeof least

test.setTimeout(300_000)

/** Looks at a page, signed in, until the median of its looks is decided. */
async function medianIsGood(url: string, flags: Flags): Promise<{ good: boolean; seen: Record<Category, number>[] }> {
  const seen: Record<Category, number>[] = []
  for (;;) {
    seen.push(await scoresOf(url, flags))
    const good = seen.filter((scores) => categories.every((one) => scores[one] >= least[one])).length
    if (good > looks / 2) return { good: true, seen }
    if (seen.length - good > looks / 2) return { good: false, seen }
  }
}

const categories = ['performance', 'accessibility', 'best-practices'] as const

async function scoresOf(url: string, flags: Flags): Promise<Record<Category, number>> {
  const result = await lighthouse(url, flags, desktopConfig)
  const score = (category: Category) => Math.round((result?.lhr.categories[category]?.score ?? 0) * 100)
  return { performance: score('performance'), accessibility: score('accessibility'), 'best-practices': score('best-practices') }
}

test('Lighthouse finds the pages fast, accessible and well made', async ({ page, launchOptions }) => {
  const run = await startRun(page, 'example', 'broken')
  await expectEnd(page, 'failed')
  const origin = new URL(page.url()).origin
  const port = await freePort()
  const { cookies } = JSON.parse(readFileSync(process.env.E2E_SESSION ?? '', 'utf8'))
  const Cookie = cookies.map(({ name, value }: { name: string; value: string }) => `${name}=${value}`).join('; ')
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`] })
  try {
    for (const path of ['/', '/ci', `/runs/${run}`]) {
      const flags = { port, extraHeaders: { Cookie }, onlyCategories: [...categories], logLevel: 'error' as const }
      const { good, seen } = await medianIsGood(`${origin}${path}`, flags)
      expect(good, `${path}: ${JSON.stringify(seen)}`).toBe(true)
    }
  } finally {
    await browser.close()
  }
})
