import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpsError } from '../../lib/core/error.ts'
import type { Context, StepTools } from '../../lib/core/skill.ts'
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
}

/** The verb on tools that answer as told; what it wrote is read back unless it is said otherwise. */
async function checkIn({ read, git = async () => commit, docker, exitCode = 0 }: World) {
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
  } as unknown as Tools
  const given: StepTools = {
    tools,
    signal: new AbortController().signal,
    mask: String,
    log: async () => undefined,
    tests: async () => undefined,
  }
  const settings = { ...jobWith().settings, repositories: { crm: { url: '/r/crm', branch: 'main' } } }
  const context = { runId: 'r1', settings, step: (_id: string, work: (tools: StepTools) => Promise<unknown>) => work(given) }
  return checkTools.output.parse(await checkTools.run(context as unknown as Context<'folder' | 'git' | 'docker' | 'python'>, {}))
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
  assert.equal(checkTools.judge?.({ checks }), null)
  assert.deepEqual([checkTools.label?.({}), checkTools.lock?.({})], ['Check of the tools', 'control room:check'])
})

test('what does not answer is a fact with its hint, and leaves the run green with a warning', async () => {
  const { checks } = await checkIn({ docker: away('unavailable') })
  assert.deepEqual(
    checks.filter(({ ok }) => !ok).map(({ id, message, hint }) => [id, message, hint]),
    [['docker', 'It is unavailable.', 'Wait.']],
  )
  assert.deepEqual(checkTools.judge?.({ checks }), {
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
  const verdict = checkTools.judge?.({ checks })
  assert.match(verdict?.message ?? '', /^3 of 4 do not answer, Data folder of the worker first: What was written/)
  assert.equal(checkTools.judge?.({ checks: checks.slice(1, 2) })?.step, 'git')
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
