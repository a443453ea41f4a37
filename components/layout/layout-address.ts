import { listAddress } from '../data/list-address.ts'
import type { Finding } from './answers.ts'

/** Which findings are wanted: all, of a level, or what is waived. */
export const layoutChoices = ['all', 'error', 'warning', 'waived'] as const
export type LayoutChoice = (typeof layoutChoices)[number]

/** What the address of the page says; a value that is as usual is not in it. */
export interface LayoutWanted {
  show: LayoutChoice
  /** The rule whose findings alone are wanted; empty for all. */
  rule: string
  /** The tree alone, as a phone has it. */
  isTree: boolean
  environment: string
}

/** The address of the page with some of it changed. */
export function layoutAddress(wanted: LayoutWanted, change: Partial<LayoutWanted> = {}): string {
  const { show, rule, isTree, environment } = { ...wanted, isTree: false, ...change }
  return listAddress('/layout-check', { view: isTree ? 'tree' : '', show: show === 'all' ? '' : show, rule, environment })
}

/** True of a finding that is among those chosen. What is waived is of no level any more. */
export function isChosen({ level, waiver }: Finding, choice: LayoutChoice): boolean {
  if (choice === 'all') return true
  return choice === 'waived' ? waiver !== null : waiver === null && level === choice
}
