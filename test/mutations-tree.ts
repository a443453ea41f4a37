import type { Mutation } from './mutations.ts'

const commit = 'lib/tools/git/commit.slow.test.ts'
const standing = 'lib/tools/git/standing.slow.test.ts'
const fix = 'skills/oca_ipai_layout_enforcer/fix.slow.test.ts'

/** Guards of what changes the installation's tree. */
export const treeMutations: readonly Mutation[] = [
  {
    guard: 'a text is written only over the one that was looked at',
    file: 'lib/tools/git/commit.ts',
    changes: [['  if (is !== undefined && is !==', "  if (is === 'never' && is !=="]],
    test: commit,
    name: 'refuses a text that is another by now',
  },
  {
    guard: 'a path never leads out of the tree, nor into git’s own folder',
    file: 'lib/tools/git/commit.ts',
    changes: [['  if (!isPlain) throw', "  if (!isPlain && file === '') throw"]],
    test: commit,
    name: 'refuses a text that is another by now',
  },
  {
    guard: 'a dirty checkout is not brought forward',
    file: 'lib/tools/git/standing.ts',
    changes: [['  if (stands.isClean) return stands\n', "  if (stands.isClean || stands.sha !== '') return stands\n"]],
    test: standing,
    name: 'goes back only from where it was brought to',
  },
  {
    guard: 'a folder that is no checkout is not taken for the one that it lies in',
    file: 'lib/tools/git/standing.ts',
    changes: [['GIT_CEILING_DIRECTORIES: path.dirname(job.address.url)', "GIT_CEILING_DIRECTORIES: path.join(path.sep, 'nowhere')"]],
    test: standing,
    name: 'is told with its commit',
  },
  {
    guard: 'the same change is proposed once',
    file: 'skills/oca_ipai_layout_enforcer/proposed.ts',
    changes: [['{ signal })) === change) return open', '{ signal })) === change && change === target) return open']],
    test: fix,
    name: 'a second run answers the pull request that is there',
  },
]
