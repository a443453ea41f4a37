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

/** Presses two keys one after the other as a hand does, however busy the machine is: the second does not wait for the first to be heard. */
export async function pressPair(page: Page, first: string, second: string): Promise<void> {
  await Promise.all([page.keyboard.press(first), page.keyboard.press(second)])
}

const hasFocus = (wanted: Locator) => wanted.evaluate((element) => element === document.activeElement)
