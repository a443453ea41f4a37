import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { gitIn } from '../../lib/tools/git/servers.fixture.ts'
import type { Work } from '../work.ts'
import type { Fault } from './faults.ts'
import { everything, startGithub, type TestGithub } from './server.ts'

const appId = 7

/** Serves a GitHub with the repository `acme/crm` until it is interrupted, and says how to use it. What it rejects is said as it happens. */
export async function serveGithub({ say, signal }: { say: Work['say']; signal: AbortSignal }): Promise<void> {
  const root = mkdtempSync(path.join(tmpdir(), 'testbed-github-'))
  const server = await startGithub(path.join(root, 'repositories'))
  const watch = setInterval(() => {
    for (const problem of server.world.violations.splice(0)) say(`Rejected: ${problem}`)
  }, 200)
  const typed = createInterface({ input: process.stdin })
  try {
    for (const line of provide(server, root)) say(line)
    typed.on('line', (line) => {
      const fault = faultIn(line)
      if (fault) server.faults.push(fault)
      say(fault ? `Next: ${fault.kind}.` : 'That is no fault in JSON.')
    })
    if (!signal.aborted) await once(signal, 'abort')
  } finally {
    typed.close()
    clearInterval(watch)
    await server.close()
    rmSync(root, { recursive: true })
  }
}

/** Makes what a person needs to begin, and says it as config/agent.yml wants it. */
function provide(server: TestGithub, root: string): string[] {
  const token = `ghp_${randomBytes(18).toString('hex')}`
  server.addToken(token, { login: 'ada', scopes: ['repo', 'admin:repo_hook'] })
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  const keyFile = path.join(root, 'app.pem')
  writeFileSync(keyFile, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  server.addApp({ id: appId, slug: 'control-room', publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() })
  const repository = server.addRepository({ owner: 'acme', name: 'crm', protectedBranches: ['main'] })
  server.install(repository, everything)
  repository.heads.set('main', firstCommit(root, repository.folder))
  const host = new URL(server.origin).host
  return [
    `GitHub answers at ${server.origin}, its API below /api/v3.`,
    `  git clone ${server.origin}/acme/crm.git     to push: user x, password ${token}`,
    'config/agent.yml:',
    `  repositories: { crm: { url: "${server.origin}/acme/crm.git" } }`,
    `  allow: { hosts: ["${host}"] }`,
    `  credentials: { "${host}": { secretFrom: GITHUB_TOKEN } }`,
    `  github: { url: "${server.origin}", tokenFrom: GITHUB_TOKEN }     or app: { id: ${appId}, privateKeyFrom: GITHUB_APP_PRIVATE_KEY }`,
    `  export GITHUB_TOKEN=${token}     export GITHUB_APP_PRIVATE_KEY="$(cat ${keyFile})"`,
    'Type a fault as JSON, such as {"kind": "broken", "operation": "repos/create-commit-status", "times": 2}. Ctrl-C ends it.',
  ]
}

/** A repository with a test that passes. */
function firstCommit(root: string, folder: string): string {
  const work = path.join(root, 'work')
  mkdirSync(work)
  gitIn(work, 'init', '-q')
  writeFileSync(
    path.join(work, 'test_sum.py'),
    'import unittest\n\n\nclass Sum(unittest.TestCase):\n    def test_sum(self):\n        self.assertEqual(1 + 1, 2)\n',
  )
  gitIn(work, 'add', '.')
  gitIn(work, 'commit', '-q', '-m', 'A test')
  gitIn(work, 'push', '-q', folder, 'main')
  return gitIn(work, 'rev-parse', 'main')
}

function faultIn(line: string): Fault | null {
  try {
    const fault: unknown = JSON.parse(line)
    return isFault(fault) ? fault : null
  } catch {
    return null
  }
}

/** Whoever types one is at the terminal of the testbed: its kind is all that is looked at. */
function isFault(fault: unknown): fault is Fault {
  return typeof fault === 'object' && fault !== null && 'kind' in fault && typeof fault.kind === 'string'
}
