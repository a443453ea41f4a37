import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import { connect, createServer as createSocketServer } from 'node:net'
import path from 'node:path'
import { eventually } from '../eventually.ts'

/** Runs git for a test's own repositories, with a person's name and a fixed time. */
export function gitIn(folder: string, ...argv: string[]): string {
  const env = { PATH: process.env.PATH, HOME: '/nonexistent', GIT_CONFIG_NOSYSTEM: '1', LC_ALL: 'C' }
  const who = [
    '-c',
    'user.name=Ada',
    '-c',
    'user.email=ada@example.com',
    '-c',
    'init.defaultBranch=main',
    '-c',
    'safe.directory=*',
    '-c',
    'protocol.file.allow=always',
  ]
  return execFileSync('git', [...who, ...argv], {
    cwd: folder,
    env: { ...process.env, ...env },
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
  }).trim()
}

/** A real git http-backend behind node:http. `hold` is asked for each piece of an answer: true stops sending for good. */
export async function serveHttp(
  root: string,
  options: { authorization?: string; hold?: (sentBytes: number) => boolean; port?: number } = {},
) {
  const seen: string[] = []
  const sizes: number[] = []
  const server = createServer((request, response) => {
    seen.push(`${request.method} ${request.url} ${request.headers.authorization ?? ''}`.trim())
    if (request.url?.startsWith('/moved/'))
      return void response.writeHead(301, { location: `http://127.0.0.1:1${request.url.slice(6)}` }).end()
    if (options.authorization !== undefined && request.headers.authorization !== options.authorization)
      return void response.writeHead(401, { 'www-authenticate': 'Basic realm="git"' }).end()
    answerGit({ root, request, response, hold: options.hold, onEnd: (sent) => sizes.push(sent) })
  })
  server.listen(options.port ?? 0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  const close = async () => {
    server.closeAllConnections()
    server.close()
    await once(server, 'close')
  }
  return { host: `127.0.0.1:${port}`, port, seen, sizes, close }
}

interface GitRequest {
  root: string
  request: IncomingMessage
  response: ServerResponse
  hold?: ((sentBytes: number) => boolean) | undefined
  /** What git has done is done by then. */
  onEnd?(sentBytes: number): void
}

/** Lets a real git http-backend answer one request about the repositories below `root`. Whoever gets here may push. */
export function answerGit({ root, request, response, hold, onEnd }: GitRequest): void {
  const backend = path.join(gitIn('/', '--exec-path'), 'git-http-backend')
  const [pathInfo = '', query = ''] = (request.url ?? '').split('?')
  const env = {
    ...process.env,
    GIT_PROJECT_ROOT: root,
    GIT_HTTP_EXPORT_ALL: '1',
    PATH_INFO: decodeURIComponent(pathInfo),
    QUERY_STRING: query,
    REQUEST_METHOD: request.method ?? 'GET',
    CONTENT_TYPE: request.headers['content-type'] ?? '',
    HTTP_CONTENT_ENCODING: request.headers['content-encoding'] ?? '',
    GIT_PROTOCOL: String(request.headers['git-protocol'] ?? ''),
    REMOTE_USER: 'ada',
    GIT_CONFIG_COUNT: '1',
    GIT_CONFIG_KEY_0: 'safe.directory',
    GIT_CONFIG_VALUE_0: '*',
  }
  const child = spawn(backend, [], { env, stdio: ['pipe', 'pipe', 'ignore'] })
  request.pipe(child.stdin)
  child.stdin.on('error', () => undefined)
  let head = Buffer.alloc(0)
  let sent = 0
  let isHeld = false
  const send = (piece: Buffer) => {
    isHeld ||= hold?.(sent) ?? false
    if (isHeld) return
    sent += piece.length
    response.write(piece)
  }
  child.stdout.on('data', (chunk: Buffer) => {
    if (response.headersSent) return send(chunk)
    head = Buffer.concat([head, chunk])
    const end = head.indexOf('\r\n\r\n')
    if (end < 0) return
    const lines = head
      .subarray(0, end)
      .toString()
      .split('\r\n')
      .map((line) => line.split(': ', 2))
    const headers = Object.fromEntries(lines.filter(([name]) => name !== 'Status').map(([name = '', value = '']) => [name, value]))
    response.writeHead(Number.parseInt(lines.find(([name]) => name === 'Status')?.[1] ?? '200', 10), headers)
    send(head.subarray(end + 4))
  })
  child.on('close', () => {
    onEnd?.(sent)
    if (!isHeld) response.end()
  })
}

/** A real git daemon on a free port of the loopback. */
export async function serveGit(root: string) {
  const port = await freePort()
  const daemon = path.join(gitIn('/', '--exec-path'), 'git-daemon')
  const argv = ['--listen=127.0.0.1', `--port=${port}`, `--base-path=${root}`, '--export-all', '--reuseaddr', root]
  const child = spawn(daemon, argv, { env: { ...process.env, HOME: '/nonexistent' }, stdio: 'ignore' })
  await eventually('the daemon listens', () => answers(port))
  const close = async () => {
    child.kill()
    await once(child, 'exit')
  }
  return { host: `127.0.0.1:${port}`, close }
}

/** A port of the loopback that nobody listens on. */
export async function freePort(): Promise<number> {
  const server = createSocketServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function answers(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  const result = await Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)]).catch(() => false)
  socket.destroy()
  return result
}
