import type { Mutation } from './mutations.ts'

const members = { file: 'lib/store/member-changes.ts', test: 'test/members.db.test.ts' }
const change = { file: 'lib/door/change.ts', test: 'test/members.db.test.ts' }

/** The guards of the control room's own records. */
export const roomMutations: readonly Mutation[] = [
  {
    guard: 'what destroys takes its word, typed',
    file: 'lib/core/ladder.ts',
    changes: [['    if (typesWord(actor) && word?.trim() !== plan.word)\n', '    if (word === plan.address)\n']],
    test: 'test/ladder.db.test.ts',
    name: 'a person at a page types the word',
  },
  {
    guard: 'production is not touched without a reason',
    file: 'lib/core/ladder.ts',
    changes: [["if (plan.needsReason && (given ?? '').length < leastReason)", 'if (plan.needsReason && given === reasonFields.reason)']],
    test: 'test/ladder.db.test.ts',
    name: 'what destroys on production needs a reason',
  },
  {
    guard: 'a reason holds no secret',
    file: 'lib/door/submit.ts',
    changes: [["    await refuseSecrets(actor, agreement.reason, 'run.submit', plan.address)\n", '']],
    test: 'test/ladder.db.test.ts',
    name: 'a reason with a secret in it',
  },
  {
    guard: 'the last admin stays one',
    ...members,
    changes: [["if (role !== 'admin') await keepAnAdmin(tx, user)", '']],
    name: 'the last admin stays one',
  },
  {
    guard: 'of two who take the role from each other one is refused',
    ...members,
    changes: [["where role = 'admin' order by id for update", "where role = 'admin' order by id"]],
    name: 'the last admin stays one',
  },
  {
    guard: 'a session is ended by the one whose it is',
    ...members,
    changes: [['where: { userId, id: { startsWith: id } }', 'where: { id: { startsWith: id } }']],
    name: 'a session is ended by the one whose it is',
  },
  {
    guard: 'a new password ends every session',
    ...members,
    changes: [['const { count } = await tx.session.deleteMany({ where: { userId: id } })', 'const count = 0']],
    name: 'a new password makes the old one and every session void',
  },
  {
    guard: 'who may not is refused before what they ask is parsed',
    ...change,
    changes: [["    await allow(actor, { may: 'use', address, verb, modes }, address, address)\n", '']],
    name: 'who may not is refused before',
  },
  {
    guard: 'what is repeated is folded away',
    file: 'lib/store/run-list.ts',
    changes: [['    newest && isNewest,\n', '']],
    test: 'test/repeats.db.test.ts',
    name: 'of runs that repeat each other a folded list shows the newest',
  },
  {
    guard: 'only tests that failed make a commit flaky',
    file: 'lib/store/repeats.ts',
    changes: [["bool_or(code = 'tests_failed')", 'bool_or(code is not null)']],
    test: 'test/repeats.db.test.ts',
    name: 'a machine that broke does not make a commit flaky',
  },
]
