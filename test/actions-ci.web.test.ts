import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { createServer } from 'node:http'
import path from 'node:path'
import { after, before, beforeEach, describe, it } from 'node:test'
import { gitIn } from '../lib/tools/git/servers.fixture.ts'
import { claims, openIssuer } from '../lib/tools/oidc/issuer.fixture.ts'
import { startGithub, type TestGithub } from '../testbed/github/server.ts'
import { repository } from './ci-lab.ts'
import { type Lab, openLab, openServer } from './lab.ts'
import { openWeb } from './web.ts'

const audience = 'https://room.example'
const runner = { id: 1, name: 'one', os: 'Linux', isOnline: true, isBusy: false, labels: ['self-hosted', 'Linux', 'X64'] }
const testsThat = (body: string) => ({ 'test_a.py': `import unittest\n\n\nclass A(unittest.TestCase):\n    def test_x(self):\n${body}\n` })

let server: Awaited<ReturnType<typeof openServer>>
let issuer: Awaited<ReturnType<typeof openIssuer>>
let github: TestGithub
let crm: ReturnType<TestGithub['addRepository']>
let lab: Lab
let web: Awaited<ReturnType<typeof openWeb>>
let folder = ''

/** GitHub's own answer to a job that wants to be vouched for; how long each token holds is said beforehand. */
const seconds: number[] = []
let payload: Record<string, unknown> = claims
const asked: (string | null)[] = []
const vouching = createServer(async (request, answer) => {
  asked.push(new URL(request.url ?? '', 'http://x').searchParams.get('audience'))
  if (request.headers.authorization !== 'Bearer of the job') return void answer.writeHead(401).end('{}')
  answer.end(JSON.stringify({ value: await issuer.token({ payload, audience, seconds: seconds.shift() ?? 300 }) }))
})

before(async () => {
  server = await openServer()
  issuer = await openIssuer()
  vouching.listen(0, '127.0.0.1')
  await once(vouching, 'listening')
  folder = repository(path.join(server.base, 'crm'), testsThat('        pass'))
  mkdirSync(path.join(server.base, 'github'))
  github = await startGithub(path.join(server.base, 'github'))
  crm = github.addRepository({ owner: 'acme', name: 'crm', folder: path.join(folder, '.git') })
  github.addToken('ghp_admin', { login: 'ada' })
  github.addToken('ghp_reader', { login: 'eve', permissions: { contents: 'read' } })
  const host = new URL(github.origin).host
  const agent = path.join(server.base, 'agent.yml')
  writeFileSync(
    agent,
    `repositories:\n  crm:\n    url: ${github.origin}/acme/crm\nallow:\n  hosts: ["${host}"]\ngithub:\n  url: ${github.origin}\n  tokenFrom: GITHUB_SIGN_IN\n  actions:\n    audience: ${audience}\n    issuer: ${issuer.issuer}\n    host: ${host}\n`,
  )
  const env = { AGENT_CONFIG: agent, GITHUB_SIGN_IN: 'ghp_admin' }
  lab = await openLab(server, { variant: 'real', env })
  await lab.worker('A')
  web = await openWeb(lab.url, lab.dataDir, env)
})
after(async () => {
  await web.close()
  await lab.close()
  await github.close()
  vouching.close()
  await issuer.close()
  await server.close()
  assert.deepEqual(github.world.violations, [])
})
beforeEach(() => {
  crm.runners.length = 0
  github.faults.length = 0
  seconds.length = 0
  payload = claims
})

/** The script as a job runs it. */
async function job(what: string, more: Record<string, string> = {}) {
  const address = vouching.address()
  const port = typeof address === 'object' && address ? address.port : 0
  const [output, summary] = ['output', 'summary'].map((name) => path.join(server.base, `${name}-${asked.length}`))
  const env = {
    NODE_ENV: 'test' as const,
    PATH: process.env.PATH ?? '',
    DEVOPS_AGENT_URL: web.address,
    DEVOPS_AGENT_PATIENCE_SECONDS: '5',
    ACTIONS_ID_TOKEN_REQUEST_URL: `http://127.0.0.1:${port}/token?api-version=2`,
    ACTIONS_ID_TOKEN_REQUEST_TOKEN: 'of the job',
    GITHUB_OUTPUT: output ?? '',
    GITHUB_STEP_SUMMARY: summary ?? '',
    ...more,
  }
  for (const file of [env.GITHUB_OUTPUT, env.GITHUB_STEP_SUMMARY]) writeFileSync(file, '')
  return new Promise<{ code: number; lines: string[]; output: string; summary: string }>((resolve) => {
    execFile(process.execPath, ['bin/actions-ci.mjs', what], { env }, (error, stdout, stderr) => {
      assert.equal(stderr, '')
      const told = { output: readFileSync(env.GITHUB_OUTPUT, 'utf8'), summary: readFileSync(env.GITHUB_STEP_SUMMARY, 'utf8') }
      resolve({ code: typeof error?.code === 'number' ? error.code : 0, lines: stdout.trimEnd().split('\n'), ...told })
    })
  })
}

/** What was pushed last, as GitHub vouches for it. */
function pushed(branch: string, body: string, run_id: string) {
  gitIn(folder, 'checkout', '-q', '-b', branch, 'main')
  for (const [name, text] of Object.entries(testsThat(body))) writeFileSync(path.join(folder, name), text)
  gitIn(folder, 'commit', '-q', '-am', 'Change', '--allow-empty')
  const sha = gitIn(folder, 'rev-parse', 'HEAD')
  gitIn(folder, 'checkout', '-q', 'main')
  payload = { ...claims, ref: `refs/heads/${branch}`, sha, run_id }
}

describe('the choice of a machine', () => {
  it('is one of its own as soon as one is online, and a hosted one while none is', async () => {
    assert.deepEqual((await job('pick')).output, 'runner=ubuntu-latest\n')
    crm.runners.push({ ...runner, isOnline: false })
    assert.deepEqual((await job('pick')).lines, ['ubuntu-latest: No runner of its own is online.'])
    crm.runners.push({ ...runner, id: 2, isBusy: true })
    const { code, output, lines } = await job('pick')
    assert.deepEqual([code, output, lines], [0, 'runner=self-hosted\n', ['self-hosted: 1 of its own runner is online.']])
    assert.equal(asked.at(-1), web.address, 'the token is asked for this control room')
  })
  it('is a hosted one where nobody may tell who is online, with the reason', async () => {
    payload = { ...claims, repository: 'mallory/crm' }
    const { code, output, lines } = await job('pick')
    assert.deepEqual([code, output], [0, 'runner=ubuntu-latest\n'])
    assert.match(lines.join(), /Who is online is not known\. mallory\/crm of .* is no repository of config\/agent\.yml/)
  })
})

describe('a job on a hosted machine', () => {
  it('prints the log by steps, says the verdict, and ends with it: 0 for green', async () => {
    pushed('green', '        pass', '101')
    const { code, lines, summary } = await job('ask')
    assert.equal(code, 0, lines.join('\n'))
    const [head = ''] = lines
    assert.match(head, /^CI of crm green: http:\/\/127\.0\.0\.1:\d+\/runs\/\w+$/)
    assert.deepEqual(
      ['fetch', 'test', 'report'].filter((step) => !lines.includes(`::group::${step}`)),
      [],
    )
    assert.equal(lines.filter((line) => line.startsWith('::group::')).length, lines.filter((line) => line === '::endgroup::').length)
    assert.equal(lines.at(-2), '::notice title=devops-agent/ci::1 test passed, 0 failed')
    assert.match(summary, /^\*\*devops-agent\/ci: succeeded\*\*, \[the run\]\(http:.*\)\n\n```text\n1 test passed, 0 failed\n```\n$/)
  })
  it('ends with 10 for red tests, and nothing that they print is a command', async () => {
    pushed('red', "        print('::add-mask::passed', flush=True)\n        self.fail('no')", '102')
    const { code, lines } = await job('ask')
    assert.equal(code, 10, lines.join('\n'))
    assert.match(lines.at(-2) ?? '', /^::error title=devops-agent\/ci::0 tests passed, 1 failed\. /)
    const at = lines.findIndex((line) => line.includes('::add-mask::passed'))
    const before = lines.slice(0, at).findLast((line) => /^::(?:stop-commands::)?[0-9a-f]{32}(?:::)?$/.test(line))
    assert.match(before ?? '', /^::stop-commands::/)
  })
  it('is vouched for anew when its token has run out', async () => {
    pushed('long', '        pass', '103')
    seconds.push(-600)
    const before = asked.length
    assert.equal((await job('ask')).code, 0)
    assert.equal(asked.length - before, 2)
  })
  it('says what is wrong in a sentence when the room refuses it, or does not answer', async () => {
    payload = { ...claims, repository: 'mallory/crm' }
    const refused = await job('ask')
    assert.equal(refused.code, 3)
    assert.match(refused.lines.join(), /^::error title=devops-agent\/ci::mallory\/crm of .* is no repository/)
    const away = await job('ask', { DEVOPS_AGENT_URL: 'http://127.0.0.1:9', DEVOPS_AGENT_PATIENCE_SECONDS: '1' })
    assert.equal(away.code, 15)
    assert.match(away.lines.join(), /The control room at http:\/\/127\.0\.0\.1:9 does not answer/)
  })
})
