import assert from 'node:assert/strict'
import { existsSync, readdirSync } from 'node:fs'
import { after, before, test } from 'node:test'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import fc from 'fast-check'
import { errorCodes, OpsError } from '../lib/core/error.ts'
import type { Actor } from '../lib/core/policy.ts'
import type { Registry } from '../lib/core/skill.ts'
import { serve } from '../lib/mcp/server.ts'
import { verbs } from '../skills/registry.ts'
import { harm, hostileRuns, inputsOf, wordsOf } from './fuzz-input.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { type Agent, agent } from './mcp-agent.ts'
import { typed } from './typed.ts'
import { type Browser, openWeb } from './web.ts'

/** Inputs tried of each verb on each surface. */
const tries = 8
/** Inputs submitted for real of each verb that makes runs, and how long such a run may take. */
const submits = 6
const mostRunMs = 20_000
const registry: Registry = verbs
const password = 'correct horse battery'
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let browser: Browser
let agents: Agent
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  await lab.worker('A')
  web = await openWeb(lab.url, lab.dataDir)
  await lab.control.members.add(admin, { name: 'Ada', email: 'ada@example.org', password, role: 'admin' })
  browser = web.browser()
  await browser.signIn('ada@example.org', password)
  const [ours, theirs] = InMemoryTransport.createLinkedPair()
  const someone: Actor = { ...admin, surface: 'mcp' }
  await serve({ control: planning(), actor: async () => someone, version: '1', address: null }, ours)
  agents = await agent(theirs)
})
after(async () => {
  await agents.close()
  await web.close()
  await lab.close()
  await server.close()
})

/** For agents and the command line a run is asked for as far as its plan: every check is passed. Over HTTP it is made: see below. */
function planning(): Lab['control'] {
  const submit: Lab['control']['submit'] = async (actor, name, input) => {
    await lab.control.preview(actor, name, input)
    throw new OpsError('conflict', 'It goes no further here.', 'It is a test.')
  }
  return { ...lab.control, submit }
}

const tables = ['Run', 'RunEvent', 'User', 'Token', 'Session', 'IdempotencyKey']
const there = async () =>
  JSON.stringify(
    (await lab.sql.query(`select ${tables.map((table) => `(select count(*) from "${table}") as "${table}"`).join(', ')}`)).rows,
  )

/** Rows, workflows and files: all that a request could leave, but for its line in the audit. */
async function traces() {
  const { rows } = await lab.sql.query('select count(*) from dbos.workflow_status')
  return { rows: await there(), workflows: rows[0].count, files: readdirSync(lab.dataDir, { recursive: true }).sort() }
}

/** Submits for real: what is taken is a run that ends by itself, with its evidence; what is refused leaves nothing at all. */
async function submitted(address: string, input: Record<string, unknown>): Promise<number> {
  const before = await traces()
  const answer = await browser.json(`/api/skills/${address.replace('.', '/')}`, input)
  const body = await answer.json()
  assert.ok(answer.status < 500, JSON.stringify(body))
  if (answer.status === 202) await lab.finished(body.run.id, mostRunMs)
  else {
    assert.ok(body.error.message && body.error.hint, JSON.stringify(body))
    assert.deepEqual(await traces(), before, 'what was refused has left something')
  }
  return answer.status
}

/** Tries inputs of a verb; what is refused leaves nothing. `use` answers whether it was done. */
async function attempt(address: string, use: (input: Record<string, unknown>) => Promise<boolean>): Promise<void> {
  const verb = registry[address]
  assert.ok(verb)
  const property = fc.asyncProperty(inputsOf(verb), async (input) => {
    const before = await there()
    if (!(await use(input))) assert.equal(await there(), before, 'what was refused has changed something')
  })
  await fc.assert(property, { numRuns: tries, timeout: 10_000, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: true })
}

for (const [address, verb] of Object.entries(registry)) {
  const isRun = 'run' in verb
  if (isRun)
    test(`${address}, submitted over HTTP with any input, is a run that ends or leaves nothing`, async () => {
      const property = fc.asyncProperty(inputsOf(verb), async (input) => void (await submitted(address, input)))
      await fc.assert(property, { numRuns: submits, timeout: mostRunMs, endOnFailure: true })
    })

  test(`${address} answers any input over HTTP, without an error of ours`, () =>
    attempt(address, async (input) => {
      const answer = await browser.json(`/api/skills/${address.replace('.', '/')}${isRun ? '?plan=1' : ''}`, input)
      const body = await answer.json()
      assert.ok(answer.status < 500, JSON.stringify(body))
      if (answer.status !== 200) assert.ok(body.error.message && body.error.hint, JSON.stringify(body))
      return answer.status === 200
    }))

  test(`${address} answers any input of an agent, without an error of ours`, () =>
    attempt(address, async (input) => {
      const { isError, said } = await agents.use(address.replace('.', '__'), input)
      assert.doesNotMatch(said, /could not answer/)
      assert.ok(said.length > 0)
      return !isError
    }))

  test(`${address} answers any input on the command line, without an error of ours`, () =>
    attempt(address, async (input) => {
      const control = { ...lab.control, close: async () => undefined }
      const room = { url: lab.url, dataDir: lab.dataDir, verbs: registry, open: () => control }
      const { code, out } = await typed(room, ['skill', 'run', address, '--json', ...(isRun ? ['--plan'] : []), ...wordsOf(input)])
      const known: number[] = Object.values(errorCodes).map(({ exit }) => exit)
      assert.ok(known.includes(code) && code !== errorCodes.internal.exit, `${code}: ${out}`)
      assert.doesNotThrow(() => JSON.parse(out), out)
      return code === 0
    }))
}

for (const input of hostileRuns) {
  test(`CI of ${JSON.stringify(input)} is a run that fails, and harms nothing`, async () => {
    assert.equal(await submitted('github_ci_runner.run', input), 202)
    const { rows } = await lab.sql.query('select status from "Run" order by "createdAt" desc limit 1')
    assert.equal(rows[0].status, 'failed')
    assert.equal(existsSync(harm), false)
  })
}

test('CI again of what is no run of CI, or no run at all, is refused and leaves nothing', async () => {
  const { id } = await lab.control.submit(admin, 'control_room.check_tools', {})
  await lab.finished(id, mostRunMs)
  for (const run of ['ffffffffffff', '../../etc', "' or 1=1", id.slice(0, 2)])
    assert.equal(await submitted('github_ci_runner.rerun', { run }), 404, run)
  assert.equal(await submitted('github_ci_runner.rerun', { run: id }), 202, 'what it repeats is looked at in its first step')
})
