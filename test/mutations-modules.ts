import type { Mutation } from './mutations.ts'

const addons = 'lib/tools/filesystem/addons.test.ts'
const resolve = 'skills/module_dependency_resolver/resolve.test.ts'
const place = 'lib/tools/git/place.slow.test.ts'
const impact = 'lib/odoo/impact.test.ts'

/** Guards of what is read of addons, and of the environments between the checks. */
export const moduleMutations: readonly Mutation[] = [
  {
    guard: 'a link to a manifest never leads out of what may be read',
    file: 'lib/tools/filesystem/addons.ts',
    changes: [['if (isLinked && !isInside(realpathSync(file)))', 'if (entry.isSymbolicLink() && !isInside(realpathSync(file)))']],
    test: addons,
    name: 'a circle of links, a link that leads out',
  },
  {
    guard: 'a file that was changed is read again',
    file: 'lib/tools/filesystem/addons.ts',
    changes: [['if (before?.stamp === stamp) return before.bytes', 'if (before) return before.bytes']],
    test: addons,
    name: 'bytes are the same object until the file changes',
  },
  {
    guard: 'a clone is never laid outside of the addons',
    file: 'lib/tools/git/place-folder.ts',
    changes: [['if (at === base || !isBelow(base, at))', 'if (at === base)']],
    test: place,
    name: 'clones only below its root',
  },
  {
    guard: 'nothing is started that the settings of a folder name',
    file: 'lib/tools/git/place-state.ts',
    changes: [["'-c', 'core.fsmonitor=false', ", '']],
    test: place,
    name: 'starts nothing that the settings of a folder name',
  },
  {
    guard: 'undoing removes only what the run has made',
    file: 'lib/tools/git/place.ts',
    changes: [
      [
        'if (mark === null || job.options.label === undefined || mark.label !== job.options.label) return false',
        'if (mark === null) return false',
      ],
    ],
    test: place,
    name: 'takes away what a call of its label has made',
  },
  {
    guard: 'nothing is installed while something is missing',
    file: 'skills/module_dependency_resolver/commands.ts',
    changes: [["if (findings.some(({ severity }) => severity === 'error')) return [...clones, ...packages]\n", '']],
    test: resolve,
    name: 'a missing repository is named',
  },
  {
    guard: 'what Odoo would bring and cannot is an error',
    file: 'lib/odoo/resolution.ts',
    changes: [['closureOf([...names, ...automatic.map(({ name }) => name)], dependsOf)', 'closureOf(names, dependsOf)']],
    test: resolve,
    name: 'what Odoo installs by itself is told apart',
  },
  {
    guard: 'what needs a module that is gone has changed',
    file: 'lib/odoo/impact.ts',
    changes: [[' || module.manifest.depends.some((name) => gone.includes(name))', '']],
    test: impact,
    name: 'a change reaches all that depend on it',
  },
  {
    guard: 'what was heard of an environment grows old',
    file: 'skills/control_room/environments.ts',
    changes: [['if (now - Date.parse(at) > holdsMs)', 'if (false)']],
    test: 'skills/control_room/environments.test.ts',
    name: 'where workers ask, what was heard holds',
  },
  {
    guard: 'of several workers one asks an environment',
    file: 'lib/store/environment-watch.ts',
    changes: [[` where watch."askedAt" <= clock_timestamp() - \${everyMs} * interval '1 millisecond'`, '']],
    test: 'test/watch.db.test.ts',
    name: 'of several workers one asks each turn',
  },
  {
    guard: 'a line that wakes nobody is looked for',
    file: 'lib/store/feed.ts',
    changes: [['      this.#lookAgain()\n', '']],
    test: 'test/follow.db.test.ts',
    name: 'a line that is written right after one that woke everybody',
  },
]
