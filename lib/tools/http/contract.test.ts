import assert from 'node:assert/strict'
import { once } from 'node:events'
import { createServer, type RequestListener } from 'node:http'
import { type AddressInfo, createServer as createPlain } from 'node:net'
import { after, test } from 'node:test'
import { failureOf } from './failure.ts'
import { openHttp } from './node.ts'

const http = openHttp()
const stops: (() => void)[] = []
after(() => {
  for (const stop of stops) stop()
})

/** A real server of this machine. */
async function serving(listener: RequestListener) {
  const server = createServer(listener).listen(0, '127.0.0.1')
  await once(server, 'listening')
  const stop = () => {
    server.close()
    server.closeAllConnections()
  }
  stops.push(stop)
  const host = `127.0.0.1:${portOf(server.address())}`
  return { host, url: `http://${host}`, stop }
}

/** A server that listens at a port has an address with one. */
function portOf(address: unknown): number {
  return (address as AddressInfo).port
}

test('whatever is answered is told as it is, with its status', async () => {
  const { url } = await serving((request, response) => {
    response.statusCode = request.url === '/web/health?a=1' ? 200 : 503
    response.end(`${request.method} é`)
  })
  assert.deepEqual(await http.get(`${url}/web/health?a=1`), { status: 200, body: 'GET é', isCut: false, location: null })
  assert.deepEqual(await http.get(url), { status: 503, body: 'GET é', isCut: false, location: null })
})

test('a redirect is an answer: where it leads nobody is asked', async () => {
  let asked = 0
  const other = await serving((_, response) => {
    asked += 1
    response.end()
  })
  const { url } = await serving((_, response) => response.writeHead(302, { location: other.url }).end())
  const { status, location } = await http.get(url)
  assert.deepEqual([status, location, asked], [302, other.url, 0])
})

test('no more is read than was asked for, of a body without an end too', async () => {
  const { url } = await serving((_, response) => {
    response.write('x'.repeat(5000))
    response.write('x'.repeat(5000))
  })
  const { body, isCut } = await http.get(url, { maxBytes: 100 })
  assert.deepEqual([body.length, isCut], [100, true])
})

test('at the deadline the call ends, whether nothing was said or only half', async () => {
  const mute = await serving(() => undefined)
  const half = await serving((_, response) => response.write('{'))
  for (const { url, host } of [mute, half])
    await assert.rejects(http.get(url, { deadlineMs: 150 }), { code: 'timeout', message: `${host} did not answer within 0.1 s.` })
})

test('a cancelled call ends at once, and lets the connection go', async () => {
  const gone = Promise.withResolvers<void>()
  const stop = new AbortController()
  const { url } = await serving((request) => {
    request.socket.once('close', () => gone.resolve())
    stop.abort()
  })
  await assert.rejects(http.get(url, { signal: stop.signal }), { code: 'cancelled' })
  await gone.promise
  await assert.rejects(http.get(url, { signal: AbortSignal.abort() }), { code: 'cancelled' })
})

test('nobody there is told as such, also where somebody answered a moment ago', async () => {
  const { url, host, stop } = await serving((_, response) => response.end('here'))
  await http.get(url)
  stop()
  const message = `${host} refuses the connection: nothing listens there.`
  await assert.rejects(http.get(url), { code: 'unavailable', message })
  await assert.rejects(http.get('http://no-such-host.invalid'), { code: 'unavailable' })
})

test('what hangs up, or speaks something else, has not answered', async () => {
  const rude = await serving((request) => request.socket.destroy())
  await assert.rejects(http.get(rude.url), { code: 'unavailable', message: `${rude.host} ended the connection without an answer.` })
  const plain = createPlain((socket) => socket.end('SSH-2.0-OpenSSH\r\n')).listen(0, '127.0.0.1')
  stops.push(() => plain.close())
  await once(plain, 'listening')
  const host = `127.0.0.1:${portOf(plain.address())}`
  await assert.rejects(http.get(`http://${host}`), { code: 'unavailable', message: /did not answer as HTTP does: HPE_/ })
})

test('an address with credentials, or of another kind, is not asked, and not repeated', async () => {
  for (const url of ['http://u:hunter22@127.0.0.1', 'file:///etc/passwd', 'nothing'])
    await assert.rejects(
      http.get(url),
      (error) => error instanceof Error && 'code' in error && error.code === 'invalid' && !error.message.includes('hunter22'),
    )
})

test('of several addresses the first tells, and what a certificate lacks is told', () => {
  const refused = Object.assign(new Error('x'), { code: 'ECONNREFUSED' })
  assert.match(failureOf(new AggregateError([refused]), 'a').message, /^a refuses the connection/)
  const own = Object.assign(new Error('x'), { code: 'DEPTH_ZERO_SELF_SIGNED_CERT' })
  assert.equal(failureOf(own, 'a').message, 'a has a certificate that is not trusted: DEPTH_ZERO_SELF_SIGNED_CERT.')
  assert.equal(failureOf('odd', 'a').message, 'a did not answer as HTTP does: odd.')
  assert.equal(failureOf(new Error('odd'), 'a').message, 'a did not answer as HTTP does: odd.')
})
