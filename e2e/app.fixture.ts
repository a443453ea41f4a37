import { type ChildProcess, spawn } from 'node:child_process'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { Page } from '@playwright/test'
import { admin } from './admin.ts'
import { freePort } from './free-port.ts'

const minutes = 6

/** The built app with an empty data folder of its own, as a newcomer starts it. */
export interface App {
  url: string
  /** The one-time link for the first admin. */
  link: string
  /** A folder that goes with the app; `data` within it is the app's own. */
  folder: string
  data: string
  stop(): Promise<void>
}

interface More {
  env?: Record<string, string>
  /** Of the configuration, for an app that will be at this address. */
  edit?(text: string, url: string): string
}

/** `parts` are those of its configuration that are not as they are shipped. */
export async function openApp(parts: readonly string[] = [], { env = {}, edit = (text) => text }: More = {}): Promise<App> {
  const folder = await mkdtemp(path.join(tmpdir(), 'control-room-e2e-'))
  // The database's own user has to be able to enter.
  await chmod(folder, 0o755)
  const data = path.join(folder, 'data')
  const port = await freePort()
  const config = await configWith(folder, parts, (text) => edit(text, `http://127.0.0.1:${port}`))
  const app = spawn(process.execPath, ['bin/start.mjs', '--data', data, '--port', String(port)], {
    cwd: path.join(import.meta.dirname, '..'),
    stdio: ['ignore', 'pipe', 'inherit'],
    env: { ...process.env, ...env, DATABASE_URL: '', AGENT_CONFIG: config },
  })
  const stop = async () => {
    await ended(app)
    await rm(folder, { recursive: true, force: true })
  }
  try {
    return { ...(await addresses(app)), folder, data, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** A part is written in the place of the empty one that is shipped: `environments:` with its lines instead of `environments: {}`. */
async function configWith(folder: string, parts: readonly string[], edit: (text: string) => string): Promise<string> {
  const shipped = await readFile(path.join(import.meta.dirname, '../config/agent.yml'), 'utf8')
  const file = path.join(folder, 'agent.yml')
  // What the specs see of an environment is what they had it asked.
  const unwatched = shipped.replace('everySeconds: 30', 'everySeconds: 0')
  await writeFile(file, edit(parts.reduce((text, part) => text.replace(`${part.slice(0, part.indexOf(':'))}: {}\n`, part), unwatched)))
  return file
}

/** Uses the one-time link: its admin is signed in, and sees the overview. */
export async function createAdmin(page: Page, link: string): Promise<void> {
  await page.goto(link)
  await page.getByLabel('Name').fill(admin.name)
  await page.getByLabel('E-mail').fill(admin.email)
  await page.getByLabel('Password').fill(admin.password)
  await page.getByRole('button', { name: 'Create admin' }).click()
  await page.waitForURL((url) => url.pathname === '/')
}

/** What it prints: `Control room: <url>` and, the first time, `First admin: <url>`. */
async function addresses(app: ChildProcess): Promise<{ url: string; link: string }> {
  if (!app.stdout) throw new Error('The app has no output to read.')
  const timer = setTimeout(() => app.kill('SIGTERM'), minutes * 60_000)
  let url = ''
  const printed: string[] = []
  for await (const line of createInterface({ input: app.stdout })) {
    printed.push(line)
    url = /^Control room: (\S+)/.exec(line)?.[1] ?? url
    const link = /^First admin: (\S+)/.exec(line)?.[1]
    if (!link) continue
    clearTimeout(timer)
    app.stdout.resume()
    return { url: url.replace(/\/$/, ''), link }
  }
  throw new Error(`The app ended before it said its address:\n${printed.slice(-20).join('\n')}`)
}

function ended(app: ChildProcess): Promise<void> {
  if (app.exitCode !== null || app.signalCode !== null) return Promise.resolve()
  return new Promise((resolve) => {
    app.once('exit', () => resolve())
    app.kill('SIGTERM')
  })
}
