import { OpsError } from '../core/error.ts'
import { type Actor, decide, type Modes, type Question } from '../core/policy.ts'
import type { Redactor } from '../core/redact.ts'
import type { Registry, Settings } from '../core/skill.ts'
import { stringsOf } from '../core/storable.ts'
import type { ReadStore } from '../core/store.ts'
import { addAudit, type NewAudit } from '../store/audit.ts'
import type { PrismaClient } from '../store/generated/client.ts'
import type { Wake } from '../store/wake.ts'

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
  /** The release: a hash of all addresses and step ids. */
  version: string
}

export type Guard = ReturnType<typeof openGuard>

/** Authorisation in one place: every question is asked here, and every refusal is a row of the audit too. */
export function openGuard({ prisma, redactor }: Pick<House, 'prisma' | 'redactor'>) {
  async function allow(actor: Actor, question: Question, action: string, target: string): Promise<void> {
    const decision = decide(actor, question)
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

  return { allow, refuseSecrets }
}
