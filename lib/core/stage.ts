/** What an environment is for. Only production has customers. */
export type Stage = 'production' | 'staging' | 'development'

/** Environments as the settings name them. */
export type Environments = Readonly<Record<string, { stage: Stage }>>

/** The one place that knows the stage of an environment; null for one that the settings do not name. */
export function stageOf(environments: Environments, name: string): Stage | null {
  return Object.hasOwn(environments, name) ? (environments[name]?.stage ?? null) : null
}
