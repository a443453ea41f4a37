import type { LayoutRule } from './layout-rule.ts'
import { addonsPath } from './layout-rules/addons-path.ts'
import { manifestKeys, manifestReadable, versionFormat } from './layout-rules/manifests.ts'
import { mountsCompose } from './layout-rules/mounts-compose.ts'
import { mountsDevcontainer } from './layout-rules/mounts-devcontainer.ts'
import { licence, readme } from './layout-rules/papers.ts'
import { moduleOnce, orphanFolder, ownPrefix } from './layout-rules/places.ts'
import { repositoryBranch, repositoryClean, repositoryCommit, repositoryPresent } from './layout-rules/repositories.ts'
import { submodulePin } from './layout-rules/submodules.ts'

/** What is wanted of a tree, in the order in which it is told. */
export const layoutRules: readonly LayoutRule[] = [
  repositoryPresent,
  repositoryBranch,
  repositoryCommit,
  repositoryClean,
  submodulePin,
  orphanFolder,
  ownPrefix,
  moduleOnce,
  manifestReadable,
  versionFormat,
  manifestKeys,
  licence,
  readme,
  mountsCompose,
  mountsDevcontainer,
  addonsPath,
]
