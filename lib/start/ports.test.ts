import assert from 'node:assert/strict'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import os from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { choosePort, isFree, rememberedPort } from './ports.ts'
import { choosePortOfWeb } from './web-part.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'ports-'))
after(() => rmSync(folder, { recursive: true }))

async function takePort(): Promise<{ port: number; free(): void }> {
  const server = createServer()
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return { port, free: () => server.close() }
}

test('the first free wish is taken and remembered, apart for each user', async () => {
  const taken = await takePort()
  const other = await takePort()
  other.free()
  assert.equal(await choosePort(folder, 'postgres', [undefined, taken.port, other.port]), other.port)
  assert.equal(rememberedPort(folder, 'postgres'), other.port)
  assert.equal(rememberedPort(folder, 'web'), undefined)
  taken.free()
})

test('without a free wish any free port will do', async () => {
  const taken = await takePort()
  const port = await choosePort(folder, 'web', [taken.port])
  assert.notEqual(port, taken.port)
  assert.equal(await isFree(port), true)
  taken.free()
})

test('a port that was asked for is that one or none', async () => {
  const taken = await takePort()
  await assert.rejects(choosePortOfWeb(folder, taken.port), {
    code: 'conflict',
    message: `Port ${taken.port} is taken by another program.`,
  })
  taken.free()
  assert.equal(await choosePortOfWeb(folder, taken.port), taken.port)
  assert.equal(await choosePortOfWeb(folder, undefined), taken.port, 'the port of last time')
})
