import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineLook, type LookContext } from '../../lib/core/skill.ts'
import { modulesIn } from '../../lib/odoo/committed-modules.ts'
import { command } from './commands.ts'
import { impactLines } from './impact-lines.ts'
import { impactRow, isIn, rowsOf } from './impact-rows.ts'

const output = z.object({
  rows: z.array(impactRow).describe('What changed, then what it reaches'),
  next: z.null(),
  verdict: z.enum(['nothing', 'restart', 'update']),
  update: z.array(z.string()).describe('Modules to name with -u; those that depend on them follow by themselves'),
  elsewhere: z.number().int().describe('Changed files that belong to no module'),
  unreadable: z.array(z.string()).describe('Folders whose manifests cannot be read'),
  commands: z.array(command),
  base: z.object({ name: z.string(), sha: z.string() }).describe('Where the two parted'),
  head: z.object({ name: z.string(), sha: z.string() }),
  observedAt: z.string(),
})
export type Impact = z.output<typeof output>

const revision = String.raw`(?!-)[^\s~^:?*\[\\]+?`

/** What a range of commits does to an installation. */
export const impact = defineLook({
  title: 'Impact of a change',
  summary:
    'Says which modules a range of commits changes and reaches, whether a restart is enough or an update is due, and which versions stayed behind.',
  effect: 'read',
  alias: 'deps impact',
  input: z.object({
    range: z
      .string()
      .max(500)
      .regex(new RegExp(`^${revision}\\.\\.\\.?${revision}$`), 'Two branches or commits with two dots between: main..feature.')
      .meta({ title: 'Range', description: 'main..feature: from where the two parted to the second' }),
    repo: z
      .string()
      .max(1000)
      .default('')
      .meta({ title: 'Repository', description: 'A configured name, a URL or a path; by default the checkout of the addons' }),
    languages: z
      .array(z.string().regex(/^[a-z]{2,3}(?:_[A-Za-z]{2,4})?(?:@\w+)?$/, 'A language such as fr_BE.'))
      .max(200)
      .default([])
      .meta({ title: 'Languages', description: 'Those of the database: translations into others need no update; by default all count' }),
    database: z
      .string()
      .regex(/^[\w][\w.-]{0,62}$/, 'The name of a database.')
      .default('odoo')
      .meta({ title: 'Database', description: 'Named in the command' }),
  }),
  output,
  example: { range: 'main..feature' },
  async look({ git, settings }, { range, repo, languages, database }) {
    const repository = settings.repositories[repo]?.url ?? (repo || settings.addons.root)
    if (!repository)
      throw new OpsError(
        'invalid',
        'Nobody says which repository.',
        'Name it with --repo, or the checkout as addons.root in config/agent.yml.',
      )
    const [from = '', to = ''] = range.split(/\.{2,3}/)
    const base = await git.resolve(repository, wanted(from))
    const head = await git.resolve(repository, wanted(to))
    const parted = await git.mergeBase(repository, base.sha, head.sha)
    if (parted === null) throw new OpsError('invalid', `${from} and ${to} have no commit in common.`, 'Compare branches of one history.')
    const changes = await git.changedFiles(repository, { from: parted, to: head.sha })
    const [before, after] = [await committed(git, repository, parted), await committed(git, repository, head.sha)]
    const rows = rowsOf({ before: before.modules, after: after.modules, changes, languages: languages.length > 0 ? languages : null })
    const update = rows.filter(({ needsUpdate, change }) => needsUpdate && change !== 'removed').map(({ name }) => name)
    const elsewhere = changes.filter(({ path }) => ![...before.modules, ...after.modules].some((module) => isIn(path, module))).length
    return {
      rows,
      next: null,
      verdict: verdictOf(update, changes),
      update,
      elsewhere,
      unreadable: after.unreadable,
      commands:
        update.length === 0 ? [] : [{ purpose: 'Update', argv: ['odoo', '-d', database, '-u', update.join(','), '--stop-after-init'] }],
      base: { name: from, sha: parted },
      head: { name: to, sha: head.sha },
      observedAt: new Date().toISOString(),
    }
  },
  lines: impactLines,
  judge: ({ unreadable }) => {
    const [first] = unreadable
    if (first === undefined) return null
    const more = unreadable.length === 1 ? '' : `, nor can ${unreadable.length - 1} more`
    return {
      code: 'conflict',
      message: `The manifest of ${first} cannot be read${more}.`,
      hint: 'What needs it, or is needed by it, is not told: mend it first.',
    }
  },
})

function verdictOf(update: readonly string[], changes: readonly unknown[]): Impact['verdict'] {
  if (update.length > 0) return 'update'
  return changes.length > 0 ? 'restart' : 'nothing'
}

function wanted(name: string): { branch?: string; sha?: string } {
  if (name === 'HEAD') return {}
  return /^[0-9a-f]{7,64}$/.test(name) ? { sha: name } : { branch: name }
}

async function committed(git: LookContext['git'], repository: string, sha: string) {
  return modulesIn(await git.filesNamed(repository, sha, '__manifest__.py'))
}
