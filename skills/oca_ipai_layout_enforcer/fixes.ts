import type { LookContext, StepTools } from '../../lib/core/skill.ts'
import { type ChosenFixes, chosenFixes, fixLine, type TreeFix, type Wanted } from '../../lib/odoo/layout-fixes.ts'
import type { GitEdit } from '../../lib/tools/git/port.ts'
import type { Change, Draft } from './change.ts'
import { type Placed, type Placing, placingsOf } from './disk.ts'
import { type Ground, groundInPlace, groundOf, type Looker } from './ground.ts'
import { rootOf } from './pins.ts'
import { checkRules, verify } from './verify.ts'

export interface Asked extends Wanted {
  inPlace: boolean
}

/** All that a run of fixes needs to know, so that what it does can be taken back. */
interface Found {
  root: string
  /** Null where no file of the root is to be changed. */
  ground: Ground | null
  placings: Placing[]
  /** Repositories that cannot be put in place. */
  unplaced: Placed[]
  change: Pick<Change, 'branch' | 'title' | 'body'>
  left: ChosenFixes['left']
}

/** Asks the layout check, and looks at what its fixes take. */
export async function lookForFixes(step: StepTools, settings: LookContext['settings'], asked: Asked): Promise<Found> {
  const root = rootOf(settings)
  checkRules(asked.rules)
  const { rows, head } = await step.look(verify, {})
  const { disk, commits, left } = chosenFixes(rows, asked)
  const ground = commits.length === 0 ? null : await groundFor(asked, { git: step.tools.git, settings, signal: step.signal })
  const { placings, left: unplaced } = await placingsOf(step, { root, isRepository: head !== null }, disk)
  return { root, ground, placings, unplaced, change: changeOf(commits, ground), left }
}

/** What the changes are made on, as it is asked for. */
export function groundFor({ inPlace }: Pick<Asked, 'inPlace'>, looker: Looker): Promise<Ground> {
  return inPlace ? groundInPlace(looker) : groundOf(looker)
}

/** `layout/2026-11-22`: the branch of a day's fixes. */
export function branchOf({ at }: Pick<Ground, 'at'>): string {
  return `layout/${at.slice(0, 10)}`
}

/** The commits of the fixes, as the check asks for them at this moment. */
export async function draftsFor(step: StepTools, asked: Asked): Promise<Draft[]> {
  const { rows } = await step.look(verify, {})
  const { commits } = chosenFixes(rows, asked)
  return commits.map(({ rule, fixes }) => ({ message: `Fix the layout: ${rule}`, edits: fixes.map(editOf) }))
}

function changeOf(commits: ChosenFixes['commits'], ground: Ground | null): Found['change'] {
  const all = commits.flatMap(({ fixes }) => fixes)
  const title = all.length === 1 ? 'Put 1 finding of the layout right' : `Put ${all.length} findings of the layout right`
  const sections = commits.map(({ rule, fixes }) => `${rule}:\n${fixes.map((fix) => `- ${fixLine(fix)}`).join('\n')}`)
  return { branch: ground === null ? '' : branchOf(ground), title, body: sections.join('\n\n').slice(0, 60_000) }
}

function editOf(fix: TreeFix): GitEdit {
  if (fix.kind === 'move') return { edit: 'move', from: fix.from, to: fix.to }
  return { edit: 'write', path: fix.path, text: fix.text, is: fix.is }
}
