import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import { ciLimits, parseAgentConfig, readAgentConfig } from './agent.schema.ts'
import { configuredValues } from './agent-values.ts'
import { readEnv, secret, secretValues } from './env.ts'

const problem = (text: string) => {
  try {
    parseAgentConfig(text, 'config/agent.yml')
  } catch (error) {
    return error instanceof Error ? error.message : ''
  }
  throw new Error('it was accepted')
}

test('the configuration that is shipped is valid', () => {
  const config = readAgentConfig('config/agent.yml')
  assert.equal(config.mode, 'ops_surgeon')
  assert.deepEqual(ciLimits(config).limits, { memoryBytes: 4 * 2 ** 30, processes: 1024, fileBytes: 2 * 2 ** 30, cpuSeconds: 3600 })
})

test('an empty file means the defaults', () => {
  assert.deepEqual(parseAgentConfig('', 'x').allow, { hosts: [], paths: [] })
})

test('each mistake is named with file, line and key', () => {
  assert.match(problem('mode: fast\n'), /^config\/agent\.yml, line 1: mode: /)
  assert.match(problem('mode: ci_guard\nallow:\n  hosts: [a]\n  paths: [tmp]\n'), /line 4: allow\.paths\.0: is an absolute path/)
  assert.match(problem('\n\nmod: x\n'), /line 3: mod: there is no such key; there are mode, repositories/)
  assert.match(problem('allow:\n  host: [x]\n'), /line 2: allow\.host: there is no such key; there are hosts, paths/)
  assert.match(problem('ci:\n  memory: 1\n'), /line 2: ci\.memory: .*testMinutes/)
  assert.match(problem('repositories:\n  crm:\n    url: x\n    brnach: y\n'), /line 4: repositories\.crm\.brnach: .*url, branch/)
  assert.match(
    problem('credentials:\n  github.com:\n    secretFrom: hunter2\n'),
    /line 3: credentials\.github\.com\.secretFrom: names an environment variable/,
  )
  assert.match(problem('credentials:\n  github.com:\n    token: x\n'), /there are username, secretFrom/)
  assert.match(
    problem('github:\n  webhook:\n    secretsFrom: [hunter2]\n'),
    /line 3: github\.webhook\.secretsFrom\.0: names an environment variable/,
  )
  assert.match(problem('github:\n  webhook:\n    secret: x\n'), /line 3: github\.webhook\.secret: .*there are secretsFrom/)
  assert.match(problem('github:\n  hook: {}\n'), /line 2: github\.hook: .*there are url, tokenFrom, app, deployKey, webhook, actions/)
  assert.match(
    problem('github:\n  actions:\n    issuer: ftp://x\n'),
    /line 3: github\.actions\.issuer: is the address of who issues tokens/,
  )
  assert.match(problem('url: nowhere\n'), /line 1: url: is the address at which people reach this control room/)
  assert.match(problem('mode: [\n'), /line \d+: this is not YAML/)
  assert.match(problem('- a\n'), /line 1: the file: /)
})

test('environments are named, have a stage and an address without a secret in it, and one of them is production', () => {
  const text = `environments:
  production: { stage: production, url: "https://acme.example", series: "19.0" }
  staging/19.0-crm_x: { stage: staging, url: "http://127.0.0.1:8069/odoo" }
`
  assert.deepEqual(parseAgentConfig(text, 'x').environments, {
    production: { stage: 'production', url: 'https://acme.example', series: '19.0' },
    'staging/19.0-crm_x': { stage: 'staging', url: 'http://127.0.0.1:8069/odoo' },
  })
  assert.deepEqual(parseAgentConfig('', 'x').environments, {})
  const second = `${text}  live:\n    url: https://b.example\n    stage: production\n`
  assert.match(problem(second), /line 6: environments\.live\.stage: there is one production at most, and production is it\.$/)
  const one = (rest: string) => problem(`environments:\n  live:\n    stage: staging\n${rest}`)
  for (const url of [
    'ftp://a.example',
    'https://u:hunter22@a.example',
    'https://hunter22@a.example',
    'https://',
    'a.example',
    'https://a/?x',
    '"https://a/#x"',
  ]) {
    const told = one(`    url: ${url}\n`)
    assert.match(told, /line 4: environments\.live\.url: is an http or https address/, url)
    assert.doesNotMatch(told, /hunter22/)
  }
  assert.match(one('    url: https://a\n    series: 19\n'), /line 5: environments\.live\.series: /)
  assert.match(
    one('    url: https://a\n    serie: "19.0"\n'),
    /line 5: environments\.live\.serie: there is no such key; there are stage, url, series/,
  )
  assert.match(problem('environments:\n  live:\n    stage: prod\n    url: https://a\n'), /line 3: environments\.live\.stage: /)
  assert.match(
    problem('environments:\n\n  "my live":\n    stage: staging\n    url: https://a\n'),
    /line 4: environments\.my live: names of environments have letters/,
  )
})

test('the steward goes round at a time of a zone, or never; what is neither is named with its line', () => {
  const { steward } = parseAgentConfig('steward:\n  at: "23:59"\n', 'a')
  assert.deepEqual(steward, { at: '23:59', timeZone: 'Asia/Singapore' })
  assert.equal(parseAgentConfig('steward:\n  at: never\n', 'a').steward.at, 'never')
  for (const at of ['"24:00"', '"2:00"', '2', 'daily']) assert.match(problem(`steward:\n  at: ${at}\n`), /line 2: steward\.at: /, at)
  assert.match(problem('steward:\n  timeZone: Asia/Singapoor\n'), /line 2: steward\.timeZone: is a time zone such as Asia\/Singapore/)
  assert.match(problem('github:\n  tokenFrom: ghp_1\n'), /line 2: github\.tokenFrom: names an environment variable/)
  assert.match(problem('github:\n  url: github.com\n'), /line 2: github\.url: is the address of GitHub/)
  assert.match(problem('github:\n  app: { id: 7, key: X }\n'), /github\.app\.key: .*there are id, privateKeyFrom/)
  assert.match(problem('github:\n  deployKey: { publicKey: x }\n'), /github\.deployKey\.publicKey: is a public key/)
  const both = 'github:\n  tokenFrom: T\n  app: { id: 7, privateKeyFrom: K }\n'
  assert.match(problem(both), /line 2: github: signs in by a token or as an App, not both/)
  assert.match(problem('steward:\n  on: monday\n'), /line 2: steward\.on: there is no such key; there are at, timeZone/)
})

test('the environment is parsed, and what is missing or wrong is named without its value', () => {
  const url = 'postgresql://u:hunter22@127.0.0.1:5432/x'
  assert.equal(readEnv({ DATABASE_URL: url, DATA_DIR: '/d', LEASE_MS: '', OTHER: 'x' }).LEASE_MS, 15_000)
  assert.throws(() => readEnv({ DATA_DIR: '/d' }), /DATABASE_URL is not set/)
  assert.throws(
    () => readEnv({ DATABASE_URL: 'mysql://hunter22@x/y', DATA_DIR: '/d' }),
    (error) =>
      error instanceof Error && /DATABASE_URL is to be a PostgreSQL URL/.test(error.message) && !error.message.includes('hunter22'),
  )
  assert.throws(() => readEnv({ DATABASE_URL: url, DATA_DIR: '/d', NEXTAUTH_SECRET: 'short' }), /NEXTAUTH_SECRET has at least 32/)
})

test('the values of variables that are named like secrets are known as secrets', () => {
  const values = secretValues({ GITHUB_TOKEN: 't0ken', PATH: '/bin', MAILGUN_API_KEY: 'k', DATABASE_URL: 'postgresql://u:p%40ss@h/d' })
  assert.deepEqual(values, ['t0ken', 'k', 'p@ss'])
  assert.deepEqual(secretValues({ DATABASE_URL: 'not a url' }), [])
  assert.equal(secret('A', { A: 'x' }), 'x')
  assert.equal(secret('A', { A: '' }), undefined)
})

test('how Odoo itself is asked has its defaults, and a key that is not known there is named with those that are', () => {
  const { addons } = parseAgentConfig('addons:\n  python: /opt/odoo/bin/python\n  postgres: { secretFrom: ODOO_DB_PASSWORD }\n', 'a.yml')
  assert.deepEqual(addons.postgres, { host: '127.0.0.1', port: 5432, user: 'odoo', secretFrom: 'ODOO_DB_PASSWORD' })
  assert.equal(parseAgentConfig('', 'a.yml').addons.postgres, undefined)
  const wrong = (text: string, message: RegExp) => assert.throws(() => parseAgentConfig(text, 'a.yml'), message)
  wrong(
    'addons:\n  postgres: { password: x }\n',
    /a\.yml, line 2: addons\.postgres\.password: there is no such key; there are host, port, user, secretFrom, database/,
  )
  wrong('addons:\n  python: python3\n', /line 2: addons\.python: is an absolute path/)
})

test('each setting is told with its line, what is so by itself without one, and a host name keeps its dots', () => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'values-'))
  const file = path.join(folder, 'agent.yml')
  const text =
    'mode: ci_guard\nrepositories: {}\nallow:\n  hosts: [a.org, b.org]\ncredentials:\n  github.com:\n    secretFrom: GITHUB_TOKEN\n'
  writeFileSync(file, text)
  const values = configuredValues(file, parseAgentConfig(text, file))
  const told = (key: string) => values.filter((one) => one.key === key).map(({ value, line }) => [value, line])
  assert.deepEqual(told('mode'), [['ci_guard', 1]])
  assert.deepEqual(told('repositories'), [['none', null]])
  assert.deepEqual(told('allow.hosts'), [['a.org, b.org', 4]])
  assert.deepEqual(told('allow.paths'), [['none', null]])
  assert.deepEqual(told('credentials.github.com.secretFrom'), [['GITHUB_TOKEN', 7]])
  assert.deepEqual(told('odoo.egress'), [['false', null]])
  rmSync(folder, { recursive: true })
})
