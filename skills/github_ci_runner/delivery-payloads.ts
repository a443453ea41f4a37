import { z } from 'zod'

/** Of what GitHub delivers only what is used; whatever else is in it is let go. */
const repository = z.object({ full_name: z.string(), clone_url: z.string(), pushed_at: z.union([z.number(), z.string()]).nullish() })
const sender = z.object({ login: z.string() }).nullish()
const of = z.object({ repository, sender })

/** All 40 digits (64 of a repository of sha-256). */
const sha = z.string().regex(/^(?:[0-9a-f]{40}|[0-9a-f]{64})$/)
const number = z.number().int().positive()

/** `create` and `delete` say no more than the push beside them: `ref` is then a name alone. */
export const named = z.object({ ...of.shape, ref: z.string().nullish(), action: z.string().nullish() })

export const push = z.object({
  ...of.shape,
  ref: z.string(),
  after: sha,
  deleted: z.boolean(),
  head_commit: z.object({ message: z.string() }).nullish(),
})

export const pullRequest = z.object({
  ...of.shape,
  action: z.string(),
  number,
  pull_request: z.object({
    base: z.object({ ref: z.string(), repo: z.object({ full_name: z.string() }) }),
    /** `repo` is null once the fork is gone. */
    head: z.object({ ref: z.string(), sha, repo: z.object({ full_name: z.string() }).nullable() }),
  }),
})

export const checkRun = z.object({
  ...of.shape,
  action: z.string(),
  check_run: z.object({ name: z.string(), external_id: z.string().nullable() }),
})

export const issueComment = z.object({
  ...of.shape,
  action: z.string(),
  issue: z.object({ number, pull_request: z.object({}).nullish() }),
  comment: z.object({ body: z.string().nullable(), author_association: z.string(), user: z.object({ login: z.string() }).nullish() }),
})
