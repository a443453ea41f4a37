import type { ModeName, Modes } from '../core/policy.ts'

/**
 * The three modes as data: what each allows, and from which role one may switch to it. The control room's own settings belong to every
 * mode. A playbook is a verb, so that it is a run with evidence like any other.
 */
export const modes: Modes['all'] = {
  ci_guard: {
    name: 'ci_guard',
    title: 'CI guard',
    summary: 'Tests what is pushed and reports it. Changes nothing else.',
    role: 'viewer',
    allows: ['github_ci_runner.run', 'github_ci_runner.rerun', 'control_room.*'],
    // A run of CI is all of it: manifests and static checks, tests, and the status that follows from them.
    playbook: 'github_ci_runner.run',
  },
  ops_surgeon: {
    name: 'ops_surgeon',
    title: 'Ops surgeon',
    summary: 'Everything that an operator may do, each as a run with evidence.',
    role: 'operator',
    allows: ['*'],
    playbook: null,
  },
  manifest_steward: {
    name: 'manifest_steward',
    title: 'Manifest steward',
    summary: 'Keeps the addons tree to its layout.',
    role: 'developer',
    allows: ['module_dependency_resolver.*', 'oca_ipai_layout_enforcer.*', 'github_ci_runner.*', 'control_room.*'],
    playbook: 'oca_ipai_layout_enforcer.steward',
  },
}

/** A playbook, and when it begins by itself: by a crontab's five fields, in a time zone of IANA. */
export interface Schedule {
  mode: ModeName
  /** The verb. */
  address: string
  crontab: string
  timeZone: string
}

/** The modes, with the one that the configuration names as everybody's. */
export function modesFrom(standard: ModeName): Modes {
  return { all: modes, standard }
}
