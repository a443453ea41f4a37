import type { Mutation } from './mutations.ts'

const trees = 'skills/oca_ipai_layout_enforcer/verify-trees.slow.test.ts'
const waived = 'skills/oca_ipai_layout_enforcer/verify-waivers.slow.test.ts'

/** Guards of what is asked of working trees, and of what is waived. */
export const layoutMutations: readonly Mutation[] = [
  {
    guard: 'what a working tree configures is never started',
    file: 'lib/tools/git/working-trees.ts',
    changes: [
      [
        "await ask(['--git-dir', scratch, '--work-tree', folder, ...words]",
        "await ask(['--git-dir', gitFolder, '--work-tree', folder, ...words]",
      ],
    ],
    test: trees,
    name: 'a filter, a monitor and hooks that a repository configures are never started',
  },
  {
    guard: 'a git folder lies below what may be read',
    file: 'lib/tools/git/working-trees.ts',
    changes: [['  await inside(gitFolder, roots)\n  await inside(commonFolder, roots)\n', '']],
    test: 'lib/tools/git/working-trees.slow.test.ts',
    name: 'what may not be read is told, whether the tree lies there or its git folder does',
  },
  {
    guard: 'no fix is offered that would lose local changes',
    file: 'lib/odoo/layout-rules/repositories.ts',
    changes: [['if (changed.count === 0) return { fix', 'if (changed.count >= 0) return { fix']],
    test: trees,
    name: 'what is changed locally is never touched',
  },
  {
    guard: 'a waiver ends',
    file: 'lib/odoo/layout-waivers.ts',
    changes: [['if (waiver.until >= today) return', "if (waiver.until >= '') return"]],
    test: waived,
    name: 'a waiver whose last day is past gives the finding back',
  },
  {
    guard: 'a history that was not read to its end tells no commit',
    file: 'lib/odoo/layout-since.ts',
    changes: [['return isWhole && oldest ?', 'return oldest ?']],
    test: 'lib/odoo/layout-since.test.ts',
    name: 'what was always so came in with the first commit',
  },
  {
    guard: 'no text of a file is shown to who asks for findings',
    file: 'lib/door/look.ts',
    changes: [['verb.shown?.(answer) ?? answer', 'answer']],
    test: trees,
    name: 'who asks is shown what is to be written, and never the text of a file',
  },
]
