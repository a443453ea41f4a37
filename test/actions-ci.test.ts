import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { describe, it } from 'node:test'
import { parse } from 'yaml'
import { z } from 'zod'
import { openLog, pick } from '../bin/actions-ci.mjs'
import { readArguments } from '../lib/cli/args.ts'
import { match } from '../lib/cli/match.ts'
import { fieldsOf } from '../lib/core/field.ts'
import { verbs } from '../skills/registry.ts'

const step = z.strictObject({
  name: z.string().optional(),
  id: z.string().optional(),
  if: z.string().optional(),
  uses: z.string().optional(),
  with: z.record(z.string(), z.unknown()).optional(),
  env: z.record(z.string(), z.string()).optional(),
  run: z.string().optional(),
})
const workflow = z
  .object({
    on: z.record(z.string(), z.unknown()),
    permissions: z.record(z.string(), z.string()),
    jobs: z.record(
      z.string(),
      z.object({ 'runs-on': z.string(), permissions: z.record(z.string(), z.string()), if: z.string().optional(), steps: z.array(step) }),
    ),
  })
  .parse(parse(readFileSync('.github/workflows/devops-agent-ci.yml', 'utf8')))
const steps = Object.values(workflow.jobs).flatMap((job) => job.steps)
const command = steps.find(({ run = '' }) => run.includes('devops-agent skill run'))?.run ?? ''

/** What the command of the self-hosted job types, told by a program of that name that repeats it. */
async function typed(env: Record<string, string>): Promise<string[]> {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'actions-'))
  writeFileSync(path.join(folder, 'devops-agent'), '#!/bin/sh\nprintf "%s\\n" "$@"\n', { mode: 0o755 })
  const variables = { NODE_ENV: 'test' as const, PATH: `${folder}:/usr/bin:/bin`, GITHUB_REPOSITORY: 'acme/crm', PULL_REQUEST: '', ...env }
  const said = await new Promise<string>((resolve, reject) => {
    execFile('bash', ['-e', '-c', command], { env: variables }, (error, stdout) => (error ? reject(error) : resolve(stdout)))
  })
  rmSync(folder, { recursive: true })
  return said.trimEnd().split('\n')
}

/** The same as the verb is given it. */
function inputOf(tokens: string[]) {
  const found = match(tokens, verbs)
  if (found === null || 'group' in found) throw new Error(`no command: ${tokens.join(' ')}`)
  const { values } = readArguments(found.rest, [...fieldsOf(verbs['github_ci_runner.run'].input), ...(found.command.flags ?? [])])
  return [found.command.address, verbs['github_ci_runner.run'].input.parse(values)]
}

describe('the workflow', () => {
  it('runs for pushes and pull requests, and may read the code and be vouched for, no more', () => {
    assert.deepEqual(Object.keys(workflow.on), ['push', 'pull_request'])
    assert.deepEqual(workflow.permissions, {})
    for (const { permissions } of Object.values(workflow.jobs)) assert.deepEqual(permissions, { contents: 'read', 'id-token': 'write' })
    assert.doesNotMatch(readFileSync('.github/workflows/devops-agent-ci.yml', 'utf8'), /secrets\./)
  })
  it('uses no action but by the whole id of its commit, and leaves no credential behind', () => {
    const used = steps.filter(({ uses }) => uses !== undefined)
    assert.ok(used.length > 0)
    for (const { uses = '', with: given } of used) {
      assert.match(uses, /^actions\/[\w-]+@[0-9a-f]{40}$/)
      assert.equal(given?.['persist-credentials'], false)
    }
  })
  it('puts nothing of an event into a command but by a variable', () => {
    for (const { run = '' } of steps) assert.doesNotMatch(run, /\$\{\{/)
  })
  it('is chosen on a hosted machine, and never brings the code of a fork to one of its own', () => {
    const { preflight, test } = workflow.jobs
    assert.deepEqual(
      [preflight?.['runs-on'], test?.['runs-on'], test?.if],
      ['ubuntu-latest', '$' + '{{ needs.preflight.outputs.runner }}', "needs.preflight.outputs.runner != 'none'"],
    )
  })
  it('of a push tests its branch at its commit, of a pull request its number', async () => {
    const sha = 'a'.repeat(40)
    const branch = 'feature/$(touch x) "y'
    assert.deepEqual(inputOf(await typed({ GITHUB_REF_NAME: branch, GITHUB_SHA: sha })), [
      'github_ci_runner.run',
      { repo: 'acme/crm', branch, sha, all: false, fork: false },
    ])
    assert.deepEqual(inputOf(await typed({ PULL_REQUEST: '12' })), [
      'github_ci_runner.run',
      { repo: 'acme/crm', pr: 12, all: false, fork: false },
    ])
  })
})

describe('the choice of a machine', () => {
  it('asks nobody about a fork, nor where the repository has chosen', async () => {
    assert.equal((await pick({ IS_FORK: 'true', DEVOPS_AGENT_RUNNER: 'self-hosted' })).runner, 'none')
    assert.equal((await pick({ DEVOPS_AGENT_RUNNER: 'self-hosted' })).runner, 'self-hosted')
    assert.equal((await pick({ DEVOPS_AGENT_RUNNER: 'ubuntu-latest' })).runner, 'ubuntu-latest')
  })
  it('refuses what it cannot ask: another word, no address, one where somebody could listen', async () => {
    const wrong: [Record<string, string>, RegExp][] = [
      [{ DEVOPS_AGENT_RUNNER: 'mine' }, /^DEVOPS_AGENT_RUNNER is mine\./],
      [{}, /^It is not known where the control room is\. Set the variable DEVOPS_AGENT_URL/],
      [{ DEVOPS_AGENT_URL: 'http://room.example' }, /^http:\/\/room\.example is no address of a control room\./],
    ]
    for (const [env, message] of wrong) await assert.rejects(pick(env), { message, exitCode: 2 })
  })
  it('takes a hosted one where GitHub does not vouch for the job', async () => {
    const { runner, because } = await pick({ DEVOPS_AGENT_URL: 'https://room.example' })
    assert.equal(runner, 'ubuntu-latest')
    assert.match(because, /GitHub does not vouch for this job\. Give it permission id-token: write\.$/)
  })
})

describe('the log in the log of GitHub Actions', () => {
  it('is folded by steps, and what is in it is never a command', () => {
    const said: string[] = []
    const log = openLog((line: string) => said.push(line))
    const lines = [
      ['fetch', 'a'],
      ['test', '::add-mask::x'],
      ['test', 'one\r\n::error::two'],
    ]
    for (const [step, text] of lines) log.line({ step, text })
    log.end()
    log.end()
    const keys = said.flatMap((line) => /^::stop-commands::([0-9a-f]{32})$/.exec(line)?.[1] ?? [])
    const [first, second] = keys
    assert.notEqual(first, second)
    assert.deepEqual(said, [
      ...['::group::fetch', `::stop-commands::${first}`, 'a', `::${first}::`, '::endgroup::'],
      ...['::group::test', `::stop-commands::${second}`, '::add-mask::x', 'one ::error::two', `::${second}::`, '::endgroup::'],
    ])
  })
})
