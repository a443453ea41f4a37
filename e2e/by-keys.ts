import { expect, type Locator, type Page } from '@playwright/test'

/** Presses Tab until `wanted` has the focus, as somebody gets there who has no mouse; with `back`, Shift Tab. */
export async function tabTo(page: Page, wanted: Locator, { back = false, most = 60 } = {}): Promise<void> {
  for (let presses = 0; presses < most && !(await hasFocus(wanted)); presses += 1) await page.keyboard.press(back ? 'Shift+Tab' : 'Tab')
  await expect(wanted, `within ${most} presses`).toBeFocused({ timeout: 1_000 })
}

/** Presses a key until it is heard: the rows come from the server before the page's own keys are there. */
export async function pressUntil(page: Page, key: string, isHeard: () => Promise<void>): Promise<void> {
  await expect(async () => {
    await page.keyboard.press(key)
    await isHeard()
  }).toPass({ intervals: [100] })
}

const hasFocus = (wanted: Locator) => wanted.evaluate((element) => element === document.activeElement)
