import type { CallOptions, Tools } from '../tools.ts'
import { type KeptReports, keptReports } from './kept-reports.ts'
import type { CommitStatus, GithubReports } from './reports-port.ts'
import { checkCommit, checkConclusion, fitted, markedBody, unmarked } from './words.ts'

interface ReportsSettings {
  folder: string
  git: Pick<Tools['git'], 'resolve'>
  /** Fails where there is no pull request of this number. */
  pullRequest(repository: string, number: number, options?: CallOptions): Promise<unknown>
}

/** Statuses, checks and comments of any repository that git reaches, kept on this machine beside its pull requests. */
export function keepReports({ folder, git, pullRequest }: ReportsSettings): GithubReports {
  /** Fails where there is no such commit. */
  const known = async (repository: string, sha: string, options?: CallOptions) => {
    checkCommit(sha)
    await git.resolve(repository, { sha }, options)
  }
  const statusesOf = (repository: string, sha: string) => keptReports(folder, { repository, kind: 'statuses', subject: sha })
  const checksOf = (repository: string, sha: string) => keptReports(folder, { repository, kind: 'checks', subject: sha })
  const commentsOf = (repository: string, number: number) => keptReports(folder, { repository, kind: 'comments', subject: `${number}` })

  return {
    async setStatus(repository, status, options) {
      await known(repository, status.sha, options)
      const kept: KeptReports<CommitStatus> = await statusesOf(repository, status.sha)
      await kept.put(status.context, { ...status, description: fitted('description', status.description) })
    },
    async statuses(repository, sha) {
      const kept = await (await statusesOf(repository, sha)).all()
      return kept.sort((one, other) => (one.context < other.context ? -1 : 1))
    },
    async putCheck(repository, check, options) {
      checkConclusion(check)
      await known(repository, check.sha, options)
      const id = JSON.stringify([check.name, check.externalId])
      await (await checksOf(repository, check.sha)).put(id, { ...check, summary: fitted('summary', check.summary) })
      return { id: check.externalId }
    },
    async checks(repository, { sha, name }) {
      return (await (await checksOf(repository, sha)).all()).filter((check) => check.name === name)
    },
    async putComment(repository, number, comment, options) {
      await pullRequest(repository, number, options)
      const body = markedBody(comment)
      return { url: null, isNew: await (await commentsOf(repository, number)).put(comment.marker, { marker: comment.marker, body }) }
    },
    async comment(repository, number, marker) {
      const ours = (await (await commentsOf(repository, number)).all()).find((comment) => comment.marker === marker)
      return ours ? unmarked(ours.body, marker) : null
    },
  }
}
