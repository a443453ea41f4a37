/** `known` deliveries have no row of their own: they are that of the first. */
export const deliveryOutcomes = ['waiting', 'started', 'nothing', 'refused', 'failed'] as const
export type DeliveryOutcome = (typeof deliveryOutcomes)[number]

/** Something that GitHub has delivered, or a comparison of branches has found. */
export interface DeliveryRow {
  seq: number
  /** GitHub's name of it; null for one that was refused. */
  name: string | null
  event: string
  action: string
  repository: string
  /** The branch, tag or pull request that it is about. */
  ref: string
  at: string
  outcome: DeliveryOutcome
  why: string
  /** The run that it began, or that did already what it asks for. */
  run: string | null
}
