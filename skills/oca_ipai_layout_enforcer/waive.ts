import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineVerb, type LookContext, type StepTools, type ToldContext } from '../../lib/core/skill.ts'
import { withWaiver } from '../../lib/odoo/waiver-text.ts'
import type { GitEdit } from '../../lib/tools/git/port.ts'
import { carryOut, changed, changeSteps } from './change.ts'
import { branchOf, groundFor } from './fixes.ts'
import { belowRoot, type Ground } from './ground.ts'
import { inPlace } from './input.ts'
import { installationLock } from './lock.ts'
import { checkRules, verify } from './verify.ts'

const input = z.object({
  rule: z
    .string()
    .regex(/^[a-z]+(?:-[a-z]+)*$/, 'A rule such as readme.')
    .max(100)
    .meta({ title: 'Rule' }),
  path: z
    .string()
    .trim()
    .min(1, 'The path of the finding.')
    .regex(/^(?!\/)(?!.*(?:^|\/)\.\.(?:\/|$))\P{Cc}+$/u, 'A path below the root.')
    .max(1000)
    .meta({ title: 'Path', description: 'Of the finding, below the root' }),
  // `reason` is why a run is made, which any write may say.
  because: z
    .string()
    .trim()
    .min(10, 'Say why in at least 10 characters.')
    .max(1000, 'At most 1,000 characters.')
    .meta({ title: 'Reason', description: 'Why it is accepted: who reads the file later sees it' }),
  until: z.iso.date('A day such as 2026-12-31.').meta({ title: 'Until', description: 'The last day, at most a year from now' }),
  inPlace,
})
type Input = z.output<typeof input>

/** Accepts a finding of the layout check until the end of a day. */
export const waive = defineVerb({
  title: 'Waive a finding',
  summary:
    'Accepts a finding of the layout check for a reason and until a day, as an entry of layout_waivers.json: a branch with a pull request, or a commit in place.',
  effect: 'write',
  alias: 'layout waive',
  input,
  output: changed.omit({ left: true }),
  example: { rule: 'readme', path: 'addons/ipai/ipai_one', because: 'It comes with the next release.', until: '2026-12-31' },
  steps: { look: 'Read what is waived', ...changeSteps },
  label: ({ rule, path }) => `Waiver of ${rule} at ${path}`,
  confirm: ({ rule, path, until, inPlace: isInPlace }) =>
    `Waive ${rule} at ${path} until ${until}, ${isInPlace ? 'by a commit in the checkout itself' : 'by a pull request'}.`,
  told,
  lock: () => installationLock,
  async run({ settings, step }, wanted) {
    const ground = await step('look', (tools) => {
      checkEnd(wanted.until)
      checkRules([wanted.rule])
      return groundFor(wanted, { git: tools.tools.git, settings, signal: tools.signal })
    })
    const { rule, path, because, until } = wanted
    const title = `Waive ${rule} at ${path}`.slice(0, 200)
    const body = `Until ${until}: ${because}`
    const drafts = async (tools: StepTools) => [{ message: `${title}\n\n${body}`, edits: [await editOf(tools, settings, ground, wanted)] }]
    const branch = branchOf(ground).replace('/', '/waive-')
    const { left: _none, ...made } = await carryOut(step, ground, { drafts, branch, title, body, inPlace: wanted.inPlace })
    return made
  },
})

async function editOf(step: StepTools, settings: LookContext['settings'], { root, target, sha }: Ground, wanted: Input): Promise<GitEdit> {
  const path = belowRoot(root, String(settings.addons.catalogue).replace(/[^/]*$/, 'layout_waivers.json'))
  const files = await step.tools.git.filesNamed(target, sha, 'layout_waivers.json', { signal: step.signal })
  const before = files.find((one) => one.path === path)
  const text = withWaiver(before ? before.text : null, { ...wanted, reason: wanted.because })
  if (text === null)
    throw new OpsError('invalid', `${path} is no file of waivers.`, 'Mend it, or remove it: devops-agent layout verify says where.')
  return { edit: 'write', path, text }
}

/** What it would hide, if anything. */
async function told(context: ToldContext, { rule, path, until }: Input): Promise<string> {
  checkEnd(until)
  const { rows } = await verify.look(context, verify.input.parse({ rules: [rule] }))
  const found = rows.find((one) => one.path === path)
  return found ? `It says: ${found.message}` : 'Nothing of the kind is found there now.'
}

/** The end of a waiver is a day to come, and not so far that nobody remembers it. */
function checkEnd(until: string): void {
  const [today, inAYear] = [0, 366].map((days) => new Date(Date.now() + days * 86_400_000).toISOString().slice(0, 10))
  if (until > String(today) && until <= String(inAYear)) return
  throw new OpsError(
    'invalid',
    `A waiver ends on a day to come within a year, and not on ${until}.`,
    `Give a day from tomorrow to ${inAYear}.`,
    {
      fields: { until: 'is a day to come within a year' },
    },
  )
}
