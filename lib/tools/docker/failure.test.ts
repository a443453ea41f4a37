import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpsError } from '../../core/error.ts'
import { failureOf, statusOf } from './failure.ts'

const address = 'unix:///var/run/docker.sock'
const refused = (statusCode: number, message: string) =>
  failureOf(Object.assign(new Error(`(HTTP code ${statusCode}) unexpected - ${message} `), { statusCode, json: { message } }), address)
const broken = (code: string) => failureOf(Object.assign(new Error('x'), { code }), address)
const told = (error: unknown) => (error instanceof OpsError ? [error.code, error.message] : error)

test('a refusal of the engine keeps its sentence and gets a code of ours', () => {
  const cases: [number, string, string][] = [
    [400, 'invalid', 'invalid reference format'],
    [404, 'not_found', 'No such image: nosuch:19'],
    [409, 'conflict', 'The name is in use'],
    [403, 'conflict', 'error while removing network: network x has active endpoints'],
    [500, 'unavailable', 'write /x: no space left on device'],
    [404, 'unavailable', 'could not find an available, non-overlapping IPv4 address pool among the defaults'],
    [500, 'unavailable', 'something else'],
  ]
  for (const [status, code, sentence] of cases) assert.deepEqual(told(refused(status, sentence)), [code, `Docker: ${sentence}.`])
  assert.equal(statusOf(refused(404, 'x')), 404)
})

test('an answer without a message keeps what dockerode made of it', () => {
  const error = Object.assign(new Error('(HTTP code 502) unexpected - Bad Gateway '), { statusCode: 502, json: null })
  assert.deepEqual(told(failureOf(error, address)), ['unavailable', 'Docker: Bad Gateway.'])
})

test('an engine that cannot be reached is unavailable, and the sentence says where and why', () => {
  const sentence = (code: string) => told(broken(code))
  assert.deepEqual(sentence('ENOENT'), ['unavailable', `There is no Docker engine at ${address}: the socket does not exist.`])
  assert.deepEqual(sentence('ECONNREFUSED'), ['unavailable', `There is no Docker engine at ${address}: nobody listens there.`])
  assert.deepEqual(sentence('EACCES'), ['unavailable', `The Docker engine at ${address} does not let this user in.`])
  assert.deepEqual(sentence('EPERM'), sentence('EACCES'))
  assert.deepEqual(sentence('ENOTFOUND'), ['unavailable', `The Docker engine ${address} cannot be reached: its host has no address.`])
  for (const code of ['ECONNRESET', 'EPIPE', 'HPE_INVALID_CONSTANT'])
    assert.deepEqual(sentence(code), ['unavailable', `The connection to the Docker engine at ${address} broke: ${code}.`])
})

test('what is neither of the engine nor of the connection stays what it is', () => {
  const own = new OpsError('too_large', 'x', 'y')
  const fault = new TypeError('x is not a function')
  for (const error of [own, fault, 'thrown']) assert.equal(failureOf(error, address), error)
  assert.equal(statusOf(own), undefined)
  assert.equal(statusOf('thrown'), undefined)
})
