import { execFileSync } from 'node:child_process'
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { expect, type Page, test } from '@playwright/test'
import { pressPair } from './by-keys.ts'
import { overflow, seriousFaults } from './faults.ts'
import { open } from './look.ts'
import { expectEnd } from './runs.ts'

const addons = () => process.env.E2E_ADDONS ?? ''
const rows = (page: Page) => page.getByRole('region', { name: 'Modules' }).locator('[data-row]')
const row = (page: Page, name: string) => page.getByRole('region', { name: 'Modules' }).getByRole('listitem').filter({ hasText: name })
const nodes = (page: Page) => page.locator('[data-node]')

interface Ordered {
  rows: { name: string; layer: number; needs: string[] }[]
}

/** What the command line says, as the app under test is configured. */
function devopsAgent(...words: string[]): string {
  return execFileSync(process.execPath, ['bin/devops-agent.mjs', ...words], {
    cwd: path.join(import.meta.dirname, '..'),
    env: { ...process.env, DATA_DIR: process.env.E2E_DATA, AGENT_CONFIG: path.join(process.env.E2E_DATA ?? '', '../agent.yml') },
    encoding: 'utf8',
  })
}

const git = (folder: string, ...words: string[]) =>
  execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...words], { cwd: folder })
const manifest = (name: string) => `{'name': '${name}', 'version': '19.0.1.0.0', 'depends': ['base']}\n`

/** Writes files into a repository, which is made where there is none, and commits all that lies there. */
function commit(folder: string, branch: string, files: Readonly<Record<string, string>>): void {
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  git(folder, 'init', '-q', '-b', branch)
  git(folder, 'add', '-A')
  git(folder, 'commit', '-q', '-m', 'Change')
}

test('the order is the one of the command line, layer by layer, and nothing comes before what it needs', async ({ page }) => {
  const { rows: ordered }: Ordered = JSON.parse(devopsAgent('deps', 'resolve', 'sale_y', '--json'))
  await open(page, '/modules?view=order&focus=sale_y')
  const shown = await page.locator('[data-layer]').evaluateAll((layers) =>
    layers.map((layer) => ({
      core: [...layer.querySelectorAll('[data-core] a')].map(({ textContent }) => textContent),
      modules: [...layer.querySelectorAll('[data-module]')].map((one) => one.getAttribute('data-module')),
    })),
  )
  const own = ordered.filter(({ name }) => /^(acme|sale_[xy]|sale_order_type|web_r)/.test(name))
  expect(shown.flatMap(({ modules }) => modules)).toEqual(own.map(({ name }) => name))
  const layers = new Map(shown.flatMap(({ core, modules }, layer) => [...core, ...modules].map((name) => [name ?? '', layer])))
  expect(Object.fromEntries(layers)).toEqual(Object.fromEntries(ordered.map(({ name, layer }) => [name, layer])))
  for (const { name, needs } of ordered) for (const need of needs) expect(layers.get(need), need).toBeLessThan(layers.get(name) ?? -1)
  await expect(page.locator('[data-module=sale_y]')).toContainText(/^5\.sale_y 19\.0\.1\.0\.0after sale_x: needs sale_x, crm$/)
  // A feature of the catalogue stands for its modules.
  await open(page, '/modules?view=order&focus=sales')
  await expect(page.locator('[data-module=web_dialog_size]')).toBeVisible()
})

test('what is missing names who wants it and where it comes from, and its command is copied as a line for a shell', async ({ page }) => {
  await open(page, '/modules?view=missing')
  await expect(page.getByRole('main')).toContainText(
    '2 modules cannot be installed: nobody_has_this is in no known repository, partner_z belongs to partner-contact, which was not cloned.',
  )
  const missing = page.getByRole('list', { name: 'Missing modules' }).getByRole('listitem')
  await expect(missing).toHaveText([/nobody_has_this wanted by needs_nobodyis in no known/, /partner_z wanted by needs_partnerbelongs to/])
  await page.getByRole('list', { name: 'Commands' }).getByRole('button', { name: 'Copy' }).click()
  const line = await page.evaluate(() => navigator.clipboard.readText())
  const words = execFileSync('sh', ['-c', `printf '%s\\n' ${line}`], { encoding: 'utf8' })
    .trim()
    .split('\n')
  expect(words).toEqual(['devops-agent', 'deps', 'add', 'partner-contact', '--series', '19.0'])
  await missing.last().getByRole('link', { name: 'partner_z' }).click()
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('partner_z')
  await expect(page.getByRole('main')).toContainText('It is needed, and it is not on the addons path.')
  await expect(page.getByRole('region', { name: 'Used by' })).toContainText('1 module by name: needs_partner')
})

test('what is missing is added by a run, and stands there then', async ({ page }) => {
  const upstream = path.join(addons(), 'upstream/partner-contact')
  const file = path.join(addons(), 'config/addons_manifest.oca_ipai.json')
  const whole = readFileSync(file, 'utf8')
  commit(upstream, '19.0', { 'partner_z/__manifest__.py': manifest('partner_z') })
  writeFileSync(file, whole.replace('https://github.com/OCA/partner-contact.git', upstream))
  try {
    await open(page, '/modules?view=missing')
    await page.getByRole('button', { name: 'Add partner-contact' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Clone partner-contact into the addons, each to its place. What is there already is not touched.')
    await dialog.getByRole('button', { name: 'Add', exact: true }).click()
    await page.waitForURL('**/runs/*')
    await expectEnd(page, 'succeeded')
    await open(page, '/modules?view=missing')
    await expect(page.getByRole('list', { name: 'Missing modules' }).getByRole('listitem')).toHaveText([/^Missingnobody_has_this/])
    await expect(page.getByRole('button', { name: /^Add / })).toHaveCount(0)
  } finally {
    writeFileSync(file, whole)
    rmSync(path.join(addons(), 'addons/oca/partner-contact'), { recursive: true, force: true })
    rmSync(path.join(addons(), 'upstream'), { recursive: true, force: true })
  }
})

test('what a branch does to the modules is told: an update, a restart, and a version that stayed behind', async ({ page }) => {
  try {
    git(addons(), 'checkout', '-q', '-b', 'feature')
    commit(addons(), 'feature', { 'addons/acme/sale_x/models.py': '1\n' })
    await open(page, '/modules?view=impact')
    await expect(page.getByText('Name two branches or commits, with two dots between.')).toBeVisible()
    await page.getByRole('searchbox', { name: 'Impact of' }).fill('19.0..feature')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/range=19\.0\.\.feature/)
    await expect(page.getByRole('main')).toContainText('An update is due.')
    await expect(page.getByText('Changed, and the version is as before: sale_x.')).toBeVisible()
    const impact = page.getByRole('list', { name: 'Impact' }).getByRole('listitem')
    await expect(impact.first()).toContainText(/^Updatesale_x1 file changed, 19\.0\.1\.0\.0, and the version is as before$/)
    await expect(impact.filter({ hasText: 'sale_y' })).toContainText('depends on what changed')
    await expect(page.getByRole('list', { name: 'Commands' })).toContainText('odoo -d odoo -u sale_x --stop-after-init')
    expect(await seriousFaults(page)).toEqual([])
    await open(page, '/modules?view=impact&range=19.0..nothing')
    await expect(page.getByRole('main')).toContainText(/The impact could not be read: There is no branch "nothing"/)
  } finally {
    git(addons(), 'checkout', '-q', '-f', '19.0')
    git(addons(), 'branch', '-q', '-D', 'feature')
  }
})

test('every module of a graph is reached by Tab and by arrows, and Enter opens it', async ({ page }) => {
  await open(page, '/modules?view=graph&focus=sale_x')
  const names = await nodes(page).evaluateAll((all) => all.map((one) => one.getAttribute('data-node')))
  expect(names).toEqual(expect.arrayContaining(['acme_base', 'sale_order_type', 'sale_x', 'sale_y', 'sale_z']))
  const here = () => page.evaluate(() => document.activeElement?.getAttribute('data-node') ?? null)
  await page.getByRole('link', { name: 'Tree', exact: true }).focus()
  const tabbed: (string | null)[] = []
  for (const _ of names) {
    await page.keyboard.press('Tab')
    tabbed.push(await here())
  }
  expect(tabbed).toEqual(names)

  // The page is alive once a first arrow moves.
  await expect(async () => {
    await nodes(page).first().focus()
    await page.keyboard.press('ArrowRight')
    expect(await here()).not.toBe(names[0])
  }).toPass()
  const reached = new Set<string | null>([names[0] ?? null])
  for (const name of reached)
    for (const key of ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']) {
      await page.locator(`[data-node="${name}"]`).focus()
      await page.keyboard.press(key)
      reached.add(await here())
    }
  expect([...reached].sort()).toEqual([...names].sort())
  await page.locator('[data-node=sale_order_type]').focus()
  await page.keyboard.press('Enter')
  await page.waitForURL('**/modules/sale_order_type')
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('sale_order_type')
})

test('a cycle is shown with all its members and where to cut it', async ({ page }) => {
  await open(page, '/modules?view=order&focus=ring_a')
  const ring = page.getByRole('list', { name: 'Cycle of 3 modules' })
  await expect(ring.getByRole('listitem')).toHaveText(['ring_aneeds', 'ring_bneeds', 'ring_cneeds', 'ring_a, again'])
  await expect(page.getByText('None of them can be installed. Cut the ring where ring_a needs ring_b.')).toBeVisible()
  await open(page, '/modules?view=graph&focus=ring_a')
  await expect(nodes(page)).toHaveCount(3 + 1)
})

test('filter and state stand in the address; a row opens its module, whose numbers lead to what they count', async ({ page }) => {
  await open(page, '/')
  const count = page.getByRole('navigation', { name: 'Places' }).first().locator('[data-count=unmet_modules]')
  await expect(count).toHaveText('2')
  await expect(async () => {
    await pressPair(page, 'g', 'm')
    await page.waitForURL('**/modules', { timeout: 1_000 })
  }).toPass()
  await expect(page.getByText('16 modules, 13 ours. Series 19.0: most manifests say 19.0 (14 do, 1 says 18.0).')).toBeVisible()
  await expect(row(page, 'unread_one')).toContainText('Unreadable')
  await expect(row(page, 'unread_one')).toContainText('The name make_version is not a literal: only None, True and False are. Line 3.')
  await page
    .getByRole('navigation', { name: 'Which modules' })
    .getByRole('link', { name: /^Not fine/ })
    .click()
  await expect(rows(page)).toHaveCount(8)
  await page.getByRole('searchbox', { name: 'Filter modules' }).fill('ring')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/modules\?(?=.*text=ring)(?=.*state=wrong)/)
  await expect(rows(page)).toHaveText(['ring_a', 'ring_b', 'ring_c'])
  await page.reload()
  await expect(rows(page)).toHaveCount(3)
  await page.goto('/modules?text=sale-workflow')
  await expect(rows(page)).toHaveText(['sale_order_type'])
  await page.goto('/modules?text=zzzz&state=cycle')
  await expect(page.getByText('No rows match these 2 filters.')).toBeVisible()
  await page.getByRole('link', { name: 'Clear filters' }).click()
  await rows(page).filter({ hasText: 'sale_x' }).click()
  await page.waitForURL('**/modules/sale_x')
  const facts = page.getByRole('main')
  await expect(facts).toContainText(/Depends on2 \(\d\d in all\)/)
  await expect(facts).toContainText('Used by3 (4 in all)')
  await expect(facts).toContainText('Python packagespdfkit, zeep')
  await expect(facts).toContainText('Programswkhtmltopdf')
  await expect(page.getByRole('navigation', { name: 'Breadcrumbs' }).getByRole('listitem')).toHaveText(['Modules', '›sale_x'])
  await page.getByRole('link', { name: '3 (4 in all)' }).click()
  await expect(page).toHaveURL(/#used-by$/)
  await page.goto('/modules/no_such_module')
  await expect(page.getByText('No module no_such_module here.')).toBeVisible()
})

test('the palette finds modules', async ({ page }) => {
  await open(page, '/audit')
  await page.keyboard.press('Control+k')
  await page.keyboard.type('sale_order')
  await page
    .getByRole('dialog')
    .getByRole('option', { name: /sale_order_type/ })
    .click()
  await page.waitForURL('**/modules/sale_order_type')
})

test('without addons it is said where was looked, and what cannot be read is said with a way on', async ({ page }) => {
  const folder = path.join(addons(), 'addons')
  renameSync(folder, `${folder}.away`)
  try {
    await open(page, '/modules')
    await expect(page.getByText('No addons found. Looked in 4 paths.')).toBeVisible()
    expect(await seriousFaults(page)).toEqual([])
  } finally {
    renameSync(`${folder}.away`, folder)
  }
  const file = path.join(addons(), 'config/addons_manifest.oca_ipai.json')
  const whole = readFileSync(file, 'utf8')
  writeFileSync(file, '{')
  try {
    await open(page, '/modules?view=order')
    await expect(page.getByRole('main')).toContainText(/Modules could not be read: .*addons_manifest\.oca_ipai\.json is not JSON/)
    expect(await seriousFaults(page)).toEqual([])
  } finally {
    writeFileSync(file, whole)
  }
  await page.getByRole('button', { name: 'Try again' }).click()
  await expect(page.getByRole('list', { name: 'Install order' })).toBeVisible()
})

test('on a phone the graph is a tree, one stop of Tab in which arrows move', async ({ browser }) => {
  const context = await browser.newContext({ viewport: { width: 360, height: 740 }, hasTouch: true, isMobile: true })
  const page = await context.newPage()
  await open(page, '/modules?view=graph&focus=sale_x')
  await expect(nodes(page).first()).toBeHidden()
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  const needs = page.getByRole('tree', { name: 'What it needs' }).getByRole('treeitem')
  await expect(needs.first()).toHaveAttribute('aria-level', '1')
  const here = () => page.evaluate(() => document.activeElement?.getAttribute('aria-level') ?? null)
  await expect(async () => {
    await needs.first().focus()
    await page.keyboard.press('ArrowRight')
    expect(await here()).toBe('2')
  }).toPass()
  await page.keyboard.press('ArrowLeft')
  await expect(needs.first()).toBeFocused()
  await page.keyboard.press('End')
  await expect(needs.last()).toBeFocused()
  await page.keyboard.press('Home')
  await page.keyboard.press('Enter')
  await page.waitForURL('**/modules/acme_base')
  expect(await overflow(page)).toBeLessThanOrEqual(0)
  await context.close()
})
