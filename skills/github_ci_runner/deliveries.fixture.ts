/** Payloads in the shape that GitHub gives them (`@octokit/webhooks-examples` 7.6.1), with some of what is not used, so that it is let go. */
const owner = { login: 'Codertocat', id: 21031067, type: 'User', site_admin: false }
export const sha = '6113728f27ae82c7b1a177c8d03f9e96e0adf246'
export const noCommit = '0000000000000000000000000000000000000000'

interface Repository {
  full_name?: string
  clone_url?: string
  pushed_at?: number | string | null
}

/** What every delivery of a repository has. */
export function about({ full_name = 'Codertocat/Hello-World', clone_url, pushed_at = '2019-05-15T15:20:57Z' }: Repository = {}) {
  const url = clone_url ?? `https://github.com/${full_name}.git`
  const repository = {
    id: 186853002,
    name: 'Hello-World',
    full_name,
    private: false,
    owner,
    clone_url: url,
    pushed_at,
    default_branch: 'main',
  }
  return { repository, sender: owner }
}

export function pushOf(
  ref: string,
  {
    message = 'Update README.md',
    after = sha,
    deleted = false,
    ...repository
  }: Repository & { message?: string; after?: string; deleted?: boolean } = {},
) {
  const head = {
    id: after,
    tree_id: noCommit,
    distinct: true,
    message,
    timestamp: '2019-05-15T15:20:41Z',
    added: [],
    removed: [],
    modified: ['README.md'],
  }
  return {
    ref,
    before: noCommit,
    after,
    created: false,
    deleted,
    forced: false,
    base_ref: null,
    compare: 'https://github.com/Codertocat/Hello-World/compare/6113728f27ae',
    commits: [],
    head_commit: deleted ? null : head,
    pusher: { name: 'Codertocat', email: '21031067+Codertocat@users.noreply.github.com' },
    ...about({ pushed_at: 1557933657, ...repository }),
  }
}

export function pullRequestOf(
  action: string,
  { from = 'Codertocat/Hello-World', branch = 'changes' }: { from?: string | null; branch?: string } = {},
) {
  const repo = (full_name: string) => ({ id: 186853002, full_name, fork: false })
  const pull_request = {
    id: 279147437,
    state: 'open',
    title: 'Update the README with new information.',
    draft: false,
    merged: false,
    base: { label: 'Codertocat:main', ref: 'main', sha: noCommit, repo: repo('Codertocat/Hello-World') },
    head: { label: `Codertocat:${branch}`, ref: branch, sha, repo: from === null ? null : repo(from) },
    author_association: 'NONE',
  }
  return { action, number: 2, pull_request, ...about() }
}

export function checkRunOf(action: string, { name = 'devops-agent/ci', external_id = 'a1b2c3d4e5f6' as string | null } = {}) {
  return { action, check_run: { id: 128620228, head_sha: sha, external_id, name, status: 'completed', conclusion: 'failure' }, ...about() }
}

export function commentOf(body: string, { association = 'MEMBER', action = 'created', isPullRequest = true } = {}) {
  const issue = {
    id: 444500041,
    number: 2,
    title: 'Spelling error',
    ...(isPullRequest ? { pull_request: { url: 'https://api.github.com/repos/a/b/pulls/2' } } : {}),
  }
  return { action, issue, comment: { id: 492700400, user: owner, body, author_association: association }, ...about() }
}
