import type { Mutation } from './mutations.ts'

const deliveries = 'test/deliveries.db.test.ts'
const reports = 'test/reports.db.test.ts'

/** The guards of what GitHub delivers, and of what it is told. */
export const githubMutations: readonly Mutation[] = [
  {
    guard: 'nothing is believed without a secret',
    file: 'lib/door/deliveries.ts',
    changes: [['  if (secrets.length === 0)\n', '  if (secrets.length < 0)\n']],
    test: deliveries,
    name: 'is all there is as long as no secret is set',
  },
  {
    guard: 'the signature is that of the body as it came',
    file: 'lib/door/deliveries.ts',
    changes: [['if (!same.includes(true))', 'if (same.length === 0)']],
    test: deliveries,
    name: 'is refused and written down',
  },
  {
    guard: 'a refused delivery takes no name, and not more than sixty a minute are written down',
    file: 'lib/store/deliveries.ts',
    changes: [['from "Delivery" where outcome = \'refused\'', 'from "Delivery" where outcome = \'none\'']],
    test: deliveries,
    name: 'does not fill the disk',
  },
  {
    guard: 'a delivery that was overtaken starts nothing',
    file: 'lib/store/deliveries.ts',
    changes: [["(wish->>'pushedAt')::float8 > ", "(wish->>'pushedAt')::float8 - 1000 > "]],
    test: deliveries,
    name: 'that was overtaken by a later one starts nothing',
  },
  {
    guard: 'those of one repository are taken in their order',
    file: 'lib/store/deliveries.ts',
    changes: [["o.outcome = 'waiting' and o.seq < d.seq", "o.outcome = 'waiting' and o.seq < 0"]],
    test: deliveries,
    name: 'keeps its delivery for a minute',
  },
  {
    guard: 'only what a delivery began is superseded',
    file: 'lib/store/guarded-runs.ts',
    changes: [["and surface = 'webhook' and status in", 'and status in']],
    test: deliveries,
    name: 'never cancels what a person began',
  },
  {
    guard: 'code of a fork waits for a person',
    file: 'skills/github_ci_runner/run.ts',
    changes: [['  needsApproval: ({ fork }) => fork,\n', '']],
    test: deliveries,
    name: 'of a fork waits for a person',
  },
  {
    guard: 'a webhook may nothing but tests',
    file: 'lib/core/policy.ts',
    changes: [[" && surface !== 'webhook') return null", ') return null']],
    test: 'test/ci-jobs.db.test.ts',
    name: 'may begin tests and nothing else',
  },
  {
    guard: 'of a commit only the newest is told',
    file: 'lib/store/commit-reports.ts',
    changes: [["c.outcome = 'waiting' and ranked.place > 1", "c.outcome = 'waiting' and ranked.place > 1000"]],
    test: reports,
    name: 'is told later, in order and once',
  },
  {
    guard: 'an older run does not speak over a newer one',
    file: 'lib/store/commit-reports.ts',
    changes: [['order by r."createdAt" desc, r.id desc, c.id desc', 'order by c.id desc']],
    test: reports,
    name: 'is that of its newest run',
  },
  {
    guard: 'the first look at branches only remembers',
    file: 'lib/worker/find-missed.ts',
    changes: [['  if (known.size === 0) return keepHeads(prisma, repository, there)\n', '']],
    test: reports,
    name: 'is found by comparing branches',
  },
  {
    guard: 'a workflow reads the runs of its own repository alone',
    file: 'lib/door/ci.ts',
    changes: [["    if ('claims' in asker && row.input.repo", "    if ('none' in asker && 'claims' in asker && row.input.repo"]],
    test: 'test/ci-jobs.db.test.ts',
    name: 'reads its own run to its end',
  },
  {
    guard: 'a token of a workflow is for us',
    file: 'lib/tools/oidc/jose.ts',
    changes: [['const options = { issuer, audience, algorithms', 'const options = { issuer, algorithms']],
    test: 'lib/tools/oidc/jose.test.ts',
    name: 'that is for others, of others, or says too little is not believed',
  },
  {
    guard: 'only a comment that we wrote is edited',
    file: 'lib/tools/github/octokit-reports.ts',
    changes: [['user?.login === login && unmarked(', 'unmarked(']],
    test: 'lib/tools/github/octokit.slow.test.ts',
    name: 'a marker that somebody else wrote does not make the comment ours',
  },
  {
    guard: 'a branch of a fork is none of the repository',
    file: 'lib/tools/github/octokit-pulls.ts',
    changes: [['!isFork && head.startsWith', 'head.startsWith']],
    test: 'lib/tools/github/octokit.slow.test.ts',
    name: "is none of the repository's own branches",
  },
  {
    guard: 'a repository that is not allow-listed is not asked about',
    file: 'lib/tools/github/whose.ts',
    changes: [
      [
        '  if (hosts.some((entry) => address.startsWith(normal(entry)))) return\n',
        '  if (hosts.every((entry) => normal(entry) !== address)) return\n',
      ],
    ],
    test: 'lib/tools/github/whose.test.ts',
    name: 'what is not allow-listed is not asked about',
  },
  {
    guard: 'what was made before a repair failed goes',
    file: 'skills/github_ci_runner/repair-connection.ts',
    changes: [['if (lacksHook) await', 'if (lacksHook && url === hookUrl) await']],
    test: 'skills/github_ci_runner/connection.slow.test.ts',
    name: 'a webhook of this run goes',
  },
]
