import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type Env, readEnv } from '../config/env.ts'
import { verbs } from '../skills/registry.ts'
import { configOf, githubOf, hooksOf, outsideOf, redactorOf, rootOf, settingsOf } from './configured.ts'
import { type Control, openControl } from './door/door.ts'
import { modesFrom } from './modes/modes.ts'
import { openActions } from './tools/open-oidc.ts'
import { openRunners } from './tools/open-runners.ts'

/** Opens the one door for a process. `name` is what the database shows of it. */
export function openRoom(name: string, env: Env = readEnv()): Control {
  const config = configOf(env)
  return openControl({
    databaseUrl: env.DATABASE_URL,
    dataDir: env.DATA_DIR,
    name,
    root: rootOf(env),
    verbs,
    settings: settingsOf(env, config),
    modes: modesFrom(config.mode),
    redactor: redactorOf(env, config),
    outside: outsideOf(env, config),
    hooks: hooksOf(config),
    oidc: openActions(config.github.actions),
    runners: openRunners({ ...githubOf(config), allow: { hosts: config.allow.hosts } }),
  })
}

/** The release, as people call it. */
export function productVersion(env: Env = readEnv()): string {
  const { version } = JSON.parse(readFileSync(path.join(rootOf(env), 'package.json'), 'utf8'))
  return String(version)
}

const held = globalThis as typeof globalThis & { controlRoom?: Control }

/** The control of the web server; asked at request time, never while a page is built. Next evaluates modules several times. */
export function control(): Control {
  held.controlRoom ??= openRoom('control-room-web')
  return held.controlRoom
}
