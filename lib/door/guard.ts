import { OpsError } from '../core/error.ts'
import { type Actor, type Decision, decide, type Modes, type Question } from '../core/policy.ts'
import type { Redactor } from '../core/redact.ts'
import type { Outside, Registry, Settings } from '../core/skill.ts'
import { stringsOf } from '../core/storable.ts'
import type { ReadStore } from '../core/store.ts'
import { addAudit, type NewAudit } from '../store/audit.ts'
import type { PrismaClient } from '../store/generated/client.ts'
import type { Wake } from '../store/wake.ts'

/** As many admins are named as somebody may ask. */
const mostNamed = 5

/** What the parts of the door share. */
export interface House {
  prisma: PrismaClient
  store: ReadStore
  wake: Wake
  dataDir: string
  verbs: Registry
  settings: Settings
  modes: Modes
  redactor: Redactor
  /** What questions may look at. */
  outside: Outside
  /** The release: a hash of all addresses and step ids. */
  version: string
}

export type Guard = ReturnType<typeof openGuard>

/** Authorisation in one place: every question is asked here, and every refusal is a row of the audit too. */
export function openGuard({ prisma, redactor }: Pick<House, 'prisma' | 'redactor'>) {
  /** What would be decided, for who only shows it: no refusal is recorded. Who lacks a role is told who can give it. */
  async function judge(actor: Actor, question: Question): Promise<Decision> {
    const decision = decide(actor, question)
    if (decision.allowed || decision.needs === undefined) return decision
    const where = { role: 'admin' }
    const found = await prisma.user.findMany({ where, orderBy: { name: 'asc' }, take: mostNamed + 1, select: { name: true } })
    if (found.length === 0) return decision
    const names = found.slice(0, mostNamed).map(({ name }) => name)
    return { ...decision, hint: `Admins: ${names.join(', ')}${found.length > mostNamed ? ' and others' : ''}. ${decision.hint}` }
  }

  async function allow(actor: Actor, question: Question, action: string, target: string): Promise<void> {
    const decision = await judge(actor, question)
    if (decision.allowed) return
    await record({ actor, action, target, outcome: 'refused', details: { reason: decision.reason } })
    throw new OpsError('refused', decision.reason, decision.hint)
  }

  /** An input with a secret in it is refused before anything of it is stored. */
  async function refuseSecrets(actor: Actor, rawInput: unknown, action: string, target: string): Promise<void> {
    const secret = stringsOf(rawInput)
      .map(redactor.find)
      .find((kind) => kind !== null)
    if (!secret) return
    await record({ actor, action, target, outcome: 'refused', details: { reason: `the input contains ${secret}` } })
    throw new OpsError(
      'invalid',
      `The input contains ${secret}.`,
      'Name a secret, never contain it: put it into the environment of the control room, and nothing of it was stored here.',
    )
  }
  const record = (entry: NewAudit) => prisma.$transaction((tx) => addAudit(tx, entry))

  return { judge, allow, refuseSecrets }
}
