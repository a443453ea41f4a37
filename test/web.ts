import { type ChildProcess, spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { createServer } from 'node:net'
import { until } from './until.ts'

/** The built web server on a database of the caller's; `npx next build` comes before. */
export async function openWeb(databaseUrl: string, dataDir: string, env: Record<string, string> = {}) {
  const port = await freePort()
  const address = `http://127.0.0.1:${port}`
  const child: ChildProcess = spawn(process.execPath, ['--import', './lib/web/preload.ts', '.next/standalone/server.js'], {
    env: {
      ...process.env,
      DATABASE_URL: databaseUrl,
      DATA_DIR: dataDir,
      PORT: String(port),
      HOSTNAME: '127.0.0.1',
      NODE_ENV: 'production',
      NEXTAUTH_URL: address,
      NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
      CONTROL_ROOM_ROOT: process.cwd(),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  const hear = (chunk: Buffer) => {
    output += chunk.toString()
  }
  child.stdout?.on('data', hear)
  child.stderr?.on('data', hear)
  const ended = new Promise((resolve) => child.once('exit', resolve))
  const answers = () =>
    fetch(`${address}/api/health`, { signal: AbortSignal.timeout(3000) }).then(
      () => true,
      () => false,
    )
  await until(answers, 30_000, () => output)
  const close = async () => {
    child.kill('SIGTERM')
    await ended
  }
  return { address, child, close, output: () => output, browser: () => new Browser(address) }
}

/** Somebody's browser as far as requests go: it keeps cookies, names its origin, follows no redirect. */
export class Browser {
  readonly #address: string
  readonly #cookies = new Map<string, string>()
  constructor(address: string) {
    this.#address = address
  }

  get cookie(): string {
    return [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ')
  }

  async fetch(path: string, { headers = {}, ...rest }: RequestInit & { headers?: Record<string, string> } = {}): Promise<Response> {
    const origin = rest.method && rest.method !== 'GET' ? { origin: this.#address } : {}
    const cookie = this.cookie ? { cookie: this.cookie } : {}
    const answer = await fetch(`${this.#address}${path}`, { redirect: 'manual', ...rest, headers: { ...origin, ...cookie, ...headers } })
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';')
      const at = pair.indexOf('=')
      const value = pair.slice(at + 1)
      if (value === '') this.#cookies.delete(pair.slice(0, at))
      else this.#cookies.set(pair.slice(0, at), value)
    }
    return answer
  }

  /** The answer of the sign-in: 200 when it went through, 401 when not. */
  async signIn(email: string, password: string, headers: Record<string, string> = {}): Promise<Response> {
    const { csrfToken } = await (await this.fetch('/api/auth/csrf')).json()
    const body = new URLSearchParams({ csrfToken, email, password, json: 'true' })
    return this.fetch('/api/auth/callback/credentials', { method: 'POST', body, headers })
  }

  async signOut(): Promise<Response> {
    const { csrfToken } = await (await this.fetch('/api/auth/csrf')).json()
    return this.fetch('/api/auth/signout', { method: 'POST', body: new URLSearchParams({ csrfToken, json: 'true' }) })
  }

  json(path: string, body: object, headers: Record<string, string> = {}): Promise<Response> {
    return this.fetch(path, { method: 'POST', body: JSON.stringify(body), headers: { 'content-type': 'application/json', ...headers } })
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(0, '127.0.0.1', () => {
      const bound = server.address()
      server.close(() => (bound && typeof bound === 'object' ? resolve(bound.port) : reject(new Error('no port'))))
    })
  })
}
