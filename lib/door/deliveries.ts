import { createHmac, timingSafeEqual } from 'node:crypto'
import { meaningOf, type Wish } from '../../skills/github_ci_runner/deliveries.ts'
import { OpsError } from '../core/error.ts'
import type { HookSettings } from '../core/guard-settings.ts'
import type { Redactor } from '../core/redact.ts'
import type { JsonObject } from '../core/run.ts'
import { addDelivery, addRefused } from '../store/deliveries.ts'
import type { PrismaClient } from '../store/generated/client.ts'

/** A delivery as it came: nothing of it is believed yet. */
export interface Delivered {
  headers: Pick<Headers, 'get'>
  /** Reads the body, byte for byte as it was signed; refuses one that is too large. */
  body(): Promise<Buffer>
}

/** What the sender is told: `known` for one that came before. */
export interface Taken {
  outcome: 'waiting' | 'nothing' | 'known'
  why: string
}

interface DeliveryHouse {
  prisma: PrismaClient
  redactor: Redactor
  hooks: HookSettings
}

/**
 * Takes what GitHub delivers: one row, written before it answers. What follows from it a worker does. Each refusal is a row too, and none takes
 * a name: only what is signed can be known again.
 */
export function openDeliveries({ prisma, redactor, hooks: { secrets, repositories } }: DeliveryHouse) {
  return async ({ headers, body }: Delivered): Promise<Taken> => {
    const event = headers.get('x-github-event') ?? ''
    try {
      const raw = await signed(secrets, headers.get('x-hub-signature-256') ?? '', body)
      const name = headers.get('x-github-delivery') ?? ''
      checkNames(event, name)
      const { wish, ...told } = meaningOf(event, parsed(raw), repositories)
      const { action, repository, ref, why } = redactor.json(told)
      const isNew = await addDelivery(prisma, { name, event, action, repository, ref, why, wish: wish && redactor.json(plain(wish)) })
      if (!isNew) return { outcome: 'known', why: 'This delivery came before. Nothing was started again.' }
      return { outcome: wish === null ? 'nothing' : 'waiting', why }
    } catch (error) {
      if (error instanceof OpsError) await addRefused(prisma, redactor.text(event), error.message)
      throw error
    }
  }
}

/** The body, when one of the secrets signed it. Nothing is read that bears no signature. */
async function signed(secrets: readonly string[], signature: string, body: () => Promise<Buffer>): Promise<Buffer> {
  if (secrets.length === 0)
    throw new OpsError(
      'unavailable',
      'No secret of the webhook is set, so no delivery can be believed.',
      'Name the variable that holds it as github.webhook.secretsFrom in config/agent.yml, and set it.',
    )
  const [, hex = ''] = /^sha256=([0-9a-f]{64})$/.exec(signature) ?? []
  if (hex === '') throw unsigned('The delivery bears no X-Hub-Signature-256.')
  const raw = await body()
  const given = Buffer.from(hex, 'hex')
  // Each is compared to its end, whatever the one before it said.
  const same = secrets.map((secret) => timingSafeEqual(createHmac('sha256', secret).update(raw).digest(), given))
  if (!same.includes(true))
    throw unsigned('The signature of the delivery does not fit: it was made with another secret, or of another body.')
  return raw
}

/** A wish has texts and numbers alone. */
function plain(wish: Wish): JsonObject {
  return JSON.parse(JSON.stringify(wish))
}

function unsigned(message: string): OpsError {
  return new OpsError('unauthenticated', message, 'Give the webhook at GitHub the secret that this control room has.')
}

function checkNames(event: string, name: string): void {
  if (/^[a-z_]{1,100}$/.test(event) && /^[\w-]{1,100}$/.test(name)) return
  throw new OpsError('invalid', 'The delivery lacks X-GitHub-Event or X-GitHub-Delivery, or they are none.', 'GitHub sends both.')
}

function parsed(raw: Buffer): unknown {
  try {
    return JSON.parse(raw.toString('utf8'))
  } catch (cause) {
    throw new OpsError('invalid', 'The body of the delivery is no JSON.', 'Set the content type of the webhook to application/json.', {
      cause,
    })
  }
}
