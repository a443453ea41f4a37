import { readFileSync } from 'node:fs'
import path from 'node:path'
import { type JsonObject, objectOf } from './json.ts'
import type { CallName } from './operations.ts'
import { accountShape, checkShape, commentShape, userShape } from './shapes.ts'
import type { Comment, Pull, Repository, World } from './world.ts'

/** GitHub's examples of what it delivers. Some are older than a property that its description demands by now. */
export const { payloads } = JSON.parse(readFileSync(path.join(import.meta.dirname, 'payloads.json'), 'utf8')) as {
  payloads: Record<CallName, JsonObject>
}

const counts = { total_count: 0, '+1': 0, '-1': 0, laugh: 0, hooray: 0, confused: 0, heart: 0, rocket: 0, eyes: 0 }

/** What is told of a comment at a pull request. */
export function commentCall(world: World, repository: Repository, { pull, comment }: { pull: Pull; comment: Comment }): JsonObject {
  const sample = payloads['issue-comment-created']
  const { owner, name, installation: _installation } = repository
  const api = `${world.origin}/api/v3/repos/${owner}/${name}`
  const page = `${world.origin}/${owner}/${name}/pull/${pull.number}`
  const { number, title, state } = pull
  const reactions = (url: string) => ({ ...counts, url: `${url}/reactions` })
  const { id, body, html_url, created_at, updated_at } = commentShape(world, repository, comment)
  const user = accountShape(world, comment.author)
  const association = comment.author.permissions.contents === 'write' || comment.author.login === owner ? 'OWNER' : 'NONE'
  return {
    sender: user,
    issue: {
      ...objectOf(sample.issue),
      ...{ number, title, state, body: pull.body, labels: [], active_lock_reason: null, user: userShape(world, pull.author) },
      reactions: reactions(`${api}/issues/${number}`),
      pull_request: { url: `${api}/pulls/${number}`, html_url: page, diff_url: `${page}.diff`, patch_url: `${page}.patch` },
    },
    comment: {
      ...objectOf(sample.comment),
      ...{ id: id ?? 0, body: body ?? '', html_url: html_url ?? '', created_at: created_at ?? '', updated_at: updated_at ?? '', user },
      author_association: association,
      performed_via_github_app: null,
      reactions: reactions(`${api}/issues/comments/${comment.id}`),
    },
  }
}

/** What is told when somebody asks for a check again. */
export function checkCall(world: World, repository: Repository, check: Repository['checks'][number]): JsonObject {
  const sample = objectOf(payloads['check-run-rerequested'].check_run)
  const shape = checkShape(world, repository, check)
  return {
    check_run: {
      ...sample,
      ...shape,
      check_suite: { ...objectOf(sample.check_suite), app: shape.app ?? null, head_sha: shape.head_sha ?? '' },
    },
  }
}
