import assert from 'node:assert/strict'
import { readdirSync, readFileSync, statSync } from 'node:fs'
import path from 'node:path'
import { after, before, describe, it } from 'node:test'
import { findAddress } from './address.ts'
import { failureOf } from './failure.ts'
import { makeRepository } from './repository.fixture.ts'
import { freePort, serveGit, serveHttp } from './servers.fixture.ts'

const { top, second, folder, open, remove } = makeRepository()
const allowed = path.join(top, 'allowed')
const secret = 's3cr3t-tok3n'
const authorization = `Basic ${Buffer.from(`bot:${secret}`).toString('base64')}`
let server: Awaited<ReturnType<typeof serveHttp>>
before(async () => {
  server = await serveHttp(allowed, { authorization })
})
after(async () => {
  await server.close()
  remove()
})

describe('a host that asks for credentials', () => {
  it('gets those of the host, which are written nowhere', async () => {
    const mirrorFolder = folder('mirrors')
    const credentials = { [server.host]: { username: 'bot', secret } }
    const seen: string[] = []
    const spy = open({ mirrorFolder, credentials, allow: { hosts: [server.host], paths: [] } })
    assert.equal((await spy.resolve(`http://${server.host}/crm/.git`, {})).sha, second)
    seen.push(...filesBelow(mirrorFolder).map((file) => readFileSync(file, 'latin1')))
    assert.ok(seen.length > 3 && !seen.some((text) => text.includes(secret) || text.includes(authorization)))
  })

  it('without credentials, or with wrong ones, is unavailable, and the hint names where they are set', async () => {
    for (const credentials of [
      {},
      { [server.host]: { username: 'bot', secret: 'wrong' } },
      { 'other.example': { username: 'bot', secret } },
    ]) {
      const git = open({ credentials, allow: { hosts: [server.host], paths: [] } })
      await assert.rejects(git.resolve(`http://${server.host}/crm/.git`, {}), {
        code: 'unavailable',
        message: `http://${server.host}/crm/.git refused access.`,
        hint: new RegExp(`Set credentials for ${server.host} in config/agent.yml`),
      })
    }
  })

  it('is not sent them by another host that redirects to it, and they are not sent on', async () => {
    const git = open({ credentials: { [server.host]: { username: 'bot', secret } }, allow: { hosts: [server.host], paths: [] } })
    await assert.rejects(git.resolve(`http://${server.host}/moved/crm`, {}), {
      code: 'unavailable',
      message: /has moved to another address/,
    })
  })
})

describe('a host', () => {
  it('that is not there, does not answer or has no such repository is one clear sentence', async () => {
    const port = await freePort()
    const daemon = await serveGit(allowed)
    const hosts = [server.host, daemon.host, `127.0.0.1:${port}`, 'no-such-host.invalid']
    const git = open({ allow: { hosts, paths: [] }, credentials: { [server.host]: { username: 'bot', secret } } })
    const cases: [string, string, RegExp][] = [
      [`http://127.0.0.1:${port}/a/b`, 'unavailable', /^http:\/\/127\.0\.0\.1:\d+\/a\/b cannot be reached\.$/],
      [`git://127.0.0.1:${port}/a/b`, 'unavailable', /cannot be reached\.$/],
      ['https://no-such-host.invalid/a/b', 'unavailable', /The host of https:\/\/no-such-host\.invalid\/a\/b has no address\./],
      [`http://${server.host}/no/such`, 'not_found', /There is no git repository at http/],
      [`git://${daemon.host}/no/such`, 'not_found', /There is no git repository at git/],
    ]
    try {
      for (const [url, code, message] of cases) await assert.rejects(git.resolve(url, {}), { code, message }, url)
    } finally {
      await daemon.close()
    }
  })

  it('that never finishes is left at the deadline', async () => {
    const held = await serveHttp(allowed, { hold: () => true })
    const git = open({ allow: { hosts: [held.host], paths: [] } })
    const url = `http://${held.host}/crm/.git`
    await assert.rejects(git.resolve(url, {}, { deadlineMs: 700 }), { code: 'timeout', message: `git did not finish with ${url} in time.` })
    await held.close()
  })
})

describe('what git says', () => {
  const address = { url: 'git@example.com:a/b', host: 'example.com', origin: '', slug: 'b' }
  const cases: [string, string, RegExp, RegExp][] = [
    ['fatal: write error: No space left on device', 'unavailable', /no space left/, /Free space/],
    [
      'Host key verification failed.\nfatal: Could not read from remote repository.',
      'unavailable',
      /host key of/,
      /ssh-keyscan example\.com >>/,
    ],
    ['git@example.com: Permission denied (publickey).', 'unavailable', /refused access/, /for ssh, the key/],
    ['fatal: unable to access: SSL certificate problem: self-signed', 'unavailable', /certificate of/, /authority/],
    ['remote: Repository not found.\nfatal: repository not found', 'not_found', /no git repository/, /if it is private, set credentials/],
    ['warning: x\nerror: something odd.\n', 'unavailable', /^git failed for git@example\.com:a\/b: something odd\.$/, /from git/],
    ['odd', 'unavailable', /: odd\.$/, /git/],
    ['', 'unavailable', /: it said nothing\.$/, /git/],
  ]
  for (const [stderr, code, message, hint] of cases) {
    it(`is one sentence with a hint: ${JSON.stringify(stderr.slice(0, 50))}`, () => {
      const error = failureOf(stderr, address)
      assert.equal(error.code, code)
      assert.match(error.message, message)
      assert.match(error.hint, hint)
      assert.ok(!error.message.includes('\n'))
    })
  }
  it('hints at rights where the repository is a folder', () => {
    assert.match(failureOf('error: Permission denied', { ...address, host: '' }).hint, /right to read/)
  })
})

describe('an address', () => {
  const hosts = ['github.com/acme', 'GitLab.com', 'localhost:8080']
  const find = (repository: string) => findAddress(repository, { hosts, paths: [] })

  it('is taken in every form, when its host, or its host and owner, is allow-listed', async () => {
    const good = [
      'https://github.com/acme/crm',
      'https://GitHub.com/acme/crm.git',
      'git@github.com:acme/crm.git',
      'github.com:acme/crm',
      'ssh://git@github.com/acme/crm',
    ]
    for (const url of [...good, 'git://gitlab.com/any/one', 'git@gitlab.com:group/sub/name', 'http://localhost:8080/x'])
      assert.ok((await find(url)).slug.length > 12, url)
    assert.equal((await find('https://github.com/acme/crm')).slug, (await find('https://GitHub.com/acme/crm.git/')).slug)
    assert.equal((await find('git@github.com:acme/crm.git')).url, 'git@github.com:acme/crm.git')
  })

  it('is refused when it is not allow-listed, however it is spelled, and the hint says what to add', async () => {
    const bad = [
      'https://github.com/acme-evil/crm',
      'https://github.com/ACME/crm',
      'https://evil.com/acme/crm',
      'https://github.com.evil.com/acme/crm',
      'git@github.com:other/crm',
    ]
    const tricks = [
      'https://github.com/acme/../other/x',
      'git@github.com:acme/../other/x',
      'https://github.com:8443/acme/crm',
      'http://localhost/x',
      'http://127.0.0.1/acme',
    ]
    for (const url of [...bad, ...tricks])
      await assert.rejects(find(url), { code: 'refused', hint: /under allow\.hosts in config\/agent\.yml/ }, url)
    for (const url of ['ext::sh -c id', 'fd::17/x', 'ftp://github.com/acme/x'])
      await assert.rejects(find(url), { code: 'refused', message: /not fetched by/ }, url)
    await assert.rejects(find('https://evil.com/acme/crm'), {
      message: 'Repositories of evil.com/acme are not allowed here.',
      hint: /Add evil\.com or evil\.com\/acme/,
    })
  })

  it('with a secret in it is refused, and the secret is not repeated', async () => {
    const bad = [
      `https://bot:${secret}@github.com/acme/x`,
      `https://${secret}@github.com/acme/x`,
      `ssh://git:${secret}@github.com/acme/x`,
      `bot:${secret}@github.com:acme/x`,
      `https://github.com/acme/x?token=${secret}`,
    ]
    for (const url of [...bad, `x ${secret}`, `https://[${secret}`])
      await assert.rejects(find(url), (error: { code: string; message: string; hint: string }) => {
        assert.ok(!`${error.message} ${error.hint}`.includes(secret), url)
        return ['invalid', 'refused'].includes(error.code)
      })
  })

  it('that git or ssh could misread is invalid', async () => {
    const bad = [
      '',
      '-x',
      '--upload-pack=id',
      'crm',
      'a/b',
      'https://github.com/acme/a\nb',
      'https://github.com/acme/a\0b',
      'ssh://-oProxyCommand=id/acme/x',
      'https://github.com',
      'git@github.com:-x',
      'https://github.com/acme/%2e%2e%2fx',
      'https://github.com/acme/%',
      'file://host/x',
      'ssh:///x',
      'git@github.com:acme%5cx',
    ]
    for (const url of bad) await assert.rejects(find(url), { code: 'invalid' }, url)
  })
})

function filesBelow(place: string): string[] {
  return readdirSync(place, { recursive: true, encoding: 'utf8' })
    .map((name) => path.join(place, name))
    .filter((file) => statSync(file).isFile())
}
