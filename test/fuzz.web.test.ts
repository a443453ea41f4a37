import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { InMemoryTransport } from '@modelcontextprotocol/sdk/inMemory.js'
import fc from 'fast-check'
import { errorCodes, OpsError } from '../lib/core/error.ts'
import type { Actor } from '../lib/core/policy.ts'
import type { Registry } from '../lib/core/skill.ts'
import { serve } from '../lib/mcp/server.ts'
import { verbs } from '../skills/registry.ts'
import { inputsOf, wordsOf } from './fuzz-input.ts'
import { admin, type Lab, openLab, openServer } from './lab.ts'
import { type Agent, agent } from './mcp-agent.ts'
import { typed } from './typed.ts'
import { type Browser, openWeb } from './web.ts'

/** Inputs tried of each verb on each surface. */
const tries = 8
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

/** A run is asked for as far as its plan: every check is passed, and no run is made. */
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
