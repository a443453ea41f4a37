import { createHmac, randomUUID } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { GuardSettings } from '../lib/core/guard-settings.ts'
import { openPrisma } from '../lib/store/prisma.ts'
import { gitIn, serveHttp } from '../lib/tools/git/servers.fixture.ts'
import type { GithubTool } from '../lib/tools/github/port.ts'
import { openTools } from '../lib/tools/open.ts'
import { pullRequestOf, pushOf } from '../skills/github_ci_runner/deliveries.fixture.ts'
import { repository } from './ci-lab.ts'
import { openLab, openServer } from './lab.ts'
import { openLabControl } from './lab-control.ts'

async function served(top: string): Promise<Kept> {
  const host = await serveHttp(top)
  return { host: host.host, url: `http://${host.host}/acme/crm`, close: host.close }
}

export const webhookSecret = "It's a Secret to Everybody"

/** Headers as GitHub sends them. */
export function signedHeaders(event: string, body: string | Buffer, { name = randomUUID() as string, secret = webhookSecret } = {}) {
  const signature = `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`
  return { 'content-type': 'application/json', 'x-github-event': event, 'x-github-delivery': name, 'x-hub-signature-256': signature }
}

const runner = { system: 'linux', labels: ['self-hosted'] }
const labRunners = [
  { ...runner, name: 'one', isOnline: true, isBusy: true },
  { ...runner, name: 'two', isOnline: true, isBusy: false },
  { ...runner, name: 'three', isOnline: false, isBusy: false },
]

const passing = { 'test_a.py': 'import unittest\n\n\nclass A(unittest.TestCase):\n    def test_x(self):\n        pass\n' }

/** Where a repository is kept, and how it is spoken with there. */
interface Kept {
  host: string
  url: string
  /** By default the twin on this machine. */
  github?: GithubTool
  close(): Promise<void>
}

/** The product's own control room that watches over one repository, which git reaches over HTTP; by default nothing but git is there. */
export async function openGuardLab(keep: (top: string, folder: string) => Promise<Kept> = served) {
  const server = await openServer()
  const top = path.join(server.base, 'hosted')
  const folder = repository(path.join(top, 'acme', 'crm'), passing)
  const { url, ...host } = await keep(top, folder)
  const agent = path.join(server.base, 'agent.yml')
  const text = (more: string) =>
    `repositories:\n  crm:\n    url: ${url}\nallow:\n  hosts: ["${host.host}"]\n  paths: ["/"]\nurl: https://room.example\ngithub:\n  webhook:\n    secretsFrom: [WEBHOOK_SECRET]\n${more}`
  writeFileSync(agent, text(''))
  const env = { AGENT_CONFIG: agent, WEBHOOK_SECRET: webhookSecret }
  const lab = await openLab(server, { variant: 'real', env })
  const prisma = openPrisma(lab.url, 'guard-test')
  const settings: GuardSettings = {
    repositories: [{ name: 'crm', url, branches: ['*'] }],
    supersede: true,
    missedEveryMs: 0,
    url: 'https://room.example',
  }
  const control = openLabControl({
    databaseUrl: lab.url,
    dataDir: lab.dataDir,
    variant: 'real',
    secrets: [webhookSecret],
    hooks: { secrets: [webhookSecret], repositories: settings.repositories, host: host.host },
    runners: { runners: async (repository) => (repository === url ? labRunners : []) },
  })
  const local = openTools({ dataDir: lab.dataDir, allow: { hosts: [host.host], paths: ['/'] }, protectedBranches: [], credentials: {} })
  const tools = { github: host.github ?? local.github }
  const guard = { prisma, control, tools, settings }

  /** Delivers as GitHub does, and says what it is told. */
  const deliver = (event: string, payload: object, name: string = randomUUID()) => {
    const body = Buffer.from(JSON.stringify(payload))
    return control.deliver({ headers: new Headers(signedHeaders(event, body, { name })), body: async () => body })
  }
  const at = { full_name: 'acme/crm', clone_url: url }
  const push = (branch: string, after: string, pushed_at = 1, name?: string) =>
    deliver('push', pushOf(`refs/heads/${branch}`, { ...at, after, pushed_at }), name)
  const about = { id: 1, full_name: 'acme/crm', clone_url: url }
  const pullRequest = (action: string, given: { from?: string; branch: string; number: number; sha: string }) => {
    const payload = pullRequestOf(action, given)
    const base = { ...payload.pull_request.base, repo: about }
    const head = { ...payload.pull_request.head, sha: given.sha, repo: { id: 2, full_name: given.from ?? 'acme/crm', fork: false } }
    return deliver('pull_request', {
      ...payload,
      repository: about,
      number: given.number,
      pull_request: { ...payload.pull_request, base, head },
    })
  }
  /** A new commit of a branch, which is made where it is not there; its id. */
  const commit = (branch: string, message = 'Change') => {
    const isThere = gitIn(folder, 'branch', '--list', branch) !== ''
    gitIn(folder, 'checkout', '-q', ...(isThere ? [branch] : ['-b', branch, 'main']))
    gitIn(folder, 'commit', '-q', '--allow-empty', '-m', message)
    return gitIn(folder, 'rev-parse', 'HEAD')
  }
  const rows = async (text: string, given: unknown[] = []) => (await lab.sql.query(text, given)).rows
  const deliveries = () => rows('select name, event, ref, outcome, why, "runId" from "Delivery" order by seq')
  const runs = () =>
    rows(`select id, status, branch, input->>'sha' as sha, input->'fork' as fork, "startedByName" as by from "Run" order by "createdAt"`)
  const clear = async () => {
    await lab.sql.query(`delete from "Delivery"`)
    await lab.sql.query(`delete from "BranchHead"`)
    await lab.sql.query(`delete from "EvidencePack"`)
    await lab.sql.query(`delete from "IdempotencyKey"`)
    await lab.sql.query(`delete from "Run"`)
    await lab.sql.query(`delete from dbos.workflow_status`)
  }
  async function close() {
    await control.close()
    await prisma.$disconnect()
    await host.close()
    await lab.close()
    await server.close()
  }
  return {
    lab,
    prisma,
    control,
    guard,
    settings,
    tools,
    url,
    folder,
    deliver,
    push,
    pullRequest,
    commit,
    deliveries,
    runs,
    rows,
    clear,
    close,
  }
}
