import type { Page } from '@playwright/test'
import { odooRun } from './odoo-runs.fixture.ts'
import { expectEnd, startRun } from './runs.ts'

export interface Shown {
  name: string
  path: string
}

/** Makes runs of Python and tells runs of Odoo, of each ending one, and names every page that there is to look at. */
export async function pagesToSee(page: Page): Promise<Shown[]> {
  const green = await startRun(page, 'example', 'main')
  await expectEnd(page, 'succeeded')
  const red = await startRun(page, 'example', 'broken')
  await expectEnd(page, 'failed')
  const failing = await odooRun('failing')
  const warning = await odooRun('warning')
  const checks = await odooRun('checks')
  return [
    { name: 'overview', path: '/' },
    { name: 'overview-production', path: '/?environment=production' },
    { name: 'ci', path: '/ci' },
    { name: 'ci-filtered-to-nothing', path: '/ci?text=nothing-is-called-so' },
    { name: 'activity', path: '/runs' },
    { name: 'run-green', path: `/runs/${green}` },
    { name: 'run-red', path: `/runs/${red}` },
    { name: 'run-log', path: `/runs/${red}?tab=log&step=test` },
    { name: 'run-calls', path: `/runs/${red}?tab=calls` },
    { name: 'run-evidence', path: `/runs/${red}?tab=evidence` },
    { name: 'odoo-red', path: `/runs/${failing}` },
    { name: 'odoo-tests', path: `/runs/${failing}?tab=tests` },
    { name: 'odoo-log', path: `/runs/${failing}?tab=log#L12` },
    { name: 'odoo-warnings', path: `/runs/${warning}?tab=warnings` },
    { name: 'odoo-checks', path: `/runs/${checks}` },
    { name: 'run-missing', path: '/runs/9fffffffffff' },
    { name: 'modules', path: '/modules' },
    { name: 'modules-graph', path: '/modules?view=graph' },
    { name: 'modules-order', path: '/modules?view=order' },
    { name: 'modules-missing', path: '/modules?view=missing' },
    { name: 'modules-impact', path: '/modules?view=impact' },
    { name: 'modules-tree', path: '/modules?view=graph&shape=tree' },
    { name: 'module', path: '/modules/sale_y' },
    { name: 'module-missing', path: '/modules/partner_z' },
    { name: 'layout', path: '/layout-check' },
    { name: 'audit', path: '/audit' },
    { name: 'evidence', path: '/evidence' },
    { name: 'skills', path: '/skills' },
    { name: 'verb-run', path: '/skills/github_ci_runner/run' },
    { name: 'verb-read', path: '/skills/control_room/audit' },
    { name: 'settings-project', path: '/settings/project' },
    { name: 'settings-connections', path: '/settings/connections' },
    { name: 'settings-environments', path: '/settings/environments' },
    { name: 'settings-members', path: '/settings/members' },
    { name: 'settings-tokens', path: '/settings/tokens' },
    { name: 'settings-api', path: '/settings/api' },
    { name: 'settings-sessions', path: '/settings/sessions' },
    { name: 'settings-profile', path: '/settings/profile' },
  ]
}

/** The pages outside, for somebody who is not signed in. */
export const doors: Shown[] = [
  { name: 'sign-in', path: '/sign-in' },
  { name: 'welcome-used', path: '/welcome?token=used' },
]

/** Opens a page and waits until nothing of it is still being read. */
export async function open(page: Page, path: string): Promise<void> {
  await page.goto(path)
  await page.waitForLoadState('load')
  await page.locator('h1').first().waitFor()
  await settle(page)
}

/** Waits until nothing of what is on the page is still being read. */
export async function settle(page: Page): Promise<void> {
  await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null)
}
