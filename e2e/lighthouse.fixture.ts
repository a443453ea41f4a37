import { readFileSync } from 'node:fs'
import { chromium, type LaunchOptions } from '@playwright/test'
import lighthouse, { desktopConfig } from 'lighthouse'
import { freePort } from './free-port.ts'

/** What does not depend on how fast this machine is. */
const steady = ['accessibility', 'best-practices']

export interface Scores {
  accessibility: number
  'best-practices': number
  /** The median of its measurements. */
  performance: number
}

interface Asked {
  /** Of so many measurements of the performance the median counts; an odd number. */
  times: number
  device?: 'desktop' | 'mobile'
}

/** A browser of its own, in which Lighthouse looks at pages as the admin sees them. Scores are of 100. */
export async function openLighthouse(origin: string, launchOptions: LaunchOptions) {
  const port = await freePort()
  const { cookies } = JSON.parse(readFileSync(process.env.E2E_SESSION ?? '', 'utf8'))
  const Cookie = cookies.map(({ name, value }: { name: string; value: string }) => `${name}=${value}`).join('; ')
  const browser = await chromium.launch({ ...launchOptions, args: [...(launchOptions.args ?? []), `--remote-debugging-port=${port}`] })

  async function look(path: string, onlyCategories: string[], device: Asked['device']) {
    const flags = { port, extraHeaders: { Cookie }, onlyCategories, logLevel: 'error' as const }
    const result = await lighthouse(`${origin}${path}`, flags, device === 'mobile' ? undefined : desktopConfig)
    return (name: string) => Math.round((result?.lhr.categories[name]?.score ?? 0) * 100)
  }

  async function scoresOf(path: string, { times, device = 'desktop' }: Asked): Promise<Scores> {
    const first = await look(path, [...steady, 'performance'], device)
    const measured = [first('performance')]
    while (measured.length < times) measured.push((await look(path, ['performance'], device))('performance'))
    const performance = measured.toSorted((one, other) => one - other)[Math.floor(times / 2)] ?? 0
    return { accessibility: first('accessibility'), 'best-practices': first('best-practices'), performance }
  }
  return { scoresOf, close: () => browser.close() }
}
