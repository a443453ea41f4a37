import { type SubmoduleEntry, submodulesIn, withoutSecret } from '../git-modules.ts'
import type { Found, LayoutRule, LayoutTrace } from '../layout-rule.ts'
import type { LayoutTree } from '../layout-tree.ts'
import { sameAddress } from './repositories.ts'

const file = '.gitmodules'

/** Each submodule has an entry and a commit, and comes from where the catalogue says. */
export const submodulePin: LayoutRule = {
  id: 'submodule-pin',
  title: 'Each submodule has its entry, its commit and its address',
  reason: 'A clone of the root gets a submodule by these three, and fails where one is missing.',
  link: 'https://git-scm.com/docs/gitmodules',
  counts: 'tree',
  check: (tree) => [...unpinned(tree), ...unnamed(tree), ...otherwise(tree)],
  unasked: ({ root, file: read, gitlinks }) =>
    root === null || (read(file) === null && gitlinks.size === 0) ? 'The root has no submodules.' : null,
}

function entriesOf(tree: LayoutTree): SubmoduleEntry[] {
  return submodulesIn(tree.file(file)?.text ?? '')
}

function unpinned(tree: LayoutTree): Found[] {
  if (tree.root === null) return []
  return entriesOf(tree)
    .filter(({ path }) => !tree.gitlinks.has(path))
    .map(({ path }) =>
      told(
        path,
        `${file} names it, and the commit of the root has no submodule there.`,
        `Add it with git submodule add, or remove its entry from ${file}.`,
        named(path),
      ),
    )
}

function unnamed(tree: LayoutTree): Found[] {
  const known = new Set(entriesOf(tree).map(({ path }) => path))
  return [...tree.gitlinks.keys()]
    .filter((path) => !known.has(path))
    .map((path) =>
      told(path, `It is a submodule of the root, and ${file} does not say where it comes from.`, `Add its path and url to ${file}.`, null),
    )
}

function otherwise(tree: LayoutTree): Found[] {
  return entriesOf(tree).flatMap(({ path, url }) => {
    const repository = tree.repositories.find((one) => one.path === path)
    if (!repository || !tree.gitlinks.has(path) || sameAddress(repository.url, url ?? '')) return []
    const message = `${file} takes it from ${url === null ? 'nowhere' : withoutSecret(url)}, and the catalogue from ${withoutSecret(repository.url)}.`
    return told(path, message, `Set the same address in both.`, {
      files: [file],
      holds: ([text]) => submodulesIn(text ?? '').some((one) => one.path === path && !sameAddress(one.url ?? '', repository.url)),
    })
  })
}

function named(path: string): LayoutTrace {
  return { files: [file], holds: ([text]) => submodulesIn(text ?? '').some((one) => one.path === path) }
}

function told(path: string, message: string, hint: string, trace: LayoutTrace | null): Found {
  return { level: 'error', path, message, hint, fix: null, trace }
}
