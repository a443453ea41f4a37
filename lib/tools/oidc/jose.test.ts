import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { after, before, describe, it } from 'node:test'
import { generateKeyPair } from 'jose'
import { claims, openIssuer } from './issuer.fixture.ts'
import { openOidc } from './jose.ts'
import type { OidcTool } from './port.ts'

let actions: Awaited<ReturnType<typeof openIssuer>>
let oidc: OidcTool
before(async () => {
  actions = await openIssuer()
  oidc = openOidc({ issuer: actions.issuer, audience: 'https://room.example' })
})
after(() => actions.close())

describe('a token of GitHub Actions', () => {
  it('says what it vouches for', async () => {
    assert.deepEqual(await oidc.claims(await actions.token()), {
      repository: 'acme/crm',
      ref: 'refs/heads/main',
      sha: 'a'.repeat(40),
      event: 'push',
      headRef: '',
      by: 'octocat',
      run: '77',
      attempt: '1',
    })
  })
  it('may be a minute off by our clock, and no more', async () => {
    await oidc.claims(await actions.token({ seconds: -30 }))
    await assert.rejects(oidc.claims(await actions.token({ seconds: -90 })), { code: 'unauthenticated', message: /has run out/ })
  })
  it('that is for others, of others, or says too little is not believed', async () => {
    const other = await generateKeyPair('RS256')
    const { repository: _, ...less } = claims
    const wrong: [string, RegExp][] = [
      [await actions.token({ audience: 'https://another.example' }), /^This token of GitHub Actions is not for https:\/\/room\.example\.$/],
      [await actions.token({ from: 'https://evil.example' }), /^This token is none of http:/],
      [await actions.token({ key: other.privateKey }), /not signed by a key of its issuer/],
      [await actions.token({ payload: less }), /The claim repository of this token does not fit/],
      [`${await actions.token()}x`, /not signed/],
      ['a.b.c', /not signed/],
      ['', /not signed/],
    ]
    for (const [token, message] of wrong) await assert.rejects(oidc.claims(token), { code: 'unauthenticated', message }, String(message))
  })
  it('that is not signed at all, or with what is public, is not believed', async () => {
    const [, payload = ''] = (await actions.token()).split('.')
    const head = (alg: string) => Buffer.from(JSON.stringify({ alg, kid: 'k1' })).toString('base64url')
    const none = `${head('none')}.${payload}.`
    const shared = `${head('HS256')}.${payload}`
    const signature = createHmac('sha256', 'public key').update(shared).digest('base64url')
    for (const token of [none, `${shared}.${signature}`]) await assert.rejects(oidc.claims(token), { code: 'unauthenticated' })
  })
  it('is judged by nobody while the keys cannot be had', async () => {
    const token = await actions.token()
    const away = openOidc({ issuer: 'http://127.0.0.1:1', audience: 'x' })
    await assert.rejects(away.claims(token), { code: 'unavailable', message: /^The keys of http:\/\/127\.0\.0\.1:1 cannot be had\.$/ })
    const fresh = openOidc({ issuer: actions.issuer, audience: 'https://room.example' })
    actions.goAway()
    await assert.rejects(fresh.claims(token), { code: 'unavailable' })
  })
})
