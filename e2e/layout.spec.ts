import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { commitAll } from './addons.fixture.ts'
import { overflow, seriousFaults } from './faults.ts'
import { open } from './look.ts'
import { phonePage } from './phone.fixture.ts'
import { expectEnd } from './runs.ts'

const root = () => process.env.E2E_ADDONS ?? ''
const at = (file: string) => path.join(root(), file)
const catalogue = 'config/addons_manifest.oca_ipai.json'
const waivers = 'config/layout_waivers.json'
const finding = (page: Page, rule: string, text: string) => page.locator(`[data-finding=${rule}]`).filter({ hasText: text })

function put(file: string, text: string): void {
  mkdirSync(path.dirname(at(file)), { recursive: true })
  writeFileSync(at(file), text)
}

/** What the root was before a test, which commits what it likes. */
async function putBack(work: () => Promise<void>): Promise<void> {
  const git = (...words: string[]) => execFileSync('git', words, { cwd: root(), encoding: 'utf8' }).trim()
  const before = git('rev-parse', 'HEAD')
  try {
    await work()
  } finally {
    git('reset', '--quiet', '--hard', before)
    git('clean', '--quiet', '-fd')
  }
}

/** A tree with one module of ours, which follows all rules. */
function layClean(): string {
  const clean = { version: 1, roots: { oca_root: 'tidy/oca', ipai_root: 'tidy/own' }, oca_repositories: [] }
  put(catalogue, JSON.stringify(clean))
  put('LICENSE', 'GNU AFFERO GENERAL PUBLIC LICENSE\n')
  const manifest = { name: 'Tidy', version: '19.0.1.0.0', author: 'Us', license: 'AGPL-3', depends: ['base'] }
  put('tidy/own/ipai_tidy/__manifest__.py', JSON.stringify(manifest))
  put('tidy/own/ipai_tidy/README.rst', 'Tidy\n')
  return commitAll(root(), 'Tidy up')
}

test('seeded breakage is found with rule, path and commit, and the place in the navigation counts the errors', async ({ page }) => {
  await putBack(async () => {
    put('addons/oca/web_copy/__manifest__.py', "{'name': 'Copy', 'version': '19.0.1.0.0', 'author': 'x', 'license': 'LGPL-3'}")
    put('addons/oca/web_copy/README.md', '')
    const commit = commitAll(root(), 'Copy a module in')
    await open(page, '/layout-check')
    const row = finding(page, 'orphan-folder', 'addons/oca/web_copy')
    await expect(row).toContainText('Error')
    await expect(row).toContainText('It is a copy of a module, and is in no repository of the catalogue.')
    await expect(row).toContainText('orphan-folder: Code that no catalogue names has no source to update it from')
    await expect(row).toContainText(`since ${commit.slice(0, 7)} Ada`)
    await expect(row.getByRole('link', { name: 'Read more' })).toHaveAttribute('href', /^https:\/\//)
    await expect(finding(page, 'repository-present', 'addons/oca/partner-contact')).toContainText('Can be fixed automatically.')
    await expect(page.locator('[data-diff=found]').filter({ hasText: 'addons/oca/web_copy/' })).toBeVisible()
    await expect(page.locator('[data-diff=expected]').filter({ hasText: 'addons/oca/partner-contact/ @ 19.0' })).toBeVisible()
    await expect(page.getByRole('main')).toContainText(`19.0 ${commit.slice(0, 7)} · score`)
    await expect(page.getByRole('navigation', { name: 'Places' }).first().locator('[data-count=layout_errors]')).toHaveText(/^\d+\+?$/)
    expect(await seriousFaults(page)).toEqual([])
  })
})

test('what can be fixed is fixed after its plan was read: a branch has what the plan said, and the checkout is as it was', async ({
  page,
}) => {
  await putBack(async () => {
    layClean()
    rmSync(at('tidy/own/ipai_tidy/README.rst'))
    const commit = commitAll(root(), 'Remove the README')
    await open(page, '/layout-check')
    await page.getByRole('button', { name: 'Fix 1 automatically' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText(/Commit 1 fix to branch layout\/[\d-]+ and open a pull request\. 19\.0 is not touched\./)
    await expect(dialog).toContainText('write tidy/own/ipai_tidy/README.rst')
    await dialog.getByRole('button', { name: 'Fix', exact: true }).click()
    await page.waitForURL(/\/runs\//)
    await expectEnd(page, 'succeeded')
    const git = (...words: string[]) => execFileSync('git', words, { cwd: root(), encoding: 'utf8' }).trim()
    const [branch = ''] = git('for-each-ref', '--format=%(refname)', 'refs/heads/layout').split('\n')
    expect(git('diff', '--name-only', commit, branch)).toBe('tidy/own/ipai_tidy/README.rst')
    expect([git('rev-parse', 'HEAD'), git('status', '--porcelain')]).toEqual([commit, ''])
    git('update-ref', '-d', branch)
  })
})

test('a finding brings its rule and path into the form that waives it, which asks for a reason and a day', async ({ page }) => {
  await putBack(async () => {
    layClean()
    rmSync(at('tidy/own/ipai_tidy/README.rst'))
    commitAll(root(), 'Remove the README')
    await open(page, '/layout-check')
    await finding(page, 'readme', 'tidy/own/ipai_tidy')
      .getByRole('link', { name: /^Waive/ })
      .click()
    await expect(page.getByRole('textbox', { name: 'Rule' })).toHaveValue('readme')
    await expect(page.getByRole('textbox', { name: 'Path' })).toHaveValue('tidy/own/ipai_tidy')
    await page.getByRole('textbox', { name: 'Reason' }).fill('It comes with the next release.')
    await page.getByRole('textbox', { name: 'Until' }).fill('2020-01-01')
    await page.getByRole('button', { name: 'Waive a finding' }).click()
    await expect(page.getByRole('alert').first()).toContainText(/day/)
  })
})

test('level, rule and what is waived stand in the address', async ({ page }) => {
  await putBack(async () => {
    const path = 'addons/acme/sale_x'
    put(waivers, JSON.stringify({ version: 1, waivers: [{ rule: 'readme', path, reason: 'Comes later.', until: '2999-12-31' }] }))
    await open(page, '/layout-check?show=warning&rule=readme')
    await expect(finding(page, 'readme', 'addons/acme/sale_y')).toContainText('Warning')
    await expect(page.locator('[data-finding]:not([data-finding=readme])')).toHaveCount(0)
    await expect(finding(page, 'readme', path)).toHaveCount(0)
    await page
      .getByRole('navigation', { name: 'Which findings' })
      .getByRole('link', { name: /^Waived/ })
      .click()
    await expect(page).toHaveURL(/show=waived&rule=readme$/)
    await expect(page.locator('[data-finding]')).toHaveCount(1)
    await expect(finding(page, 'readme', path)).toContainText('Until 2999-12-31: Comes later.')
    await open(page, '/layout-check?show=error&rule=readme')
    await expect(page.getByText('No rows match these 2 filters.')).toBeVisible()
    await page.getByRole('link', { name: 'Clear filters' }).click()
    await expect(page).toHaveURL(/\/layout-check$/)
    await page.getByText(/^\d+ rules$/).click()
    await page.getByRole('list', { name: 'Rules' }).getByRole('link', { name: 'own-prefix', exact: true }).click()
    await expect(page).toHaveURL(/\?rule=own-prefix$/)
  })
})

test('a tree that follows all rules says so; when it moves the page says that, and checks again', async ({ page }) => {
  await putBack(async () => {
    const commit = layClean()
    await open(page, '/layout-check')
    await expect(page.getByText('1 module follows all 17 rules.')).toBeVisible()
    await expect(page.getByText(`Checked ${commit.slice(0, 7)}, `)).toBeVisible()
    await expect(page.locator('[data-finding]')).toHaveCount(0)
    expect(await seriousFaults(page)).toEqual([])
    rmSync(at('tidy/own/ipai_tidy/README.rst'))
    commitAll(root(), 'Remove the README')
    const told = page.getByText('19.0 moved since this check.')
    await expect(async () => {
      await page.evaluate(() => document.dispatchEvent(new Event('visibilitychange')))
      await expect(told).toBeVisible({ timeout: 2_000 })
    }).toPass()
    await page.getByRole('status').getByRole('button', { name: 'Check now' }).click()
    await expect(finding(page, 'readme', 'tidy/own/ipai_tidy')).toBeVisible()
    await expect(told).toHaveCount(0)
  })
})

test('without a catalogue it is said what to write, and what cannot be read is said with a way on', async ({ page }) => {
  renameSync(at(catalogue), at(`${catalogue}.away`))
  try {
    await open(page, '/layout-check')
    await expect(page.getByText(/^There is no catalogue at .*addons_manifest\.oca_ipai\.json\.$/)).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  } finally {
    renameSync(at(`${catalogue}.away`), at(catalogue))
  }
  const whole = readFileSync(at(catalogue), 'utf8')
  put(catalogue, '{')
  try {
    await open(page, '/layout-check')
    await expect(page.getByRole('main')).toContainText(/The layout could not be read: .*addons_manifest\.oca_ipai\.json is not JSON/)
  } finally {
    put(catalogue, whole)
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.locator('[data-finding]').first()).toBeVisible()
})

test('on a phone it is a list within the window, and the tree a page of its own', async ({ browser }) => {
  const page = await phonePage(browser)
  await open(page, '/layout-check')
  await expect(page.locator('[data-finding]').first()).toBeVisible()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await seriousFaults(page)).toEqual([])
  await expect(page.locator('[data-diff]').first()).toBeHidden()
  await page.getByRole('link', { name: 'Tree: 1 line differs' }).click()
  await expect(page).toHaveURL(/\?view=tree$/)
  await expect(page.locator('[data-diff=expected]')).toHaveText(/partner-contact\/ @ 19\.0$/)
  await expect(page.locator('[data-finding]')).toHaveCount(0)
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  expect(await seriousFaults(page)).toEqual([])
  await page.getByRole('link', { name: 'All findings' }).click()
  await expect(page.locator('[data-finding]').first()).toBeVisible()
  await page.context().close()
})
