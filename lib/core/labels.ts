/** On everything that a run has on a Docker engine: its id. */
export const runLabel = 'devops-agent.run'
/** On what serves many runs: its role, `build-database`. */
export const roleLabel = 'devops-agent.role'

const prefix = 'run_'

/** The name of a run's database and of its role: `run_` and its id, with `_` for what a name cannot have. */
export function databaseOf(runId: string): string {
  return `${prefix}${runId.toLowerCase().replaceAll(/[^a-z0-9]/g, '_')}`.slice(0, 63)
}
