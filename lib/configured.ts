import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type AgentConfig, ciLimits, readAgentConfig } from '../config/agent.schema.ts'
import { configuredValues } from '../config/agent-values.ts'
import { type Env, secret, secretValues, siteUrl } from '../config/env.ts'
import { coreModules, coreNames } from '../config/odoo-core.ts'
import type { GuardSettings, HookSettings } from './core/guard-settings.ts'
import { openRedactor, type Redactor } from './core/redact.ts'
import type { LookContext, Outside, Settings } from './core/skill.ts'
import { stringsOf } from './core/storable.ts'
import { openCatalogued } from './door/addons.ts'
import { openWaived } from './door/layout.ts'
import { modes, type Schedule } from './modes/modes.ts'
import type { GithubSettings } from './tools/github/routed.ts'
import type { ToolSettings } from './tools/open.ts'
import { openGitTool } from './tools/open-git.ts'
import { openDatabasesLate, openPythonLate } from './tools/open-odoo.ts'

/** The folder of the program: where `config/` lies. The built web server is told, since its files lie elsewhere. */
export function rootOf(env: Env): string {
  return env.CONTROL_ROOM_ROOT ?? path.resolve(import.meta.dirname, '..')
}

function configFile(env: Env): string {
  return env.AGENT_CONFIG ?? path.join(rootOf(env), 'config/agent.yml')
}

export function configOf(env: Env): AgentConfig {
  return readAgentConfig(configFile(env))
}

/** What verbs may know of the configuration. The examples are there by themselves once `npm start` has made them. */
export function settingsOf(env: Env, config = configOf(env)): Settings {
  return {
    environments: config.environments,
    healthEveryMs: config.health.everySeconds * 1000,
    repositories: { ...examplesIn(env.DATA_DIR), ...config.repositories },
    ...ciLimits(config),
    odoo: { ...config.odoo, coreModules, coreNames },
    addons: addonsOf(env, config),
    github: tiesOf(config),
    // Read again when somebody asks: most never do.
    get configured() {
      return toldOf(env, config)
    },
  }
}

/** The example's addons are the installation's until somebody configures one. They have no catalogue, which would name their folder. */
function addonsOf(
  { DATA_DIR }: Env,
  { addons: { root, catalogue, series, path: further, python, postgres } }: AgentConfig,
): Settings['addons'] {
  const example = path.join(DATA_DIR, 'repositories', 'example-addons', 'addons')
  const chosen = root ?? (further.length === 0 && existsSync(example) ? example : null)
  const { database } = postgres ?? {}
  return { series, path: further, python, database, root: chosen, catalogue: chosen === null ? null : path.resolve(chosen, catalogue) }
}

/** What begins by itself. The example's addons have no steward: nobody asked for one. */
export function schedulesOf({ addons, steward }: AgentConfig): Schedule[] {
  const address = modes.manifest_steward.playbook
  if (addons.root === undefined || steward.at === 'never' || address === null) return []
  const [hour, minute] = steward.at.split(':').map(Number)
  return [{ mode: 'manifest_steward', address, crontab: `${minute} ${hour} * * *`, timeZone: steward.timeZone }]
}

/** What CI guard watches over: the repositories that somebody has named, never the examples. */
export function guardOf({ ci, repositories, url }: AgentConfig): GuardSettings {
  return {
    repositories: Object.entries(repositories).map(([name, one]) => ({ name, url: one.url, branches: one.branches })),
    supersede: ci.supersede,
    missedEveryMs: ci.missedEveryMinutes * 60_000,
    url: url?.replace(/\/+$/, '') ?? siteUrl(),
  }
}

/** Whose deliveries are believed. A variable that is not set holds no secret. */
export function hooksOf(config: AgentConfig): HookSettings {
  return { repositories: guardOf(config).repositories, secrets: webhookSecrets(config), host: config.github.actions.host }
}

function webhookSecrets({ github }: AgentConfig): string[] {
  return github.webhook.secretsFrom.flatMap((name) => secret(name) ?? [])
}

/** What ties the repositories of GitHub to this control room. Where it is reached from outside somebody has to say. */
function tiesOf({ url, github }: AgentConfig): Settings['github'] {
  return { hookUrl: url === undefined ? null : `${url.replace(/\/+$/, '')}/api/hooks/github`, deployKey: github.deployKey ?? null }
}

/** A key as a variable holds it may have its line ends written out. */
function signInOf({ github: { tokenFrom, app } }: AgentConfig): GithubSettings['signIn'] {
  const token = tokenFrom === undefined ? undefined : secret(tokenFrom)
  if (token !== undefined) return { how: 'token', token }
  const key = app === undefined ? undefined : secret(app.privateKeyFrom)
  return app === undefined || key === undefined ? { how: 'none' } : { how: 'app', appId: app.id, privateKey: key.replaceAll('\\n', '\n') }
}

/** Where GitHub is, and who signs in there. */
export function githubOf(config: AgentConfig): GithubSettings {
  return { url: config.github.url, signIn: signInOf(config), webhookSecret: webhookSecrets(config).at(-1) ?? null }
}

/** Line by line too: a part of a key is a secret as well. */
function signInSecrets(config: AgentConfig): string[] {
  const signIn = signInOf(config)
  if (signIn.how === 'token') return [signIn.token]
  return signIn.how === 'app' ? signIn.privateKey.split('\n').filter((line) => !line.startsWith('-----')) : []
}

/** What is outside, as far as a question may look at it and the configuration allows it. */
export function outsideOf(env: Env, config = configOf(env)): Outside {
  const settings = toolSettingsOf(env, config)
  const { git, process, trees } = openGitTool(settings)
  const { python, postgres } = config.addons
  const program = path.join(rootOf(env), 'lib/tools/python/lacking.py')
  return {
    addons: settings.addons,
    files: openWaived({ roots: allowedPaths(env, config), catalogue: addonsOf(env, config).catalogue }),
    git,
    trees,
    python: openPythonLate({ process, interpreter: python ?? null, program }),
    databases: openDatabasesLate(postgres ? serverOf(postgres) : null),
  }
}

/** The server of Odoo, with its secret: what it is connected to is told with each question. */
function serverOf({ host, port, user, secretFrom }: NonNullable<AgentConfig['addons']['postgres']>) {
  return { host, port, user, password: secretFrom && secret(secretFrom) }
}

function allowedPaths(env: Env, { allow }: AgentConfig): string[] {
  return [...allow.paths, path.join(env.DATA_DIR, 'repositories')]
}

/** Whether a variable that is to hold a secret is set; never its value. Repositories that the file does not name are no value of it: there may be others. */
function toldOf(env: Env, config: AgentConfig): Settings['configured'] {
  const redactor = redactorOf(env, config)
  const values = configuredValues(configFile(env), config).filter(({ key }) => key !== 'repositories')
  return values.map(({ key, value, line }) => ({
    key,
    value: /\.(?:secret|token|privateKey)From$/.test(key) ? `${value}, ${secret(value) ? 'set' : 'not set'}` : redactor.text(value),
    line,
  }))
}

function examplesIn(dataDir: string): Settings['repositories'] {
  const there = ['example', 'example-addons'].map((name) => [name, path.join(dataDir, 'repositories', name)] as const)
  return Object.fromEntries(there.filter(([, url]) => existsSync(url)).map(([name, url]) => [name, { url, branch: 'main' }]))
}

/** What the tools are opened with, for a process that executes runs. */
export function toolSettingsOf(env: Env, config = configOf(env)): ToolSettings & Pick<LookContext, 'addons'> {
  const credentials = Object.entries(config.credentials).flatMap(([host, { username, secretFrom }]) => {
    const value = secret(secretFrom)
    return value ? [[host, { username, secret: value }] as const] : []
  })
  return {
    dataDir: env.DATA_DIR,
    allow: { hosts: config.allow.hosts, paths: allowedPaths(env, config) },
    protectedBranches: config.protectedBranches,
    credentials: Object.fromEntries(credentials),
    addons: openCatalogued({ roots: allowedPaths(env, config), catalogue: addonsOf(env, config).catalogue }),
    docker: { host: env.DOCKER_HOST, compose: {} },
    github: githubOf(config),
  }
}

/** Knows the secrets of the environment and those that the configuration names, the data folder's own, and the database's password. */
export function redactorOf(env: Env, config = configOf(env)): Redactor {
  const named = Object.values(config.credentials).flatMap(({ username, secretFrom }) => {
    const value = secret(secretFrom)
    return value ? [value, Buffer.from(`${username}:${value}`).toString('base64')] : []
  })
  const odoo = config.addons.postgres?.secretFrom
  const database = (odoo && secret(odoo)) || []
  return openRedactor([
    ...secretValues(),
    ...secretValues({ DATABASE_URL: env.DATABASE_URL }),
    ...named,
    ...[database].flat(),
    ...webhookSecrets(config),
    ...signInSecrets(config),
    ...ownSecrets(env.DATA_DIR),
  ])
}

/** What `npm start` generated; nothing where the data folder has none, or is not this user's. */
function ownSecrets(dataDir: string): string[] {
  try {
    const kept: unknown = JSON.parse(readFileSync(path.join(dataDir, 'secrets.json'), 'utf8'))
    return stringsOf(Object.values(kept ?? {}))
  } catch {
    return []
  }
}
