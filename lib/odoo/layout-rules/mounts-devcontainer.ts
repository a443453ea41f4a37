import { cataloguedIn, type Found, isWithin, type LayoutRule, type LayoutTrace, plainPath } from '../layout-rule.ts'
import type { LayoutTree } from '../layout-tree.ts'
import { targetOf } from './compose.ts'
import { readJsonc } from './jsonc.ts'
import { composeFile, mountProblems } from './mounts-compose.ts'

const file = '.devcontainer/devcontainer.json'
const workspace = /^\$\{localWorkspaceFolder\}\/?/

/** What the file says of the places of addons. */
interface DevContainer {
  /** Below the root; empty where it is no container of a compose file. */
  composeFiles: string[]
  service: string | null
  /** Folders of the tree that it mounts by themselves, beside the whole, as they are written. */
  mounts: { source: string; written: string }[]
  /** The whole tree is mounted, as it is where nothing else is said. */
  isWhole: boolean
}

/** Who develops in a container has all folders of addons in it. */
export const mountsDevcontainer: LayoutRule = {
  id: 'mounts-devcontainer',
  title: 'The development container has all folders of addons',
  reason: 'Where it differs from the compose file, what works for one developer fails for the next.',
  link: 'https://containers.dev/implementors/json_reference/',
  counts: 'tree',
  check: (tree) => {
    const text = tree.file(file)?.text
    return text === undefined ? [] : problemsIn(text, tree)
  },
  unasked: ({ file: read }) => (read(file) === null ? `There is no ${file}.` : null),
}

function problemsIn(text: string, tree: LayoutTree): Found[] {
  const read = devContainerIn(text)
  if (read === null) return [told('It is not JSON with comments.', 'Mend it there.', { files: [file], holds: isBroken })]
  const { composeFiles, service } = read
  const lost = composeFiles.filter((path) => tree.kindOf(path) !== 'file')
  if (lost.length > 0) return [told(`It names ${lost.join(', ')}, which is not there.`, 'Correct dockerComposeFile.', null)]
  if (composeFiles.length > 0) return composeProblems(composeFiles, service, tree)
  const message = messageOf(read, tree)
  if (message === null) return []
  const holds = ([before = null, catalogue = null]: readonly (string | null)[]) => {
    const earlier = before === null ? null : devContainerIn(before)
    return earlier !== null && messageOf(earlier, cataloguedIn(catalogue, tree)) !== null
  }
  const made = mended(text, read, tree)
  const [is, trace] = [tree.file(file)?.sha256 ?? '', { files: [file, tree.cataloguePath], holds }]
  return [{ ...told(message, 'Correct its mounts.', trace), fix: made === null ? null : { kind: 'write', path: file, text: made, is } }]
}

/** The text with a mount more for each folder that has none, written as one that is there; null where none can serve as a model, or more is wrong. */
function mended(text: string, { mounts }: DevContainer, tree: LayoutTree): string | null {
  const folders = foldersOf(tree)
  const model = mounts.find(({ source, written }) => folders.includes(source) && written.split(source).length === 3)
  const place = model ? text.indexOf(JSON.stringify(model.written)) : -1
  if (!model || place === -1) return null
  const indent = /^\s*$/.exec(text.slice(text.lastIndexOf('\n', place) + 1, place))?.[0]
  const made = missingIn(mounts, tree).map((folder) => JSON.stringify(model.written.replaceAll(model.source, folder)))
  const end = place + JSON.stringify(model.written).length
  const whole = [text.slice(0, end), ...made].join(indent === undefined ? ', ' : `,\n${indent}`) + text.slice(end)
  const read = devContainerIn(whole)
  return read !== null && messageOf(read, tree) === null ? whole : null
}

function foldersOf({ catalogue: { roots }, repositories }: LayoutTree): string[] {
  return [roots.ipai, ...repositories.map(({ path }) => path)]
}

function missingIn(mounts: DevContainer['mounts'], tree: LayoutTree): string[] {
  const all = mounts.map(({ source }) => ({ source, target: `/${source}` }))
  return foldersOf(tree).filter((folder) => targetOf(folder, all) === null)
}

/** Of several compose files one that mounts a folder is enough: they are laid over each other. */
function composeProblems(paths: readonly string[], service: string | null, tree: LayoutTree): Found[] {
  if (service === null) return [told('It names a compose file and no service.', 'Name the service.', null)]
  const problems = paths.map((path) => mountProblems(path, tree, service))
  const [first = []] = problems
  if (problems.some((one) => one.length === 0)) return []
  // The compose file of the tree has a rule of its own, whose fix writes the same file.
  return first.map((one) => (one.path === composeFile(tree) ? { ...one, fix: null } : one))
}

function messageOf({ mounts, isWhole }: DevContainer, tree: LayoutTree): string | null {
  const folders = foldersOf(tree)
  const lost = mounts.map(({ source }) => source).filter((source) => tree.kindOf(source) === null)
  const missing = missingIn(mounts, tree)
  // Where some are mounted by themselves, the others are meant to be as well.
  const isPart = mounts.some(({ source }) => folders.some((folder) => isWithin(folder, source)))
  const parts = [
    ...(missing.length > 0 && (isPart || !isWhole) ? [`It does not mount ${missing.join(', ')}.`] : []),
    ...(lost.length > 0 ? [`It mounts ${lost.join(', ')}, which ${lost.length === 1 ? 'is' : 'are'} not there.`] : []),
  ]
  return parts.length === 0 ? null : parts.join(' ')
}

/** What a text of `devcontainer.json` says; null where it cannot be read. */
function devContainerIn(text: string): DevContainer | null {
  const read = readJsonc(text)
  if (typeof read !== 'object' || read === null) return null
  const { dockerComposeFile, service, mounts, workspaceMount }: Record<string, unknown> = { ...read }
  const named = Array.isArray(dockerComposeFile) ? dockerComposeFile : [dockerComposeFile]
  return {
    composeFiles: named.flatMap((one: unknown) => (typeof one === 'string' ? (plainPath(`.devcontainer/${one}`) ?? []) : [])),
    service: typeof service === 'string' ? service : null,
    mounts: Array.isArray(mounts) ? mounts.flatMap((one: unknown) => mountOf(one)) : [],
    isWhole: typeof workspaceMount !== 'string' || mountOf(workspaceMount).some(({ source }) => source === ''),
  }
}

/** The folder of the tree that a mount has; none for a volume, or what lies elsewhere. */
function mountOf(mount: unknown): DevContainer['mounts'] {
  const written = typeof mount === 'string' ? mount : ''
  const named = typeof mount === 'object' && mount !== null && 'source' in mount ? String(mount.source) : undefined
  const place = named ?? /(?:^|,)(?:source|src)=([^,]+)/.exec(written)?.[1] ?? ''
  const source = workspace.test(place) ? plainPath(place.replace(workspace, '')) : null
  return source === null ? [] : [{ source, written }]
}

function isBroken([text = null]: readonly (string | null)[]): boolean {
  return text !== null && devContainerIn(text) === null
}

function told(message: string, hint: string, trace: LayoutTrace | null): Found {
  return { level: 'error', path: file, message, hint, fix: null, trace }
}
