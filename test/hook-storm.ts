import assert from 'node:assert/strict'
import { setTimeout as pause } from 'node:timers/promises'
import { signedHeaders } from './guard-lab.ts'

const deliveries = 500
const everyMs = 10

/** Five hundred deliveries within five seconds, whatever becomes of those before; how long each took to be answered, in milliseconds. */
export async function storm(address: string, push: (branch: string) => string): Promise<number[]> {
  const began = performance.now()
  const one = async (number: number): Promise<number> => {
    const body = push(`storm/${number}`)
    const headers = signedHeaders('push', body)
    await pause(Math.max(0, began + number * everyMs - performance.now()))
    const sent = performance.now()
    const { status } = await fetch(`${address}/api/hooks/github`, { method: 'POST', body, headers })
    const took = performance.now() - sent
    assert.equal(status, 202)
    return took
  }
  return Promise.all(Array.from({ length: deliveries }, (_, number) => one(number)))
}
