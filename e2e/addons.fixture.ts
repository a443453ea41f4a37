import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** What a module's manifest says beside its name. */
interface Told {
  depends: readonly string[]
  name?: string
  version?: string
  /** Lines of the manifest as they stand there. */
  also?: string
}

const own = 'addons/acme'
const web = 'addons/oca/web'
const workflow = 'addons/oca/sale-workflow'

/** Repositories of the catalogue: `partner-contact` was not cloned. */
const repositories = [
  { name: 'web', path: web, wanted: ['web_responsive', 'web_dialog_size'] },
  { name: 'sale-workflow', path: workflow, wanted: ['sale_order_type'] },
  { name: 'partner-contact', path: 'addons/oca/partner-contact', wanted: ['partner_z'] },
]

/** A small installation: of every state there is one module, and of every origin. */
const modules: Readonly<Record<string, Told>> = {
  [`${web}/web_responsive`]: { depends: ['web', 'mail'], name: 'Web Responsive' },
  [`${web}/web_dialog_size`]: { depends: ['web'], name: 'Web Dialog Size' },
  [`${workflow}/sale_order_type`]: { depends: ['sale_stock', 'account'], name: 'Sale Order Type' },
  [`${own}/acme_base`]: { depends: ['contacts', 'web_responsive'], name: 'Acme base' },
  [`${own}/sale_x`]: {
    depends: ['acme_base', 'sale_order_type'],
    name: 'Acme sales',
    also: "'external_dependencies': {'python': ['zeep', 'pdfkit'], 'bin': ['wkhtmltopdf']},",
  },
  [`${own}/sale_y`]: { depends: ['sale_x', 'crm'], name: 'Acme sales from leads' },
  [`${own}/sale_z`]: { depends: ['sale_y'], name: 'Acme sales, portal' },
  [`${own}/crm_bridge`]: { depends: ['sale_x', 'mail'], name: 'Acme bridge', also: "'auto_install': True," },
  [`${own}/needs_partner`]: { depends: ['sale_x', 'partner_z'], name: 'Acme partners' },
  [`${own}/needs_nobody`]: { depends: ['acme_base', 'nobody_has_this'], name: 'Acme loose end' },
  [`${own}/ring_a`]: { depends: ['ring_b'], name: 'Ring A' },
  [`${own}/ring_b`]: { depends: ['ring_c', 'acme_base'], name: 'Ring B' },
  [`${own}/ring_c`]: { depends: ['ring_a'], name: 'Ring C' },
  [`${own}/old_one`]: { depends: ['base'], name: 'Acme of yesterday', version: '18.0.1.0.0' },
  [`${own}/switched_off`]: { depends: ['base'], name: 'Acme switched off', also: "'installable': False," },
}

/** `addons` of the app's configuration. */
export function addonsAt(root: string): string {
  return `addons:\n  root: ${root}\n`
}

/** The installation on disk, with its catalogue. */
export function makeAddons(): { root: string; remove(): void } {
  const root = realpathSync(mkdtempSync(path.join(tmpdir(), 'control-room-addons-')))
  write(root, 'config/addons_manifest.oca_ipai.json', JSON.stringify(catalogue))
  for (const [folder, told] of Object.entries(modules)) write(root, `${folder}/__manifest__.py`, manifestOf(told))
  write(root, `${own}/unread_one/__manifest__.py`, "{\n    'name': 'Computed',\n    'version': make_version(),\n}\n")
  write(root, '.gitignore', `/${web}/\n/${workflow}/\n`)
  for (const folder of [web, workflow]) commitAll(path.join(root, folder), 'Lay the modules')
  commitAll(root, 'Lay the addons')
  return { root, remove: () => rmSync(root, { recursive: true, force: true }) }
}

/** Makes a folder a repository on the branch of the series where it is none, and commits all that is in it. */
export function commitAll(folder: string, message: string): string {
  const git = (...words: string[]) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', '-c', 'init.defaultBranch=19.0', ...words], {
      cwd: folder,
      encoding: 'utf8',
    }).trim()
  git('init', '-q')
  git('add', '-A')
  git('commit', '-q', '-m', message)
  return git('rev-parse', 'HEAD')
}

/** Puts so many more modules of ours beside them, each of which needs up to three before it; the answer takes them away. */
export function manyModules(root: string, count: number): () => void {
  const named = (place: number) => `many_${String(place).padStart(4, '0')}`
  const needs = (place: number) => [place - 1, Math.floor(place / 2), Math.floor(place / 7)].filter((one) => one > 0 && one < place)
  for (let place = 1; place <= count; place += 1) {
    const depends = ['base', ...new Set(needs(place).map(named))]
    write(root, `${own}/${named(place)}/__manifest__.py`, manifestOf({ depends, name: `Many ${place}` }))
  }
  return () => {
    for (let place = 1; place <= count; place += 1) rmSync(path.join(root, own, named(place)), { recursive: true })
  }
}

const catalogue = {
  version: 1,
  roots: { oca_root: 'addons/oca', ipai_root: own },
  oca_repositories: repositories.map(({ name, path: folder }) => ({
    name,
    type: 'git',
    url: `https://github.com/OCA/${name}.git`,
    path: folder,
    purpose: '',
  })),
  oca_must_have_modules: Object.fromEntries(repositories.map(({ name, wanted }) => [name, wanted])),
  features: { sales: ['sale_y', 'web_dialog_size'] },
}

function manifestOf({ depends, name = '', version = '19.0.1.0.0', also = '' }: Told): string {
  const all = depends.map((one) => `'${one}'`).join(', ')
  return `{\n    'name': '${name}',\n    'version': '${version}',\n    'license': 'AGPL-3',\n    'depends': [${all}],\n    ${also}\n}\n`
}

function write(root: string, file: string, text: string): void {
  const place = path.join(root, file)
  mkdirSync(path.dirname(place), { recursive: true })
  writeFileSync(place, text)
}
