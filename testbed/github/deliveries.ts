import { createHmac, randomUUID } from 'node:crypto'
import { againstCall } from './description.ts'
import { type JsonObject, objectOf } from './json.ts'
import { type CallName, calls } from './operations.ts'
import { payloads } from './payloads.ts'
import { repositoryShape, userShape } from './shapes.ts'
import { type Delivery, type Hook, idOf, now, type Repository, type World } from './world.ts'

/** GitHub waits so long, and does not try again. */
const patienceMs = 10_000

/** Calls webhooks as GitHub does: signed over the bytes that are sent, once, and not waiting for one before the next. */
export interface Deliveries {
  call(repository: Repository, name: CallName, change: JsonObject): void
  /** To one hook alone, whatever it listens to. */
  ping(repository: Repository, hook: Hook): void
  /** The same again, with the id of the first time. */
  redeliver(hook: Hook, delivery: Delivery): void
  /** Keeps what would go out until it is let go: in order, or from the last to the first; each as often as wanted. */
  hold(): void
  letGo(how?: { isReversed?: boolean; times?: number }): void
  /** When all that was sent was answered. */
  idle(): Promise<void>
}

export function openDeliveries(world: World): Deliveries {
  const running = new Set<Promise<void>>()
  let held: [hook: Hook, delivery: Delivery][] | null = null

  const send = (hook: Hook, delivery: Delivery) => {
    const sent = sendTo(world, hook, delivery).finally(() => running.delete(sent))
    running.add(sent)
  }
  const begin = (hook: Hook, event: string, payload: JsonObject) => {
    const action = typeof payload.action === 'string' ? payload.action : null
    const body = JSON.stringify(payload)
    const delivery = { id: idOf(world), guid: randomUUID(), event, action, at: now(), isRedelivery: false, status: 0, durationMs: 0, body }
    if (held) held.push([hook, delivery])
    else send(hook, delivery)
  }
  return {
    call(repository, name, change) {
      const payload = payloadOf(world, repository, name, change)
      for (const hook of repository.hooks)
        if (hook.isActive && (hook.events.includes(calls[name].event) || hook.events.includes('*'))) begin(hook, calls[name].event, payload)
    },
    ping(repository, hook) {
      begin(hook, 'ping', payloadOf(world, repository, 'ping', { hook_id: hook.id, hook: hookOf(hook) }))
    },
    redeliver: (hook, delivery) => send(hook, { ...delivery, id: idOf(world), at: now(), isRedelivery: true }),
    hold() {
      held ??= []
    },
    letGo({ isReversed = false, times = 1 } = {}) {
      const kept = held ?? []
      held = null
      for (const [hook, delivery] of isReversed ? kept.reverse() : kept) for (let time = 0; time < times; time += 1) send(hook, delivery)
    },
    async idle() {
      while (running.size > 0) await Promise.all(running)
    },
  }
}

/** GitHub's example of such a call, told of this repository; what its description has against it is kept. */
function payloadOf(world: World, repository: Repository, name: CallName, change: JsonObject): JsonObject {
  const { action } = payloads[name]
  const sender = userShape(world, repository.owner)
  const told = { ...payloads[name], repository: repositoryShape(world, repository), sender, ...(action !== undefined && { action }) }
  const {
    organization: _organization,
    installation: _installation,
    enterprise: _enterprise,
    ...payload
  }: JsonObject = { ...told, ...change }
  world.violations.push(...againstCall(name, payload))
  return payload
}

function hookOf({ id, isActive, events, config }: Hook): JsonObject {
  const { secret: _secret, ...told } = config
  return { ...objectOf(payloads.ping.hook), id, active: isActive, events, config: told }
}

async function sendTo(world: World, hook: Hook, delivery: Delivery): Promise<void> {
  const { secret, url } = hook.config
  const signed = (algorithm: string) =>
    `${algorithm}=${createHmac(algorithm, secret ?? '')
      .update(delivery.body)
      .digest('hex')}`
  const headers = {
    accept: '*/*',
    'content-type': 'application/json',
    'user-agent': 'GitHub-Hookshot/044aadd',
    'x-github-delivery': delivery.guid,
    'x-github-event': delivery.event,
    'x-github-hook-id': `${hook.id}`,
    'x-github-hook-installation-target-type': 'repository',
    ...(secret !== null && { 'x-hub-signature': signed('sha1'), 'x-hub-signature-256': signed('sha256') }),
  }
  const started = performance.now()
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const answer = await fetch(url, { method: 'POST', headers, body: delivery.body, signal, redirect: 'manual' })
    await answer.arrayBuffer()
    delivery.status = answer.status
  } catch (error) {
    // What GitHub shows for a host that does not answer, and for one that takes too long.
    delivery.status = error instanceof DOMException && error.name === 'TimeoutError' ? 504 : 502
  }
  delivery.durationMs = Math.round(performance.now() - started)
  hook.deliveries.push(delivery)
  world.seen.push(`call ${delivery.event} ${delivery.guid} ${delivery.status}`)
}
