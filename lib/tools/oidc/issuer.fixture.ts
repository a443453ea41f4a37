import { once } from 'node:events'
import { createServer } from 'node:http'
import { exportJWK, generateKeyPair, SignJWT } from 'jose'

/** What is in a token of GitHub Actions for a push. */
export const claims = {
  repository: 'acme/crm',
  ref: 'refs/heads/main',
  sha: 'a'.repeat(40),
  event_name: 'push',
  head_ref: '',
  actor: 'octocat',
  run_id: '77',
  run_attempt: '1',
}

/** An issuer of tokens as GitHub Actions is one, with its keys over HTTP. */
export async function openIssuer() {
  let isAway = false
  const pairs = [{ kid: 'k1', ...(await generateKeyPair('RS256', { extractable: true })) }]
  const server = createServer(async (_, answer) => {
    if (isAway) return void answer.writeHead(503).end()
    const keys = await Promise.all(
      pairs.map(async ({ kid, publicKey }) => ({ ...(await exportJWK(publicKey)), kid, alg: 'RS256', use: 'sig' })),
    )
    answer.setHeader('content-type', 'application/json').end(JSON.stringify({ keys }))
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const issuer = `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`
  interface Wanted {
    payload?: Record<string, unknown>
    audience?: string
    from?: string
    seconds?: number
    key?: CryptoKey
  }
  /** A token that holds for five minutes, or ran out so many seconds ago. */
  const token = async ({ payload = claims, audience = 'https://room.example', from = issuer, seconds = 300, key }: Wanted = {}) => {
    const now = Math.floor(Date.now() / 1000)
    const [pair] = pairs
    if (!pair) throw new Error('there is no key')
    return new SignJWT(payload)
      .setProtectedHeader({ alg: 'RS256', kid: pair.kid, typ: 'JWT' })
      .setIssuer(from)
      .setAudience(audience)
      .setIssuedAt(now - 10)
      .setExpirationTime(now + seconds)
      .sign(key ?? pair.privateKey)
  }
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  const goAway = () => {
    isAway = true
  }
  return { issuer, token, close, goAway }
}
