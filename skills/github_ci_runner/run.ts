import { z } from 'zod'
import { defineVerb } from '../../lib/core/skill.ts'
import { ciResult } from './ci-result.ts'
import { ciDeadlines, ciSteps, testRepository } from './test-repository.ts'
import { trust } from './trust.ts'
import { judge } from './verdict.ts'
import { called, wantedOf } from './wanted.ts'

/** Tests a repository of Python or of Odoo addons and ends with a verdict. Names that git cannot take fail in its first step, so that evidence is kept. */
export const run = defineVerb({
  title: 'Run CI',
  summary: 'Tests one commit of a repository: Odoo addons in an isolated stack, Python with pytest or unittest, and reports each test.',
  effect: 'write',
  alias: 'ci',
  input: z
    .object({
      repo: z.string().trim().min(1, 'Name a repository: one of the configuration, a URL, or an absolute path.').max(1000).meta({
        title: 'Repository',
        description: 'A name from the configuration, a URL, or an absolute path.',
      }),
      branch: z.string().max(1000).optional().meta({ title: 'Branch' }),
      pr: z.number().int().positive('A pull request has a number from 1.').optional().meta({ title: 'Pull request' }),
      sha: z.string().max(1000).optional().meta({ title: 'Commit', description: 'By default the newest of the branch or pull request.' }),
      base: z.string().max(1000).optional().meta({
        title: 'Compare with',
        description: 'The branch that tells which Odoo modules changed; by default the repository’s own.',
      }),
      all: z.boolean().default(false).meta({ title: 'All modules', description: 'Test every Odoo module, not only what changed.' }),
      fork: z.boolean().default(false).meta({
        title: 'From a fork',
        description: 'Code of somebody else: another person approves it first, nothing of it reaches the network, and Python is not run.',
      }),
    })
    .refine(({ branch, pr }) => !branch || pr === undefined, 'Name a branch or a pull request, not both.'),
  output: ciResult,
  example: { repo: 'example', branch: 'main' },
  steps: ciSteps,
  label: (input) => `CI of ${called(input.repo, wantedOf(input))}`,
  confirm: (input) => `Run the tests of ${called(input.repo, wantedOf(input))} in a fresh environment. ${trust}`,
  needsApproval: ({ fork }) => fork,
  deadlines: ciDeadlines,
  judge,
  run: (context, { repo, base, all, fork, ...input }) =>
    testRepository(context, { repository: repo, wanted: wantedOf(input), base: base || undefined, all, isFork: fork }),
})
