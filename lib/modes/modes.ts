import type { Mode, ModeName } from '../core/policy.ts'

/** The three modes as data: what each allows. The control room's own settings belong to every mode. Their playbooks come with the skills that they play. */
export const modes: Readonly<Record<ModeName, Mode>> = {
  ci_guard: {
    name: 'ci_guard',
    title: 'CI guard',
    summary: 'Tests what is pushed and reports it. Changes nothing else.',
    allows: ['github_ci_runner.*', 'control_room.*'],
  },
  ops_surgeon: {
    name: 'ops_surgeon',
    title: 'Ops surgeon',
    summary: 'Everything that an operator may do, each as a run with evidence.',
    allows: ['*'],
  },
  manifest_steward: {
    name: 'manifest_steward',
    title: 'Manifest steward',
    summary: 'Keeps the addons tree to its layout.',
    allows: ['module_dependency_resolver.*', 'oca_ipai_layout_enforcer.*', 'github_ci_runner.*', 'control_room.*'],
  },
}
