import { createPublicKey } from 'node:crypto'
import { once } from 'node:events'
import { mkdirSync } from 'node:fs'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import path from 'node:path'
import { answerGit, gitIn } from '../../lib/tools/git/servers.fixture.ts'
import { answerApi, type Handlers } from './api.ts'
import { connectionHandlers } from './connections.ts'
import { type Deliveries, openDeliveries } from './deliveries.ts'
import type { Fault } from './faults.ts'
import { checkCall } from './payloads.ts'
import { pullHandlers } from './pulls.ts'
import { headsOf, settle } from './refs.ts'
import { reportHandlers } from './reports.ts'
import { type Account, idOf, type Level, now, type Pull, type Repository, type World } from './world.ts'

/** What a person who administers a repository may do. */
export const everything: Record<string, Level> = Object.fromEntries(
  ['administration', 'checks', 'contents', 'pull_requests', 'repository_hooks', 'statuses'].map((name) => [name, 'write' as const]),
)

type NewRepository = Pick<Repository, 'owner' | 'name'> & Partial<Pick<Repository, 'folder' | 'isPrivate' | 'protectedBranches'>>

/** A GitHub of one's own: its answers and what it takes are held against GitHub's description. */
export interface TestGithub {
  /** Git is below it, the API below `/api/v3`, as an Enterprise server has it. */
  origin: string
  world: World
  /** What goes wrong next. */
  faults: Fault[]
  deliveries: Deliveries
  /** Shows a git repository; without a folder makes an empty one. */
  addRepository(wanted: NewRepository): Repository
  addToken(token: string, account: Partial<Account> & { login: string }): void
  /** Lets an App sign in, whose private key belongs to this public one; it may do so much at the repositories where it is installed. */
  addApp(app: { id: number; slug: string; publicKey: string }): void
  install(repository: Repository, permissions: Record<string, Level>): void
  /** A pull request from a fork, whose commit is in the repository's git already. */
  addFork(repository: Repository, pull: { fork: string; head: string; base: string; sha: string; author: string }): Pull
  /** As somebody who presses *Re-run* at a check. */
  rerequest(repository: Repository, checkId: number): void
  close(): Promise<void>
}

/** Starts it on a free port of the loopback. Repositories that it makes are kept below `root`. */
export async function startGithub(root: string, { port = 0 } = {}): Promise<TestGithub> {
  const rate = { limit: 5000, left: 5000, resetsAt: Math.ceil(Date.now() / 1000) + 3600 }
  const world: World = { origin: '', repositories: new Map(), accounts: new Map(), app: null, rate, violations: [], seen: [], nextId: 1000 }
  const deliveries = openDeliveries(world)
  const handlers: Handlers = { ...pullHandlers(deliveries), ...reportHandlers, ...connectionHandlers(deliveries) }
  const faults: Fault[] = []
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', world.origin)
    if (url.pathname.startsWith('/api/v3/')) void answerApi({ world, deliveries, handlers, faults }, url, request, response)
    else serveGit({ world, deliveries }, url, request, response)
  })
  server.listen(port, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  world.origin = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`

  return {
    origin: world.origin,
    world,
    faults,
    deliveries,
    addRepository({ owner, name, folder = path.join(root, owner, `${name}.git`), isPrivate = false, protectedBranches = [] }) {
      mkdirSync(folder, { recursive: true })
      if (!isGit(folder)) gitIn(folder, 'init', '-q', '--bare')
      const own = { pulls: [], comments: [], statuses: [], checks: [], hooks: [], keys: [], runners: [], installation: null }
      const repository = { owner, name, folder, isPrivate, protectedBranches, heads: headsOf({ folder }), ...own }
      world.repositories.set(`${owner}/${name}`.toLowerCase(), repository)
      return repository
    },
    addToken(token, account) {
      world.accounts.set(token, { isApp: false, permissions: everything, scopes: null, ...account })
    },
    addApp({ id, slug, publicKey }) {
      world.app = { id, slug, publicKey: createPublicKey(publicKey) }
    },
    install(repository, permissions) {
      repository.installation = { id: idOf(world), permissions }
    },
    addFork(repository, { fork, head, base, sha, author }) {
      const words = { title: `From ${fork}`, body: '', labels: [], createdAt: now() }
      const fresh = { state: 'open' as const, mergedAt: null, isDraft: false, wasAsked: false }
      const pull = { number: repository.pulls.length + 1, ...words, ...fresh, base, head, sha, author, fork }
      repository.pulls.push(pull)
      return pull
    },
    rerequest(repository, checkId) {
      const check = repository.checks.find(({ id }) => id === checkId)
      if (check) deliveries.call(repository, 'check-run-rerequested', checkCall(world, repository, check))
    },
    async close() {
      await deliveries.idle()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

/** Real git over HTTP, public repositories for reading by anybody. What was pushed is told to whoever listens. */
function serveGit(
  { world, deliveries }: { world: World; deliveries: Deliveries },
  url: URL,
  request: IncomingMessage,
  response: ServerResponse,
): void {
  const [, owner = '', name = '', rest = ''] = /^\/([^/]+)\/([^/]+?)(?:\.git)?(\/.*)$/.exec(url.pathname) ?? []
  const repository = world.repositories.get(`${owner}/${name}`.toLowerCase())
  const [, secret = ''] = Buffer.from(request.headers.authorization?.replace(/^basic /i, '') ?? '', 'base64')
    .toString()
    .split(':')
  const account = world.accounts.get(secret)
  const isPush = rest.endsWith('git-receive-pack') || url.searchParams.get('service') === 'git-receive-pack'
  if (!repository || (account === undefined && (isPush || repository.isPrivate)))
    return void response.writeHead(401, { 'www-authenticate': 'Basic realm="GitHub"' }).end()
  if (isPush && account?.permissions.contents !== 'write') return void response.writeHead(403).end('Permission denied.')
  settle(world, repository, deliveries)
  request.url = `/${path.basename(repository.folder)}${rest}${url.search}`
  const onEnd = () => settle(world, repository, deliveries)
  answerGit({ root: path.dirname(repository.folder), request, response, onEnd })
}

function isGit(folder: string): boolean {
  try {
    return gitIn(folder, 'rev-parse', '--git-dir') !== ''
  } catch {
    return false
  }
}
