import { gzipSync } from 'node:zlib'
import { expect, type Page, type Response, test } from '@playwright/test'
import { open } from './look.ts'
import { manyRuns } from './many-runs.fixture.ts'
import { odooRun } from './odoo-runs.fixture.ts'

// Of 1,000 bytes. What scripts weigh is counted in the built files: e2e/budget.mjs.
const htmlKb = 60
const cssKb = 25

let remove: () => Promise<void>
let paths: string[] = []
test.beforeAll(async () => {
  remove = await manyRuns(60)
  const run = `/runs/${await odooRun('failing')}`
  paths = [
    '/',
    '/ci',
    '/runs',
    run,
    `${run}?tab=log`,
    '/layout-check',
    '/audit',
    '/evidence',
    '/skills',
    '/settings/members',
    '/settings/api',
    '/sign-in',
  ]
})
test.afterAll(() => remove())

const kbOf = async (answer: Response) => gzipSync(await answer.body(), { level: 9 }).length / 1_000

/** What a page asks for until all of it is there. */
async function answersOf(page: Page, path: string): Promise<Response[]> {
  const answers: Response[] = []
  const note = (answer: Response) => answers.push(answer)
  page.on('response', note)
  await open(page, path)
  page.off('response', note)
  return answers
}

test('a page is HTML of 60 kB and a style of 25 at most, has no font, and asks nobody but the control room', async ({
  browser,
  baseURL,
}) => {
  for (const path of paths) {
    // A browser that has seen nothing yet.
    const context = await browser.newContext(path === '/sign-in' ? { storageState: { cookies: [], origins: [] } } : {})
    const page = await context.newPage()
    const answers = await answersOf(page, path)
    const of = (kind: string) => answers.filter((answer) => answer.request().resourceType() === kind)
    const total = async (kind: string) => (await Promise.all(of(kind).map(kbOf))).reduce((sum, kb) => sum + kb, 0)
    expect.soft(await total('document'), `${path}: HTML`).toBeLessThanOrEqual(htmlKb)
    expect.soft(await total('stylesheet'), `${path}: CSS`).toBeLessThanOrEqual(cssKb)
    expect.soft(of('font'), `${path}: fonts`).toEqual([])
    const others = answers.map((answer) => answer.url()).filter((url) => !url.startsWith('data:') && new URL(url).origin !== baseURL)
    expect.soft(others, `${path}: third parties`).toEqual([])
    await context.close()
  }
})
