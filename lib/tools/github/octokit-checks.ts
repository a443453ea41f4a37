import { everyPage } from './every-page.ts'
import type { Client, Clients, Request } from './octokit-client.ts'
import { refusalOf } from './octokit-failure.ts'
import type { Check, CheckAnnotation, GithubReports } from './reports-port.ts'
import type { GithubName } from './whose.ts'
import { checkCommit, checkConclusion, fitted } from './words.ts'

/** As many remarks as GitHub takes at once. */
const atOnce = 50

type Told = Awaited<ReturnType<Client['rest']['checks']['listForRef']>>['data']['check_runs'][number]
type Remark = Awaited<ReturnType<Client['rest']['checks']['listAnnotations']>>['data'][number]

/** Checks at GitHub, which only an App may write. */
export function githubChecks(
  { how, ask }: Clients,
  nameOf: (repository: string) => GithubName,
): Pick<GithubReports, 'putCheck' | 'checks'> {
  const allOf = async (client: Client, request: Request, of: GithubName & { sha: string; name: string }) => {
    const { owner, repo, sha, name } = of
    const wanted = { owner, repo, ref: sha, check_name: name, filter: 'all' as const, request }
    return everyPage(async (page) => (await client.rest.checks.listForRef({ ...wanted, ...page })).data.check_runs)
  }
  return {
    async putCheck(repository, check, options) {
      checkConclusion(check)
      checkCommit(check.sha)
      if (how !== 'app') return null
      const name = nameOf(repository)
      return ask({ ...name, doing: `write the check ${check.name} at ${check.sha.slice(0, 12)}` }, options, async (client, request) => {
        try {
          const known = await allOf(client, request, { ...name, sha: check.sha, name: check.name })
          const before = known.find(({ external_id }) => external_id === check.externalId)
          const sent = before?.output.annotations_count ?? 0
          const pieces = piecesOf(check.annotations.slice(sent))
          // Not repeated by the library: where only the answer was lost, the next call finds the check.
          const once = { ...request, retries: 0 }
          const begin = { ...name, head_sha: check.sha, ...fieldsOf(check, pieces[0]), request: once }
          const id = before?.id ?? (await client.rest.checks.create(begin)).data.id
          const later = before ? pieces : pieces.slice(1)
          for (const piece of later.length > 0 || !before ? later : [[]])
            await client.rest.checks.update({ ...name, check_run_id: id, ...fieldsOf(check, piece), request: once })
          return { id: `${id}` }
        } catch (error) {
          if (refusalOf(error)?.status === 403 && isForbidden(error)) return null
          throw error
        }
      })
    },
    async checks(repository, of, options) {
      checkCommit(of.sha)
      const name = nameOf(repository)
      return ask({ ...name, doing: `list the checks at ${of.sha.slice(0, 12)}` }, options, async (client, request) => {
        try {
          const found = await allOf(client, request, { ...name, ...of })
          const told: Check[] = []
          for (const one of found) {
            const wanted = { ...name, check_run_id: one.id, request }
            const remarks = await everyPage(async (page) => (await client.rest.checks.listAnnotations({ ...wanted, ...page })).data)
            told.push(toldOf(one, of.sha, remarks))
          }
          return told
        } catch (error) {
          if (isForbidden(error)) return null
          throw error
        }
      })
    },
  }
}

/** Whoever has the permission is never told so; a limit is told with the same number, and other words. */
function isForbidden(error: unknown): boolean {
  const refusal = refusalOf(error)
  return refusal?.status === 403 && /not accessible|must authenticate/i.test(refusal.message)
}

function fieldsOf(
  { name, externalId, status, conclusion, title, summary, detailsUrl }: Check,
  annotations: readonly CheckAnnotation[] = [],
) {
  return {
    name,
    external_id: externalId,
    status,
    ...(conclusion !== null && { conclusion }),
    ...(detailsUrl !== null && { details_url: detailsUrl }),
    output: { title, summary: fitted('summary', summary), annotations: annotations.map(remarkOf) },
  }
}

function remarkOf({ path, line, level, title, message }: CheckAnnotation) {
  return { path, start_line: line, end_line: line, annotation_level: level, title, message }
}

function piecesOf(annotations: readonly CheckAnnotation[]): CheckAnnotation[][] {
  const count = Math.ceil(annotations.length / atOnce)
  return Array.from({ length: count }, (_, index) => annotations.slice(index * atOnce, (index + 1) * atOnce))
}

function toldOf({ name, external_id, status, conclusion, output, details_url }: Told, sha: string, remarks: Remark[]): Check {
  return {
    ...{ sha, name, externalId: external_id ?? '', detailsUrl: details_url },
    status: status === 'completed' || status === 'queued' ? status : 'in_progress',
    conclusion: conclusion === null ? null : endOf(conclusion),
    ...{ title: output.title ?? '', summary: output.summary ?? '' },
    annotations: remarks.map(({ path, start_line, annotation_level, title, message }) => ({
      ...{ path, line: start_line, title: title ?? '', message: message ?? '' },
      level: annotation_level === 'failure' || annotation_level === 'warning' ? annotation_level : 'notice',
    })),
  }
}

/** Others write checks of the same name too, with ends that we do not use. */
function endOf(conclusion: NonNullable<Told['conclusion']>): NonNullable<Check['conclusion']> {
  if (conclusion === 'success' || conclusion === 'cancelled' || conclusion === 'failure') return conclusion
  return conclusion === 'neutral' || conclusion === 'skipped' ? 'neutral' : 'failure'
}
