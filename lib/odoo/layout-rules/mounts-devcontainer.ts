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
  /** Folders of the tree that it mounts by themselves, beside the whole. */
  sources: string[]
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
  return [told(message, 'Correct its mounts.', { files: [file, tree.cataloguePath], holds })]
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

function messageOf({ sources, isWhole }: DevContainer, tree: LayoutTree): string | null {
  const { roots } = tree.catalogue
  const folders = [roots.ipai, ...tree.repositories.map(({ path }) => path)]
  const lost = sources.filter((source) => tree.kindOf(source) === null)
  const mounts = sources.map((source) => ({ source, target: `/${source}` }))
  const missing = folders.filter((folder) => targetOf(folder, mounts) === null)
  // Where some are mounted by themselves, the others are meant to be as well.
  const isPart = sources.some((source) => folders.some((folder) => isWithin(folder, source)))
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
    sources: Array.isArray(mounts) ? mounts.flatMap((one: unknown) => sourceOf(one) ?? []) : [],
    isWhole: typeof workspaceMount !== 'string' || sourceOf(workspaceMount) === '',
  }
}

/** The folder of the tree that a mount has; null for a volume, or what lies elsewhere. */
function sourceOf(mount: unknown): string | null {
  const written =
    typeof mount === 'string'
      ? /(?:^|,)(?:source|src)=([^,]+)/.exec(mount)?.[1]
      : typeof mount === 'object' && mount !== null && 'source' in mount
        ? String(mount.source)
        : undefined
  return written !== undefined && workspace.test(written) ? plainPath(written.replace(workspace, '')) : null
}

function isBroken([text = null]: readonly (string | null)[]): boolean {
  return text !== null && devContainerIn(text) === null
}

function told(message: string, hint: string, trace: LayoutTrace | null): Found {
  return { level: 'error', path: file, message, hint, fix: null, trace }
}
