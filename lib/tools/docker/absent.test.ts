import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createServer, type Server, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, describe, it } from 'node:test'
import { openBench, openWire } from './engine.fixture.ts'
import type { DockerTool } from './port.ts'

const folder = mkdtempSync(path.join(tmpdir(), 'absent-'))
after(() => rmSync(folder, { recursive: true }))
const nobody = path.join(folder, 'nobody.sock')
const spec = openBench().script('true')
const network = { name: 'n', internal: true, labels: {} }

/** Every method that speaks with the engine. */
const calls: Record<string, (docker: DockerTool, options: { deadlineMs?: number; signal?: AbortSignal }) => Promise<unknown>> = {
  engine: (docker, options) => docker.engine(options),
  image: (docker, options) => docker.image('x', options),
  pull: (docker, options) => docker.pull('x', options),
  start: (docker, options) => docker.start(spec, options),
  run: (docker, options) => docker.run(spec, options),
  inspect: (docker, options) => docker.inspect('x', options),
  exec: (docker, options) => docker.exec('x', { argv: ['true'] }, options),
  stop: (docker, options) => docker.stop('x', options),
  restart: (docker, options) => docker.restart('x', options),
  remove: (docker, options) => docker.remove('x', options),
  logs: (docker, options) => docker.logs('x', options),
  stats: (docker, options) => docker.stats('x', options),
  events: (docker, options) => docker.events({ since: '2026-01-01T00:00:00Z', until: '2026-01-01T00:00:01Z' }, options),
  createNetwork: (docker, options) => docker.createNetwork(network, options),
  connect: (docker, options) => docker.connect('n', 'x', options),
  removeNetwork: (docker, options) => docker.removeNetwork('n', options),
  createVolume: (docker, options) => docker.createVolume({ name: 'v', labels: {} }, options),
  removeVolume: (docker, options) => docker.removeVolume('v', options),
  fillVolume: (docker, options) => docker.fillVolume('v', { parts: [{ folder }], image: 'x', labels: {}, maxBytes: 1e6 }, options),
  labelled: (docker, options) => docker.labelled({ a: '' }, options),
  removeLabelled: (docker, options) => docker.removeLabelled({ a: '1' }, options),
}

describe('an engine that is not there', () => {
  it('is told by every method, with its address and what to do', async () => {
    const host = `unix://${path.join(folder, 'none.sock')}`
    const { docker } = openBench(host)
    const expected = {
      code: 'unavailable',
      message: `There is no Docker engine at ${host}: the socket does not exist.`,
      hint: 'Start Docker, or run npm run testbed.',
    }
    for (const [name, call] of Object.entries(calls)) await assert.rejects(call(docker, {}), expected, name)
  })

  it('is told where the file is left that nobody listens on', async () => {
    writeFileSync(nobody, '')
    const { docker } = openBench(`unix://${nobody}`)
    await assert.rejects(docker.engine(), {
      code: 'unavailable',
      message: `There is no Docker engine at unix://${nobody}: nobody listens there.`,
    })
  })

  it('is told where something else answers', async () => {
    const file = path.join(folder, 'other.sock')
    const server = await listen(file, (socket) => socket.end('220 mail ready\r\n'))
    await assert.rejects(openBench(`unix://${file}`).docker.engine(), { code: 'unavailable', message: /broke: HPE_/ })
    server.close()
  })
})

describe('an engine that accepts and says nothing', () => {
  it('holds no method beyond its deadline, nor beyond a cancel', async () => {
    const wire = await openWire({ silent: true })
    const { docker } = openBench(wire.host)
    const cancelled = AbortSignal.timeout(50)
    await Promise.all(
      Object.entries(calls).flatMap(([name, call]) => [
        assert.rejects(call(docker, { deadlineMs: 50 }), { code: 'timeout' }, name),
        assert.rejects(call(docker, { signal: cancelled }), { code: 'cancelled' }, name),
        assert.rejects(call(docker, { signal: AbortSignal.abort() }), { code: 'cancelled' }, name),
      ]),
    )
    await wire.cut()
  })
})

function listen(file: string, answer: (socket: Socket) => void): Promise<Server> {
  return new Promise((resolve) => {
    const server: Server = createServer(answer).listen(file, () => resolve(server))
  })
}
