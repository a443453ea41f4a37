import { type Choice, ChoiceLinks } from '../../components/data/choice-links.tsx'
import type { Actor } from '../../lib/core/policy.ts'
import type { RunStatus } from '../../lib/core/run.ts'
import type { FilterTerm } from '../../lib/core/run-filter.ts'
import { read } from '../read.ts'

type Term = Pick<FilterTerm, 'key' | 'value'>

const groups = [
  ['All', ''],
  ['Failed', 'failing'],
  ['Running and queued', 'open'],
  ['Passed', 'passed'],
  ['With warnings', 'warnings'],
] as const

/** The filters above a list of runs, and `Mine`; what else is filtered stays. A name with a quotation mark cannot be typed. */
export function groupsOf(terms: readonly FilterTerm[], name: string, addressOf: (terms: Term[]) => string): Choice[] {
  const others = terms.filter(({ key }) => key !== 'status')
  const status = terms.find(({ key }) => key === 'status')?.value ?? ''
  const isMine = terms.some(({ key, value }) => key === 'by' && value === name)
  const withoutMe = terms.filter(({ key }) => key !== 'by')
  return [
    ...groups.map(([title, value]) => ({
      title,
      href: addressOf(value === '' ? others : [{ key: 'status', value }, ...others]),
      isCurrent: value === status,
    })),
    ...(name.includes('"')
      ? []
      : [{ title: 'Mine', href: addressOf(isMine ? withoutMe : [...withoutMe, { key: 'by', value: name }]), isCurrent: isMine }]),
  ]
}

interface Props {
  actor: Actor
  only?: string
  isFolded?: boolean
  groups: readonly Choice[]
}

const wanted: RunStatus[] = ['waiting', 'queued', 'running', 'undoing', 'failed', 'interrupted', 'rolled_back']

/** The same with how many are red and how many are at work: those are few, and quickly counted. */
export async function CountedGroups({ actor, only, isFolded, groups: plain }: Props) {
  const input = { status: wanted, ...(only ? { address: only } : {}), ...(isFolded ? { newest: true } : {}) }
  const { failing, open } = await read<{ failing: number; open: number }>(actor, 'control_room.counts', input)
  const counts = new Map([
    ['Failed', failing],
    ['Running and queued', open],
  ])
  return <ChoiceLinks label="Which runs" choices={plain.map((group) => ({ ...group, count: counts.get(group.title) }))} />
}
