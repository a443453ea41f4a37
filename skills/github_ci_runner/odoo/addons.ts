import { z } from 'zod'
import type { StepTools } from '../../../lib/core/skill.ts'
import { readManifest } from '../../../lib/odoo/manifest.ts'
import type { OdooModule } from '../../../lib/odoo/modules.ts'
import type { Job } from '../workspace.ts'
import type { Finding } from './findings.ts'
import { runHelper } from './helper.ts'

/** The addons of a tree. */
export interface Addons {
  tree: string
  /** Those whose manifests can be read, in order of path; the path is `.` when the repository itself is the module. */
  modules: OdooModule[]
  /** Folders with a manifest that cannot be read. */
  unread: { name: string; path: string }[]
  /** Names of modules that are links to others of the tree. */
  linked: string[]
  /** Folders that go on the addons path, relative, in order; none when the repository itself is the module. */
  roots: string[]
  /** What is wrong with manifests, names and links. */
  findings: Finding[]
  /** File of a manifest → its text, for places in it. */
  sources: ReadonlyMap<string, string>
  /** The file that says that addons are taken from other repositories. */
  elsewhere: string | null
}

/** What `find_addons.py` prints. */
const foundFacts = z.object({
  addons: z.array(z.object({ path: z.string(), isPlain: z.boolean(), manifest: z.string().nullable(), sizeBytes: z.number().nullable() })),
  tooOld: z.array(z.string()),
  linked: z.array(z.object({ name: z.string(), path: z.string(), target: z.string() })),
  findings: z.array(z.object({ rule: z.string(), severity: z.enum(['error', 'warning']), file: z.string(), message: z.string() })),
  elsewhere: z.string().nullable(),
  isWhole: z.boolean(),
})

type Found = z.output<typeof foundFacts>

/** What was read for a job in this process: its steps ask for the same tree, and a large one takes seconds. */
const known = new WeakMap<Job, Promise<Addons>>()

/** The addons of the job's tree, read once in a process: another one, that carries the run on, reads them again. */
export function addonsOf(step: StepTools, job: Job, tree: string): Promise<Addons> {
  const read = known.get(job) ?? findAddons(step, job, tree)
  known.set(job, read)
  read.catch(() => known.delete(job))
  return read
}

/** Finds the addons in a tree, anywhere but in folders that begin with a dot, and reads their manifests. Without an addon there is no finding either. */
export async function findAddons(step: StepTools, job: Job, tree: string): Promise<Addons> {
  const found = foundFacts.parse(await runHelper(step, job, { name: 'find_addons', words: [tree] }))
  const addons: Addons = {
    tree,
    modules: [],
    unread: [],
    linked: [],
    roots: [],
    findings: [],
    sources: new Map(),
    elsewhere: found.elsewhere,
  }
  if (found.addons.length + found.tooOld.length === 0) {
    for (const { message } of unsearched(found)) await step.log(message, 'err')
    return addons
  }
  const read = found.addons.filter(({ path }) => !isTemplate(path)).map((one) => readAddon(one, nameOf(one.path, job.url)))
  const modules = read.flatMap(({ module }) => module ?? [])
  const roots = [...new Set(modules.filter(({ path }) => path !== '.').map(({ path }) => parentOf(path)))].sort()
  return {
    ...addons,
    modules,
    unread: read.flatMap(({ module, name, path }) => (module === null ? { name, path } : [])),
    linked: found.linked.map(({ name }) => name),
    roots,
    findings: [
      ...read.flatMap(({ findings }) => findings),
      ...found.tooOld.map(tooOld),
      ...found.findings.map(ofTree),
      ...untested(found, modules),
      ...unsearched(found),
      ...roots.filter((root) => /[,$~]/.test(root)).map(unreachable),
    ],
    sources: new Map(read.map(({ path, source }) => [manifestFile(path), source])),
  }
}

/** The manifest of a module's folder. */
export function manifestFile(path: string): string {
  return path === '.' ? '__manifest__.py' : `${path}/__manifest__.py`
}

interface ReadAddon {
  name: string
  path: string
  /** Null when its manifest cannot be read, or Odoo cannot see a module of this name. */
  module: OdooModule | null
  source: string
  findings: Finding[]
}

function readAddon({ path, isPlain, manifest: encoded, sizeBytes }: Found['addons'][number], name: string): ReadAddon {
  const file = manifestFile(path)
  const none = { name, path, module: null, source: '' }
  const told = (rule: string, severity: Finding['severity'], message: string): ReadAddon => {
    return { ...none, findings: [{ rule, severity, module: name, file, line: null, column: null, message }] }
  }
  if (!isPlain) return told('module-name', 'warning', 'The path of the module has characters that cannot be shown. It is not tested.')
  // As Odoo has it: other folders are passed over without a word.
  if (!/^[\p{L}\p{N}_]{1,256}$/u.test(name))
    return told('module-name', 'warning', `Odoo does not see a module in a folder named ${name}. Use letters, digits and underscores.`)
  if (encoded === null) return told('manifest-unreadable', 'error', unreadable(sizeBytes))
  const bytes = Buffer.from(encoded, 'base64')
  const { manifest, problems } = readManifest(bytes)
  const findings = problems.map(
    ({ rule, severity, message, line, column }): Finding => ({ rule, severity, module: name, file, line, column, message }),
  )
  const source = new TextDecoder().decode(bytes)
  if (manifest === null) return { ...none, source, findings }
  return { name, path, module: { name, path, manifest }, source, findings: manifest.installable ? findings : [] }
}

function unreadable(sizeBytes: number | null): string {
  if (sizeBytes === null) return 'The manifest is not a regular file of the repository.'
  return `The manifest has ${sizeBytes} bytes and is not read. One has at most 1 MiB, and all together 32 MiB.`
}

/** The name of a module's folder; of the repository where it is itself the module. */
function nameOf(path: string, url: string): string {
  if (path !== '.') return path.replace(/^.*\//, '')
  return url
    .replace(/\/+$/, '')
    .replace(/\.git$/, '')
    .replace(/^.*[/:]/, '')
}

/** Of a skeleton for new modules, such as `{{ name }}/__manifest__.py`. */
function isTemplate(path: string): boolean {
  return /\{[{%]/.test(path)
}

function parentOf(path: string): string {
  return path.includes('/') ? path.replace(/\/[^/]*$/, '') : '.'
}

function tooOld(path: string): Finding {
  const file = path === '.' ? '__openerp__.py' : `${path}/__openerp__.py`
  const message = 'Manifests of this name are for Odoo 9 and older. It is not tested.'
  return { rule: 'manifest-too-old', severity: 'warning', module: null, file, line: null, column: null, message }
}

function ofTree(finding: Found['findings'][number]): Finding {
  return { ...finding, module: null, line: null, column: null }
}

/** Links to addons that are in no other way part of what is tested. */
function untested({ linked }: Found, modules: readonly OdooModule[]): Finding[] {
  const paths = new Set(modules.map(({ path }) => path))
  return linked
    .filter(({ target }) => !paths.has(target))
    .map(({ name, path, target }) => {
      const message = `The module ${name} is a link to ${target}. Links are not followed: it is not tested.`
      return { rule: 'module-linked', severity: 'warning', module: name, file: path, line: null, column: null, message }
    })
}

/** A list of folders has commas between them, and Odoo puts variables and homes in its place. */
function unreachable(root: string): Finding {
  const message = `Odoo cannot be told of addons in the folder ${root}: its name has a comma, a dollar or a tilde. Give it another name.`
  return { rule: 'addons-path', severity: 'error', module: null, file: root, line: null, column: null, message }
}

function unsearched({ isWhole }: Found): Finding[] {
  if (isWhole) return []
  const message = 'The repository has more than 20000 entries outside of its addons. Deeper folders were not searched for addons.'
  return [{ rule: 'too-many-files', severity: 'warning', module: null, file: null, line: null, column: null, message }]
}
