import type { Mutation } from './mutations.ts'

const assess = { file: 'skills/github_ci_runner/odoo/assess.ts', test: 'skills/github_ci_runner/odoo/assess.test.ts' }
const stack = 'skills/github_ci_runner/odoo/stack.ts'
const onEngine = 'skills/github_ci_runner/run-odoo-apart.docker.test.ts'

/** The guards of a run of Odoo. */
export const odooMutations: readonly Mutation[] = [
  {
    guard: 'zero tests are not green',
    ...assess,
    changes: [['if (passed + failed + error + unseen === 0)', 'if (passed + failed + error + unseen < 0)']],
    name: 'is not green',
  },
  {
    guard: 'a module that Odoo does not know is not green',
    ...assess,
    changes: [['unknownModules.length === 0 ? null', 'unknownModules.length >= 0 ? null']],
    name: 'is not green',
  },
  {
    guard: 'a module that is not installed after the tests is not green',
    ...assess,
    changes: [["tested.filter((name) => states[name] !== 'installed')", 'tested.filter(() => false)']],
    name: 'is not green',
  },
  {
    guard: 'demo data that failed is not green',
    ...assess,
    changes: [['demoFailures[0] === undefined', 'demoFailures.length >= 0']],
    name: 'is not green',
  },
  {
    guard: 'an Odoo that did not come to its end is not green',
    ...assess,
    changes: [['report.modulesLoaded && report.summary !== null ? null', 'report.modulesLoaded || report.summary === null ? null']],
    name: 'is not green',
  },
  {
    guard: 'what depends on a changed module is tested too',
    file: 'lib/odoo/impact.ts',
    changes: [['reached: dependentsOf(changed, modules)', 'reached: [...changed]']],
    test: 'skills/github_ci_runner/odoo/selection.test.ts',
    name: 'what changed is tested, and all that depends on it',
  },
  {
    guard: 'a tested module does not slip into the template',
    file: 'skills/github_ci_runner/odoo/plan.ts',
    changes: [['if (all.some((name) => tested.includes(name))) continue', '']],
    test: 'skills/github_ci_runner/odoo/plan.test.ts',
    name: 'keeps what triggers it out of the template',
  },
  {
    guard: 'code of the tested modules does not get into the template',
    file: 'skills/github_ci_runner/odoo/prepare.ts',
    changes: [['template: undefined, only, forTemplate', 'template: undefined, forTemplate']],
    test: onEngine,
    name: 'code of the tested modules does not get into the template',
  },
  {
    guard: 'a build has no way out of its network',
    file: stack,
    changes: [['internal: !settings.odoo.egress', 'internal: false']],
    test: onEngine,
    name: 'a build has a way out only where',
  },
  {
    guard: 'the code of a build cannot be written by it',
    file: stack,
    changes: [['path: addonsFolder, readOnly: true', 'path: addonsFolder, readOnly: false']],
    test: onEngine,
    name: 'a hostile addon',
  },
  {
    guard: 'a network goes with all that is on it',
    file: 'lib/tools/docker/networks.ts',
    changes: [
      ['      await disconnectAll(engine, name, signal)\n      await unless', '      await unless'],
      ['      await disconnectAll(engine, name, signal)\n      const [left]', '      const [left]'],
      ['if (left !== undefined)', 'if (left === null)'],
    ],
    test: 'lib/tools/docker/things.docker.test.ts',
    name: 'leave a container that stands still',
  },
  {
    guard: 'an engine that was never there is not waited for',
    file: 'skills/github_ci_runner/test-repository.ts',
    changes: [['hasEngine = canStart && checked.hasEngine', 'hasEngine = canStart']],
    test: 'skills/github_ci_runner/run-odoo.slow.test.ts',
    name: 'an engine that was never there is not waited for',
  },
  {
    guard: 'what a run of another control room has is left alone',
    file: 'lib/worker/sweep-engine.ts',
    changes: [['      if (!(await isOver(id))) continue\n', '']],
    test: 'lib/worker/sweep-engine.docker.test.ts',
    name: 'is removed when the run has ended',
  },
  {
    guard: 'a database whose removal was interrupted is only dropped',
    file: 'lib/tools/postgres/databases.ts',
    changes: [[`datname = :'name' and datistemplate`, `datname = :'name'`]],
    test: 'lib/tools/postgres/template.docker.test.ts',
    name: 'is dropped, also when it was a template',
  },
  {
    guard: 'a leftover that stays does not keep the others',
    file: 'lib/worker/sweep-engine.ts',
    changes: [['if (isAbsent(problem)) throw error', 'throw error']],
    test: 'lib/worker/sweep-engine.docker.test.ts',
    name: 'is told at each sweep, and does not keep',
  },
  {
    guard: 'a network that is gone is no engine that is gone',
    file: 'lib/tools/docker/failure.ts',
    changes: [['/network \\S+ not found/i', '/network of nobody/i']],
    test: 'lib/tools/docker/things.docker.test.ts',
    name: 'that somebody has removed are said to be gone',
  },
]
