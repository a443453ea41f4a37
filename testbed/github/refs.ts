import { gitIn } from '../../lib/tools/git/servers.fixture.ts'
import type { Deliveries } from './deliveries.ts'
import type { JsonObject } from './json.ts'
import { pullShape } from './shapes.ts'
import { now, type Pull, type Repository, type World } from './world.ts'

const nothing = '0'.repeat(40)

/** The branches of a repository with their commits, by name. */
export function headsOf(repository: Pick<Repository, 'folder'>): Map<string, string> {
  const lines = gitIn(repository.folder, 'for-each-ref', '--format=%(refname:strip=2) %(objectname)', 'refs/heads').split('\n')
  return new Map(
    lines.filter((line) => line !== '').map((line) => [line.slice(0, line.lastIndexOf(' ')), line.slice(line.lastIndexOf(' ') + 1)]),
  )
}

export function isCommit({ folder }: Pick<Repository, 'folder'>, sha: string): boolean {
  return succeeds(() => gitIn(folder, 'cat-file', '-e', `${sha}^{commit}`))
}

/** True when all of one is in the other. */
export function isIn({ folder }: Pick<Repository, 'folder'>, one: string, other: string): boolean {
  return succeeds(() => gitIn(folder, 'merge-base', '--is-ancestor', one, other))
}

/** Where the branch of a pull request is at, as GitHub shows it to git. */
export function showHead({ folder }: Pick<Repository, 'folder'>, { number, sha }: Pull): void {
  gitIn(folder, 'update-ref', `refs/pull/${number}/head`, sha)
}

/** Whatever has changed in its git since it was last looked at was pushed: pull requests follow, and webhooks are called. */
export function settle(world: World, repository: Repository, deliveries: Deliveries): void {
  const before = repository.heads
  const heads = headsOf(repository)
  repository.heads = heads
  for (const branch of new Set([...before.keys(), ...heads.keys()])) {
    const [was = nothing, is = nothing] = [before.get(branch), heads.get(branch)]
    if (was === is) continue
    if (was === nothing) deliveries.call(repository, 'create', { ref: branch, ref_type: 'branch', master_branch: 'main' })
    deliveries.call(repository, 'push', pushOf(world, repository, { branch, before: was, after: is }))
    if (is === nothing) deliveries.call(repository, 'delete', { ref: branch, ref_type: 'branch' })
  }
  for (const pull of repository.pulls) follow(world, repository, pull, deliveries)
}

function follow(world: World, repository: Repository, pull: Pull, deliveries: Deliveries): void {
  if (pull.state === 'closed' || pull.fork !== undefined) return
  const [head, base] = [repository.heads.get(pull.head), repository.heads.get(pull.base)]
  const tell = (name: 'pull-request-synchronize' | 'pull-request-closed', more: JsonObject = {}) =>
    deliveries.call(repository, name, { number: pull.number, pull_request: pullShape(world, repository, pull), ...more })
  if (head !== undefined && head !== pull.sha) {
    const before = pull.sha
    pull.sha = head
    showHead(repository, pull)
    tell('pull-request-synchronize', { before, after: head })
  }
  if (base !== undefined && isIn(repository, pull.sha, base)) pull.mergedAt = now()
  else if (head !== undefined && base !== undefined) return
  pull.state = 'closed'
  tell('pull-request-closed')
}

function pushOf(
  world: World,
  repository: Repository,
  { branch, before, after }: { branch: string; before: string; after: string },
): JsonObject {
  const isForced = before !== nothing && after !== nothing && !isIn(repository, before, after)
  const range = before === nothing || !isCommit(repository, before) ? ['-n', '20', after] : ['-n', '20', `${before}..${after}`]
  const commits = after === nothing ? [] : commitsIn(world, repository, ['log', '--reverse', ...range])
  const [head = null] = after === nothing ? [] : commitsIn(world, repository, ['log', '-n', '1', after])
  const flags = { created: before === nothing, deleted: after === nothing, forced: isForced }
  const compare = `${world.origin}/${repository.owner}/${repository.name}/compare/${before.slice(0, 12)}...${after.slice(0, 12)}`
  const pusher = { name: repository.owner, email: `${repository.owner}@example.com` }
  return { ref: `refs/heads/${branch}`, before, after, base_ref: null, ...flags, compare, commits, head_commit: head, pusher }
}

function commitsIn(world: World, repository: Repository, argv: string[]): JsonObject[] {
  const records = gitIn(repository.folder, ...argv, '--format=%H%x00%T%x00%cI%x00%an%x00%ae%x00%B%x01').split('\x01')
  return records.flatMap((record) => {
    const [id = '', tree_id = '', timestamp = '', name = '', email = '', message = ''] = record.trim().split('\0')
    if (id === '') return []
    const who = { name, email, username: repository.owner }
    const url = `${world.origin}/${repository.owner}/${repository.name}/commit/${id}`
    const files = { added: [], removed: [], modified: [] }
    return [{ id, tree_id, distinct: true, message: message.trim(), timestamp, url, author: who, committer: who, ...files }]
  })
}

function succeeds(ask: () => unknown): boolean {
  try {
    ask()
    return true
  } catch {
    return false
  }
}
