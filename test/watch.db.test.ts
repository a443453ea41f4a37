import assert from 'node:assert/strict'
import { readFileSync, writeFileSync } from 'node:fs'
import http from 'node:http'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { openPrisma } from '../lib/store/prisma.ts'
import { openTools } from '../lib/tools/open.ts'
import { watchEnvironments } from '../lib/worker/watch-environments.ts'
import { type Lab, openLab, openServer } from './lab.ts'
import { until } from './until.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let prisma: ReturnType<typeof openPrisma>
const stops: (() => Promise<unknown>)[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  prisma = openPrisma(lab.url, 'watch-test')
})
after(async () => {
  for (const stop of stops) await stop()
  await prisma.$disconnect()
  await lab.close()
  await server.close()
})

/** Something that says of itself that it is an Odoo which is well, and counts how often it was asked. */
async function odoo() {
  let asked = 0
  const listening = http.createServer((_, answer) => {
    asked += 1
    answer.setHeader('content-type', 'application/json').end('{"status": "pass"}')
  })
  await new Promise<void>((resolve) => listening.listen(0, '127.0.0.1', resolve))
  const address = listening.address()
  const url = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  const stop = async () => {
    listening.closeAllConnections()
    await new Promise((resolve) => listening.close(resolve))
  }
  stops.push(stop)
  return { url, stop, asked: () => asked }
}

async function healthOf(name: string): Promise<string | null> {
  const { rows } = await lab.sql.query<{ health: string }>(`select heard->>'health' as health from "EnvironmentWatch" where name = $1`, [
    name,
  ])
  return rows[0]?.health ?? null
}

test('of several workers one asks each turn', async () => {
  const one = await odoo()
  const tools = openTools({ dataDir: lab.dataDir, allow: { hosts: [], paths: [] }, protectedBranches: [], credentials: {} })
  const settings = { environments: { shared: { stage: 'staging' as const, url: one.url } }, healthEveryMs: 60_000 }
  await Promise.all(Array.from({ length: 8 }, () => watchEnvironments({ prisma, tools, settings })))
  assert.equal(one.asked(), 1)
  assert.equal(await healthOf('shared'), 'healthy')
  await one.stop()
  await watchEnvironments({ prisma, tools, settings })
  assert.equal(await healthOf('shared'), 'healthy', 'its turn has not come')
  await watchEnvironments({ prisma, tools, settings: { ...settings, healthEveryMs: 1 } })
  assert.equal(await healthOf('shared'), 'down')
})

test('a worker hears that an Odoo is up, and within two turns that it has died', async () => {
  const live = await odoo()
  const file = path.join(lab.dataDir, 'agent.yml')
  const shipped = readFileSync('config/agent.yml', 'utf8')
  const environments = `environments:\n  live:\n    stage: production\n    url: ${live.url}\n`
  writeFileSync(file, shipped.replace('environments: {}\n', environments).replace('everySeconds: 30', 'everySeconds: 1'))
  await lab.worker('A', { env: { AGENT_CONFIG: file } })
  await until(
    async () => (await healthOf('live')) === 'healthy',
    30_000,
    () => 'nothing of the kind was heard',
  )
  await live.stop()
  const died = Date.now()
  await until(
    async () => (await healthOf('live')) === 'down',
    30_000,
    () => 'nothing of the kind was heard',
  )
  assert.ok(Date.now() - died < 8_000)
})
