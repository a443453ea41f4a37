import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineLook } from '../../lib/core/skill.ts'
import type { LayoutFinding, LayoutFix } from '../../lib/odoo/layout.ts'
import { layoutRules } from '../../lib/odoo/layout-rules.ts'
import { scoreOf } from '../../lib/odoo/layout-score.ts'
import { waiverUnused } from '../../lib/odoo/layout-waivers.ts'
import { findingsOf } from './findings.ts'
import { outlineOf } from './outline.ts'
import { readTree } from './read-tree.ts'
import { verifyLines } from './verify-lines.ts'

const finding = z.object({
  rule: z.string(),
  level: z.enum(['error', 'warning']),
  path: z.string().describe('Below the root'),
  message: z.string(),
  hint: z.string(),
  since: z.object({ commit: z.string(), author: z.string(), at: z.string() }).nullable().describe('The first commit that has it'),
  fix: z
    .discriminatedUnion('kind', [
      z.object({ kind: z.literal('clone'), url: z.string(), branch: z.string(), path: z.string() }),
      z.object({ kind: z.literal('checkout'), path: z.string(), to: z.string() }),
      z.object({ kind: z.literal('move'), from: z.string(), to: z.string() }),
      z.object({ kind: z.literal('write'), path: z.string(), text: z.string().describe('Empty where it is shown'), is: z.string() }),
    ])
    .nullable()
    .describe('What puts it right; null where a person has to'),
  waiver: z.object({ reason: z.string(), until: z.string() }).nullable(),
})

const output = z.object({
  rows: z.array(finding).describe('Errors first; what is waived last'),
  next: z.null(),
  rules: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      reason: z.string(),
      link: z.string(),
      unasked: z.string().nullable().describe('Why it had nothing to compare with; null where it had'),
    }),
  ),
  score: z.number().int().describe('Of 100: the share of all checks that are fine'),
  errors: z.number().int(),
  warnings: z.number().int(),
  waived: z.number().int(),
  modules: z.number().int(),
  repositories: z.number().int(),
  head: z
    .object({ commit: z.string(), branch: z.string().nullable(), isClean: z.boolean() })
    .nullable()
    .describe('Of the root; null where it is no git repository, or has no commit'),
  expected: z.array(z.string()).describe('The folders of addons as the catalogue wants them'),
  found: z.array(z.string()).describe('The folders of addons as they are'),
  observedAt: z.string(),
})
export type Verified = z.output<typeof output>

/** Whether the addons of the installation lie as its catalogue and the conventions want them. */
export const verify = defineLook({
  title: 'Verify the layout',
  summary:
    'Checks the repositories, modules, mounts and paths of the addons against the catalogue and the conventions of the OCA, and says since which commit something differs.',
  effect: 'read',
  alias: 'layout verify',
  input: z.object({
    rules: z
      .array(z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, 'A rule such as readme.'))
      .max(50, 'At most 50.')
      .default([])
      .meta({ title: 'Rules', description: 'Shows findings of these alone; by default of all' }),
    level: z.enum(['any', 'error', 'warning']).default('any').meta({ title: 'Level', description: 'Shows findings of it alone' }),
  }),
  output,
  example: {},
  async look(context, { rules, level }) {
    checkRules(rules)
    const tree = await readTree(context)
    const findings = await findingsOf(tree, context)
    const open = findings.filter(({ waiver }) => waiver === null)
    const count = (wanted: LayoutFinding['level']) => open.filter((one) => one.level === wanted).length
    const { root } = tree
    return {
      rows: findings.filter((one) => (rules.length === 0 || rules.includes(one.rule)) && (level === 'any' || one.level === level)),
      next: null,
      rules: [
        ...layoutRules.map((rule) => ({ ...named(rule), unasked: rule.unasked?.(tree) ?? null })),
        { ...waiverUnused, unasked: null },
      ],
      score: scoreOf(findings, tree),
      errors: count('error'),
      warnings: count('warning'),
      waived: findings.length - open.length,
      modules: tree.modules.length,
      repositories: tree.repositories.length,
      head: root?.commit ? { commit: root.commit, branch: root.branch, isClean: root.changed.count === 0 } : null,
      ...outlineOf(tree),
      observedAt: new Date().toISOString(),
    }
  },
  shown: (verified) => ({ ...verified, rows: verified.rows.map((row) => ({ ...row, fix: row.fix && told(row.fix) })) }),
  lines: verifyLines,
  judge: ({ errors }) => {
    if (errors === 0) return null
    const message = `${errors === 1 ? '1 error' : `${errors} errors`} in the layout of the addons.`
    return { code: 'conflict', message, hint: 'The findings say what is wrong, where, and what puts it right.' }
  },
})

/** A rule that there is not has no findings, which would be taken for good news. */
export function checkRules(asked: readonly string[]): void {
  const known = [...layoutRules, waiverUnused].map(({ id }) => id)
  const strange = asked.find((one) => !known.includes(one))
  if (strange !== undefined) throw new OpsError('invalid', `There is no rule ${strange}.`, `There are: ${known.join(', ')}.`)
}

function named({ id, title, reason, link }: (typeof layoutRules)[number]) {
  return { id, title, reason, link }
}

/** A configuration has passwords in it, and who may ask for findings is not therefore to read them. */
function told(fix: LayoutFix): LayoutFix {
  return fix.kind === 'write' ? { ...fix, text: '' } : fix
}
