import { z } from 'zod'

const count = z.number().int().nonnegative()

/** What became of one module. `not_installed`: it was to be tested, and the database does not have it. */
const moduleStates = ['tested', 'failed', 'not_installed', 'left_out'] as const

/** The Odoo part of a CI run. */
export const odooResult = z.object({
  series: z.string().meta({ title: 'Series' }),
  because: z.string().meta({ title: 'Why this series' }),
  image: z.string().nullable().meta({ title: 'Image', description: 'Name and id; null when none was started.' }),
  selection: z.string().meta({ title: 'What was tested, and why' }),
  modules: z
    .array(
      z.object({
        name: z.string(),
        path: z.string(),
        state: z.enum(moduleStates),
        tests: count,
        failed: count,
        skipped: count,
        warnings: count,
        durationMs: count.nullable(),
        reason: z.string().nullable(),
      }),
    )
    .meta({ title: 'Modules' }),
  warnings: z
    .array(
      z.object({
        module: z.string().nullable(),
        logger: z.string(),
        message: z.string(),
        line: count.nullable(),
        isNew: z.boolean().nullable(),
        firstSeen: z.object({ commit: z.string(), run: z.string() }).nullable(),
      }),
    )
    .meta({
      title: 'Warnings',
      description:
        'The first 100; `line` is that of the log of the run, `isNew` null where nothing is there to compare with, `firstSeen` the oldest run that is known to have had a new one.',
    }),
  warningCount: count.meta({ title: 'Number of warnings' }),
  newWarnings: z.object({ count, against: z.string(), run: z.string() }).nullable().meta({
    title: 'New warnings',
    description: 'Those that the newest passed run of the branch does not have; null where there is none.',
  }),
  findings: z
    .array(
      z.object({
        rule: z.string(),
        severity: z.enum(['error', 'warning']),
        module: z.string().nullable(),
        file: z.string().nullable(),
        line: count.nullable(),
        message: z.string(),
      }),
    )
    .meta({ title: 'Findings of the static checks', description: 'The first 200.' }),
  findingCounts: z.object({ errors: count, warnings: count }).meta({ title: 'Number of findings' }),
  template: z
    .object({ key: z.string(), warm: z.boolean(), seconds: z.number().nonnegative() })
    .nullable()
    .meta({ title: 'Database template' }),
})

export type OdooResult = z.output<typeof odooResult>
