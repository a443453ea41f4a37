import { OpsError } from '../../core/error.ts'
import type { Check } from './reports-port.ts'

/** As many characters as GitHub takes. */
const longest = { title: 256, body: 65_536, description: 140, summary: 65_535 }

const ellipsis = '…'

/** The text, or as much of its beginning as GitHub takes of such a one. */
export function fitted(kind: keyof typeof longest, text: string): string {
  return cut(text, longest[kind])
}

/** The body of a comment, with its marker at the end, where it is looked for and nobody sees it. */
export function markedBody({ marker, body }: { marker: string; body: string }): string {
  if (!/^<!-- [\w./ -]{1,200} -->$/.test(marker))
    throw new OpsError(
      'invalid',
      `${JSON.stringify(marker)} is not the marker of a comment.`,
      'Give an HTML comment, such as <!-- devops-agent ci -->.',
    )
  const end = `\n\n${marker}`
  return `${cut(body.trimEnd(), longest.body - end.length)}${end}`
}

/** The body as it was before it was marked; null when it is not marked so. */
export function unmarked(body: string, marker: string): string | null {
  // GitHub ends lines as the browser that wrote them did.
  const text = body.replaceAll('\r\n', '\n').trimEnd()
  return text.endsWith(`\n\n${marker}`) ? text.slice(0, -marker.length).trimEnd() : null
}

/** Refuses the words of a pull request that GitHub would refuse. */
export function checkWords({ base, head, title, body }: { base: string; head: string; title: string; body: string }): void {
  if (head === base) throw new OpsError('invalid', `A pull request of ${head} into itself is none.`, 'Name two branches.')
  if (title.trim() === '' || title.length > longest.title)
    throw new OpsError('invalid', `The title of a pull request has 1 to ${longest.title} characters.`, 'Say in a line what it does.')
  if (body.length > longest.body)
    throw new OpsError('invalid', `The text of a pull request has at most ${longest.body} characters.`, 'Say it shorter.')
}

/** Refuses what is not a whole commit id: GitHub would take a branch for one, and say it about whatever that is at by then. */
export function checkCommit(sha: string): void {
  if (!/^[0-9a-f]{40}$/.test(sha))
    throw new OpsError('invalid', `${JSON.stringify(sha)} is not a whole commit id.`, 'Give all 40 hexadecimal digits.')
}

/** Refuses a check that is over without an end, or ends before it is over. */
export function checkConclusion({ status, conclusion, name }: Pick<Check, 'status' | 'conclusion' | 'name'>): void {
  if ((status === 'completed') === (conclusion === null))
    throw new OpsError(
      'invalid',
      `The check ${name} is ${status} with ${conclusion ?? 'no'} conclusion.`,
      'A check has one when it is completed.',
    )
}

function cut(text: string, length: number): string {
  if (text.length <= length) return text
  // Half of a character that takes two places is none.
  return `${text.slice(0, length - 1).replace(/[\uD800-\uDBFF]$/, '')}${ellipsis}`
}
