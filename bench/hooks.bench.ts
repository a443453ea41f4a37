import assert from 'node:assert/strict'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { pushOf } from '../skills/github_ci_runner/deliveries.fixture.ts'
import { webhookSecret } from '../test/guard-lab.ts'
import { storm } from '../test/hook-storm.ts'
import { type Lab, openLab, openServer } from '../test/lab.ts'
import { openWeb } from '../test/web.ts'
import { medianOf, type Row, writeBench } from './report.ts'

let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
const rows: Row[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  const agent = path.join(server.base, 'agent.yml')
  const repository = 'repositories:\n  crm:\n    url: https://github.com/acme/crm\n'
  writeFileSync(agent, `${repository}github:\n  webhook:\n    secretsFrom: [WEBHOOK_SECRET]\n`)
  web = await openWeb(lab.url, lab.dataDir, { AGENT_CONFIG: agent, WEBHOOK_SECRET: webhookSecret })
})
after(async () => {
  await web.close()
  await lab.close()
  await server.close()
  writeBench('What GitHub delivers', rows)
})

const push = (branch: string) => JSON.stringify(pushOf(`refs/heads/${branch}`, { full_name: 'acme/crm' }))

test('five hundred deliveries within five seconds', async () => {
  await storm(web.address, push)
  const tookMs = (await storm(web.address, push)).toSorted((a, b) => a - b)
  const p99 = tookMs[Math.floor(tookMs.length * 0.99)] ?? Number.NaN
  const alone = { peer: null, peerName: '', unit: 'ms' }
  rows.push({ what: '500 deliveries in 5 s: answered, median', ours: medianOf(tookMs), ...alone })
  rows.push({ what: '500 deliveries in 5 s: answered, p99 (budget 200)', ours: p99, ...alone })
  assert.ok(p99 < 200, `${p99} ms`)
})
