import { type Call, type Handler, list, notFound, refusal } from './answer.ts'
import type { Deliveries } from './deliveries.ts'
import { type Json, textOf } from './json.ts'
import type { OperationId } from './operations.ts'
import { commentCall } from './payloads.ts'
import { isIn, showHead } from './refs.ts'
import { commentShape, labelShape, pullShape } from './shapes.ts'
import { idOf, now, type Pull } from './world.ts'

const longest = { title: 256, body: 65_536 }

/** Pull requests and what is said in them. */
export function pullHandlers(deliveries: Deliveries) {
  const invalid = (field: string, resource = 'PullRequest') => refusal(422, 'Validation Failed', [{ resource, field, code: 'invalid' }])
  const custom = (message: string) => refusal(422, 'Validation Failed', [{ resource: 'PullRequest', code: 'custom', message }])
  const withPull = (answer: (pull: Pull, call: Call) => ReturnType<Handler>): Handler => {
    return (call) => {
      const number = Number(call.path.pull_number ?? call.path.issue_number)
      const pull = call.repository.pulls.find((one) => one.number === number)
      return pull ? answer(pull, call) : notFound()
    }
  }
  const tell = (name: 'pull-request-opened' | 'pull-request-closed' | 'pull-request-reopened', pull: Pull, { world, repository }: Call) =>
    deliveries.call(repository, name, { number: pull.number, pull_request: pullShape(world, repository, pull) })

  return {
    'pulls/create': (call) => {
      const { world, repository, who, body } = call
      const [title, base, head] = [textOf(body.title), textOf(body.base), textOf(body.head).replace(`${repository.owner}:`, '')]
      const [ground, tip] = [repository.heads.get(base), repository.heads.get(head)]
      if (tip === undefined) return invalid('head')
      if (ground === undefined) return invalid('base')
      if (title.trim() === '' || title.length > longest.title) return invalid('title')
      if (textOf(body.body).length > longest.body) return invalid('body')
      const before = repository.pulls.find((one) => one.state === 'open' && one.head === head && one.base === base)
      if (before) return custom(`A pull request already exists for ${repository.owner}:${head}.`)
      if (isIn(repository, tip, ground)) return custom(`No commits between ${base} and ${head}`)
      const pull: Pull = {
        ...{ number: repository.pulls.length + 1, title, body: textOf(body.body), base, head, sha: tip, state: 'open', mergedAt: null },
        ...{ isDraft: body.draft === true, labels: [], author: who.login, createdAt: now(), wasAsked: false },
      }
      repository.pulls.push(pull)
      showHead(repository, pull)
      tell('pull-request-opened', pull, call)
      return { status: 201, body: pullShape(world, repository, pull, 'pulls/create') }
    },
    'pulls/get': withPull((pull, { world, repository }) => {
      const body = pullShape(world, repository, pull)
      pull.wasAsked = true
      return { status: 200, body }
    }),
    'pulls/list': (call) => {
      const { state = 'open', head, base, direction = 'desc' } = call.query
      const wanted = call.repository.pulls.filter(
        (pull) =>
          (state === 'all' || pull.state === state) &&
          (head === undefined || head === `${pull.fork?.split('/')[0] ?? call.repository.owner}:${pull.head}`) &&
          (base === undefined || base === pull.base),
      )
      const ordered = direction === 'asc' ? wanted : wanted.reverse()
      return list(
        ordered.map((pull): Json => pullShape(call.world, call.repository, pull, 'pulls/list')),
        call,
      )
    },
    'pulls/update': withPull((pull, call) => {
      const { body } = call
      if (pull.mergedAt !== null && body.state === 'open') return invalid('state')
      if (body.title !== undefined) pull.title = textOf(body.title)
      if (body.body !== undefined) pull.body = textOf(body.body)
      if (body.state !== undefined && body.state !== pull.state) {
        pull.state = body.state === 'open' ? 'open' : 'closed'
        tell(pull.state === 'open' ? 'pull-request-reopened' : 'pull-request-closed', pull, call)
      }
      return { status: 200, body: pullShape(call.world, call.repository, pull, 'pulls/update') }
    }),
    'issues/add-labels': withPull((pull, { world, repository, body }) => {
      const wanted = Array.isArray(body.labels) ? body.labels.map(textOf) : []
      pull.labels = [...new Set([...pull.labels, ...wanted])]
      return { status: 200, body: pull.labels.map((label): Json => labelShape(world, repository, label)) }
    }),
    'issues/list-comments': withPull((pull, call) => {
      const ours = call.repository.comments.filter(({ number }) => number === pull.number)
      return list(
        ours.map((comment): Json => commentShape(call.world, call.repository, comment)),
        call,
      )
    }),
    'issues/create-comment': withPull((pull, { world, repository, who, body }) => {
      if (textOf(body.body).length > longest.body) return invalid('body', 'IssueComment')
      const comment = { id: idOf(world), number: pull.number, author: who, body: textOf(body.body), at: now() }
      repository.comments.push(comment)
      const shape = commentShape(world, repository, comment)
      deliveries.call(repository, 'issue-comment-created', commentCall(world, repository, { pull, comment }))
      return { status: 201, body: shape }
    }),
    'issues/update-comment': ({ world, repository, who, path, body }) => {
      const comment = repository.comments.find(({ id }) => id === Number(path.comment_id))
      if (!comment) return notFound()
      if (comment.author.login !== who.login) return refusal(403, 'Resource not accessible by personal access token')
      if (textOf(body.body).length > longest.body) return invalid('body', 'IssueComment')
      comment.body = textOf(body.body)
      return { status: 200, body: commentShape(world, repository, comment) }
    },
  } satisfies Partial<Record<OperationId, Handler>>
}
