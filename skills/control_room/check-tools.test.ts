import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpsError } from '../../lib/core/error.ts'
import type { Context, Settings, StepTools } from '../../lib/core/skill.ts'
import type { HttpTool } from '../../lib/tools/http/port.ts'
import type { Finished } from '../../lib/tools/process.ts'
import type { Tools } from '../../lib/tools/tools.ts'
import { jobWith } from '../github_ci_runner/odoo/step.fixture.ts'
import { checkTools } from './check-tools.ts'

const away = (code: OpsError['code']) => async () => {
  throw new OpsError(code, `It is ${code}.`, 'Wait.')
}
const python = (exitCode: number): Finished => ({
  argv: [],
  exitCode,
  signal: null,
  durationMs: 1,
  stdout: 'Python 3.13.1\n',
  stderr: '',
  truncated: false,
  limitsNotApplied: [],
})
const commit = {
  sha: 'a1b2c3d4'.repeat(5),
  ref: 'refs/heads/main',
  subject: 'Round lines',
  author: 'A',
  committedAt: '2026-11-01T00:00:00Z',
}

interface World {
  read?: string
  git?: () => Promise<typeof commit>
  docker?: () => Promise<{ version: string; apiVersion: string; cpus: number; memoryBytes: number }>
  exitCode?: number
  environments?: Settings['environments']
  http?: HttpTool['get']
}

/** The verb on tools that answer as told; what it wrote is read back unless it is said otherwise. */
async function checkIn({ read, git = async () => commit, docker, exitCode = 0, environments = {}, http }: World) {
  let written = ''
  const tools = {
    filesystem: {
      workFolder: async () => '/work/r1',
      writeText: async (_file: string, text: string) => {
        written = text
      },
      readText: async () => read ?? written,
      removeWorkFolder: async () => undefined,
    },
    git: { resolve: git },
    docker: { engine: docker ?? (async () => ({ version: '27.1', apiVersion: '1.46', cpus: 2, memoryBytes: 8 * 1024 ** 3 })) },
    process: { run: async () => python(exitCode) },
    http: { get: http },
  } as unknown as Tools
  const given: StepTools = {
    tools,
    signal: new AbortController().signal,
    mask: String,
    log: async () => undefined,
    tests: async () => undefined,
    look: () => Promise.reject(new Error('Nothing is asked here.')),
  }
  const settings = { ...jobWith().settings, repositories: { crm: { url: '/r/crm', branch: 'main' } }, environments }
  const context = { runId: 'r1', settings, step: (_id: string, work: (tools: StepTools) => Promise<unknown>) => work(given) }
  return checkTools.output.parse(
    await checkTools.run(context as unknown as Context<'folder' | 'git' | 'docker' | 'python' | 'environments'>, {}),
  )
}

test('everything that answers is told with what it said', async () => {
  const { checks } = await checkIn({})
  assert.deepEqual(
    checks.map(({ id, ok, message }) => [id, ok, message]),
    [
      ['folder', true, 'Written, read back and removed.'],
      ['git crm', true, 'main is at a1b2c3d: Round lines'],
      ['docker', true, 'Docker 27.1, 2 processors, 8.0 GiB'],
      ['python', true, 'Python 3.13.1'],
    ],
  )
  assert.ok(checks.every(({ at, durationMs }) => Date.parse(at) > 0 && durationMs >= 0))
  assert.equal(checkTools.judge?.({ checks, environments: [] }), null)
  assert.deepEqual([checkTools.label?.({}), checkTools.lock?.({})], ['Check of the tools', 'control room:check'])
})

test('what does not answer is a fact with its hint, and leaves the run green with a warning', async () => {
  const { checks } = await checkIn({ docker: away('unavailable') })
  assert.deepEqual(
    checks.filter(({ ok }) => !ok).map(({ id, message, hint }) => [id, message, hint]),
    [['docker', 'It is unavailable.', 'Wait.']],
  )
  assert.deepEqual(checkTools.judge?.({ checks, environments: [] }), {
    code: 'warnings',
    level: 'warning',
    message: 'Docker engine: It is unavailable.',
    hint: 'Wait.',
    step: 'docker',
  })
})

test('of several that fail the first is named, with its step', async () => {
  const { checks } = await checkIn({ read: 'something else', git: away('refused'), exitCode: 1 })
  assert.deepEqual(
    checks.map(({ ok }) => ok),
    [false, false, true, false],
  )
  const verdict = checkTools.judge?.({ checks, environments: [] })
  assert.match(verdict?.message ?? '', /^3 of 4 are not well, Data folder of the worker first: What was written/)
  assert.equal(checkTools.judge?.({ checks: checks.slice(1, 2), environments: [] })?.step, 'git')
  assert.match(checks[3]?.message ?? '', /Python ended with 1: Python 3\.13\.1/)
})

test('a check that is cancelled, or that meets a fault of ours, is no fact about a tool', async () => {
  await assert.rejects(checkIn({ docker: away('cancelled') }), /It is cancelled/)
  await assert.rejects(
    checkIn({
      git: async () => {
        throw new TypeError('a fault')
      },
    }),
    /a fault/,
  )
})

const live = { live: { stage: 'production', url: 'https://acme.example/', series: '19.0' } } as const
const passing = { status: 200, body: '{"status": "pass", "db_server_status": true}', isCut: false, location: null }

test('each environment is asked at its address, and healthy is what Odoo said itself', async () => {
  const asked: string[] = []
  const http: HttpTool['get'] = async (url) => {
    asked.push(url)
    return passing
  }
  const output = await checkIn({ environments: { ...live, dev: { stage: 'development', url: 'http://127.0.0.1:8069' } }, http })
  assert.deepEqual(asked, ['https://acme.example/web/health?db_server_status=1', 'http://127.0.0.1:8069/web/health?db_server_status=1'])
  assert.deepEqual(
    output.environments.map(({ name, url, health, message }) => [name, url, health, message]),
    [
      ['live', 'https://acme.example/', 'healthy', 'Odoo listens, and its PostgreSQL server answers.'],
      ['dev', 'http://127.0.0.1:8069', 'healthy', 'Odoo listens, and its PostgreSQL server answers.'],
    ],
  )
  assert.equal(checkTools.judge?.(output), null)
})

test('who answers otherwise is degraded, who does not is down, and the run warns of them first', async () => {
  const redirect = { ...passing, status: 301, body: '', location: 'https://elsewhere.example/web?token=1#x' }
  const degraded = await checkIn({ environments: live, http: async () => redirect, exitCode: 1 })
  assert.deepEqual(
    degraded.environments.map(({ health, message, hint }) => [health, message, hint]),
    [['degraded', '/web/health answered 301 instead of 200.', 'It leads to https://elsewhere.example/web, where nobody was asked.']],
  )
  const verdict = checkTools.judge?.(degraded)
  assert.match(verdict?.message ?? '', /^2 of 5 are not well, Environment live first: \/web\/health answered 301/)
  assert.equal(verdict?.step, 'environments')
  const down = await checkIn({ environments: live, http: away('unavailable') })
  assert.deepEqual(
    down.environments.map(({ health, message, hint }) => [health, message, hint]),
    [['down', 'It is unavailable.', 'Wait.']],
  )
  assert.equal(checkTools.judge?.(down)?.message, 'Environment live: It is unavailable.')
  await assert.rejects(checkIn({ environments: live, http: away('cancelled') }), /It is cancelled/)
})
