import type { Mutation } from './mutations.ts'

const tokens = 'test/tokens.db.test.ts'
const mcp = 'test/mcp.db.test.ts'
const transport = 'test/mcp-transport.db.test.ts'
const idempotency = 'test/idempotency.db.test.ts'

/** Guards of what programs and agents may do. */
export const agentMutations: readonly Mutation[] = [
  {
    guard: 'a token that has ended is nobody',
    file: 'lib/store/tokens.ts',
    changes: [["  if (!row || stateOf(row) !== 'active') return null\n", '  if (!row) return null\n']],
    test: tokens,
    name: 'a revoked token and one that has run out',
  },
  {
    guard: 'a token is never more than its owner',
    file: 'lib/store/tokens.ts',
    changes: [['role: lowerOf(row.role as Role, user.role as Role),', 'role: row.role as Role,']],
    test: tokens,
    name: 'a token never does more than its owner',
  },
  {
    guard: 'a token’s scope is asked',
    file: 'lib/core/policy.ts',
    changes: [['  if (outside) return outside\n', '']],
    test: tokens,
    name: 'is refused in the same words wherever',
  },
  {
    guard: 'what a program wants to destroy waits',
    file: 'lib/door/submit.ts',
    changes: [["const isProgram = actor.token !== undefined || actor.surface === 'mcp'", 'const isProgram = false']],
    test: mcp,
    name: 'what destroys waits for a person in the dashboard',
  },
  {
    guard: 'a name of a request begins one run',
    file: 'lib/door/submit.ts',
    changes: [['      if (taken !== null) return taken.runId\n', '']],
    test: idempotency,
    name: 'the same request again is the same run',
  },
  {
    guard: 'a name of a request changes something once',
    file: 'lib/door/change.ts',
    changes: [['      if (earlier) return again(earlier.answer)\n', '']],
    test: idempotency,
    name: 'the same change again is done once',
  },
  {
    guard: 'what was shown once is not kept',
    file: 'lib/door/change.ts',
    changes: [['key !== undefined && !verb.shownOnce', 'key !== undefined']],
    test: idempotency,
    name: 'what is shown once is not kept',
  },
  {
    guard: 'a token’s environments hold for runs that are there',
    file: 'lib/core/plan.ts',
    changes: [['environments: environmentsOf(input, lock) }', 'environments: [] }']],
    test: tokens,
    name: 'a token reads and cancels no run of an environment',
  },
  {
    guard: 'a token that ends is told to the calls that wait',
    file: 'lib/mcp/run.ts',
    changes: [['  ended.throwIfAborted()\n', '']],
    test: transport,
    name: 'a call that waits for its run when its token ends',
  },
  {
    guard: 'whoever listens keeps the session',
    file: 'lib/mcp/http.ts',
    changes: [['own.filter(({ open }) => open === 0)', 'own']],
    test: transport,
    name: 'agents that leave without a word',
  },
  {
    guard: 'a cancelled call cancels its run',
    file: 'lib/mcp/run.ts',
    changes: [['return control.cancel(actor, id)', 'return control.run(actor, id)']],
    test: mcp,
    name: 'a cancelled call cancels its run',
  },
  {
    guard: 'an agent that is gone cancels nothing',
    file: 'lib/mcp/run.ts',
    changes: [['signal.aborted && !isGone() && ', 'signal.aborted && ']],
    test: mcp,
    name: 'an agent that goes away leaves its run alone',
  },
  {
    guard: 'who only follows a run cancels nothing',
    file: 'lib/mcp/run.ts',
    changes: [['isOwner && signal.aborted', 'signal.aborted']],
    test: mcp,
    name: 'who stops following a run leaves it alone',
  },
  {
    guard: 'what nobody sees is taken out',
    file: 'lib/mcp/untrusted.ts',
    changes: [[".replaceAll(unseen, '')", '']],
    test: mcp,
    name: 'what others wrote is marked as data',
  },
]
