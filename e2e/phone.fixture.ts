import type { Browser, Page } from '@playwright/test'

/** A page as on a phone that is 360 px wide, with the session of the journeys; closing its context closes it. */
export async function phonePage(browser: Browser): Promise<Page> {
  const context = await browser.newContext({
    viewport: { width: 360, height: 780 },
    hasTouch: true,
    isMobile: true,
    storageState: process.env.E2E_SESSION ?? '',
  })
  return context.newPage()
}
