import type { Page } from '@playwright/test'

/** What the browser does when a tab is put away, or looked at again. */
export async function putAway(page: Page, away: boolean): Promise<void> {
  await page.evaluate((hidden) => {
    Object.defineProperty(document, 'hidden', { configurable: true, get: () => hidden })
    document.dispatchEvent(new Event('visibilitychange'))
  }, away)
}
