import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeOf } from './address.ts'

test('an engine is found by a socket or by a host and its port', () => {
  assert.deepEqual(placeOf('unix:///run/user/1000/docker.sock'), { socketPath: '/run/user/1000/docker.sock' })
  assert.deepEqual(placeOf('tcp://10.0.0.5:2376'), { host: '10.0.0.5', port: 2376 })
  assert.deepEqual(placeOf('tcp://engine/'), { host: 'engine', port: 2375 })
})

test('what is no address is refused with the address in the sentence', () => {
  for (const address of ['', 'unix://', 'unix://relative', '/var/run/docker.sock', 'tcp://', 'http://host:1', 'tcp://host:1/path'])
    assert.throws(() => placeOf(address), { code: 'invalid', message: `${JSON.stringify(address)} is not the address of a Docker engine.` })
  assert.throws(() => placeOf('ssh://host'), { code: 'refused', message: 'Docker is not reached by ssh yet: ssh://host.' })
})
