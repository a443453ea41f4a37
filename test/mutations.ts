/** A guard that is taken away, and the test that has to notice. */
export interface Mutation {
  guard: string
  file: string
  /** Exact text → what stands there instead; each has to occur. */
  changes: [before: string, after: string][]
  test: string
  /** A part of the test's name. */
  name: string
}

const steps = 'test/engine-steps.db.test.ts'
const faults = 'test/engine-faults.db.test.ts'
const queue = 'test/engine-queue.db.test.ts'
const secrets = 'test/secrets.db.test.ts'
const evidence = 'test/evidence.db.test.ts'

export const mutations: readonly Mutation[] = [
  {
    guard: 'the undo is registered before the work',
    file: 'lib/core/runner.ts',
    changes: [
      ['    if (undo) undos.unshift({ id, run: (tools) => undo(made, tools) })\n', ''],
      ['    made = outcome.made\n', '    made = outcome.made\n    if (undo) undos.unshift({ id, run: (tools) => undo(made, tools) })\n'],
    ],
    test: steps,
    name: 'a step that failed half-way is undone too',
  },
  {
    guard: 'a failing undo does not stop the others',
    file: 'lib/core/runner.ts',
    changes: [["      if ('problem' in outcome) failed.push(id)\n", "      if ('problem' in outcome) return [...failed, id]\n"]],
    test: steps,
    name: 'a failing undo does not stop the others',
  },
  {
    guard: 'closing work runs at every end',
    file: 'lib/core/runner.ts',
    changes: [["...(await unwind('always', closings))", "...(undoing ? [] : await unwind('always', closings))"]],
    test: steps,
    name: 'closing work runs after success',
  },
  {
    guard: 'red facts undo nothing',
    file: 'lib/core/runner.ts',
    changes: [
      [
        'const undoing = ending.error !== undefined && undos.length > 0',
        'const undoing = (ending.error ?? ending.verdict) !== null && undos.length > 0',
      ],
    ],
    test: steps,
    name: 'red facts make a failed run',
  },
  {
    guard: 'an engine error marks the execution broken',
    file: 'lib/core/step.ts',
    changes: [
      ['    if (state.broken) throw state.broken.cause\n    try {', '    try {'],
      ['      state.broken ??= { cause }\n', ''],
    ],
    test: queue,
    name: 'a replay that finds its steps in another order',
  },
  {
    guard: 'a run without a lock gets a key of its own',
    file: 'lib/store/engine.ts',
    changes: [['queue_partition_key => ${lock}::text)', "queue_partition_key => nullif(${lock}::text, 'run:' || ${runId}::text))"]],
    test: steps,
    name: 'a run of a verb without a lock starts',
  },
  {
    guard: 'a child does not queue under the lock of its caller',
    file: 'lib/worker/worker.ts',
    changes: [['{ workflowID: childId }', "{ workflowID: childId, queueName: 'runs', enqueueOptions: { queuePartitionKey: 'lab:same' } }"]],
    test: steps,
    name: 'a verb calls another inside its own lock',
  },
  {
    guard: 'a write names its execution',
    file: 'lib/store/append.ts',
    changes: [
      ['if (execution !== null && row.execution !== execution)', 'if (execution === "never")'],
      ['if (execution !== null && isFinished(row.view.status))', 'if (execution === "never")'],
    ],
    test: faults,
    name: 'that cannot check its lease',
  },
  {
    guard: 'a transaction that idles is ended',
    file: 'lib/store/prisma.ts',
    changes: [['export const idleTransactionMs = 5000', 'export const idleTransactionMs = 0']],
    test: faults,
    name: 'paused inside a transaction',
  },
  {
    guard: 'a silent session loses the launch lock',
    file: 'lib/worker/launch.ts',
    changes: [['`set idle_session_timeout = ${silenceMs}`', "'set idle_session_timeout = 0'"]],
    test: faults,
    name: 'paused during its launch',
  },
  {
    guard: 'only the runs of dead workers are taken over',
    file: 'lib/store/engine.ts',
    changes: [['        and not exists (select 1 from "Worker" where id = w.executor_id and "leaseUntil" > clock_timestamp())\n', '']],
    test: faults,
    name: 'two workers that take over at once',
  },
  {
    guard: 'a worker that leaves kills what it started',
    file: 'lib/worker/worker.ts',
    changes: [["  process.on('exit', () => tools.process.abandon())\n", '']],
    test: faults,
    name: 'asked to stop in the middle of a step',
  },
  {
    guard: 'a worker leaves without aborting its steps',
    file: 'lib/worker/worker.ts',
    changes: [['    process.exit(0)\n', '    tools.process.abandon()\n    setTimeout(() => process.exit(0), 1500)\n']],
    test: faults,
    name: 'a worker that loses its lease in the middle',
  },
  {
    guard: 'a repeated event is ignored',
    file: 'lib/store/append.ts',
    changes: [['    on conflict do nothing returning at`', '    returning at`']],
    test: faults,
    name: 'a crash between a checkpoint and its event',
  },
  {
    guard: 'a write is repeated while the database is away',
    file: 'lib/store/retry.ts',
    changes: [['      if (!isPassing(error)) throw error\n', '      throw error\n']],
    test: faults,
    name: 'kill -9 of PostgreSQL',
  },
  {
    guard: 'what an attempt reported is void when the next begins',
    file: 'lib/core/run.ts',
    changes: [["of === 'do' ? withCounts(run, others) : run", 'run']],
    test: faults,
    name: 'what an attempt that died had reported is void',
  },
  {
    guard: 'row and workflow are one transaction',
    file: 'lib/door/submit.ts',
    changes: [['await enqueue(tx, id, lock)', 'void enqueue(prisma, id, lock).catch(() => undefined)']],
    test: queue,
    name: 'a run and its workflow appear together',
  },
  {
    guard: 'a queued run is cancelled at once',
    file: 'lib/store/engine.ts',
    changes: [['  return cancelled === 1\n', '  return cancelled === 2\n']],
    test: queue,
    name: 'a cancelled run that is still queued ends at once',
  },
  {
    guard: 'the cancel flag is read inside the step',
    file: 'lib/core/step.ts',
    changes: [["if (of === 'do' && (await guarded(() => journal.cancelRequested(runId))))", 'if (false)']],
    test: queue,
    name: 'cancelled while its worker is dead',
  },
  {
    guard: 'runs of a release that is gone are ended',
    file: 'lib/store/engine.ts',
    changes: [
      ["where status in ('PENDING', 'ENQUEUED') and application_version <>", "where status in ('NONE') and application_version <>"],
    ],
    test: queue,
    name: 'a new release with runs in flight',
  },
  {
    guard: 'runs that the engine gave up are ended',
    file: 'lib/worker/housekeeping.ts',
    changes: [
      ['for (const { id, engine } of await stranded(prisma))', 'for (const { id, engine } of (await stranded(prisma)).slice(0, 0))'],
    ],
    test: queue,
    name: 'a run that the engine has given up',
  },
  {
    guard: 'two runs of one lock do not run together',
    file: 'lib/worker/worker.ts',
    changes: [['partitionConcurrency: 1,', 'partitionConcurrency: 5,']],
    test: queue,
    name: 'two runs of one lock go in turn',
  },
  {
    guard: 'a secret in an input is refused',
    file: 'lib/door/guard.ts',
    changes: [['    if (!secret) return\n', '    if (secret !== "") return\n']],
    test: secrets,
    name: 'in an input is refused',
  },
  {
    guard: 'what the engine keeps is masked',
    file: 'lib/store/journal.ts',
    changes: [['redact: (value) => redactor.json(value),', 'redact: (value) => value,']],
    test: secrets,
    name: 'is found nowhere',
  },
  {
    guard: 'the log is masked',
    file: 'lib/core/step.ts',
    changes: [['writer.add(mask(line), stream, new Date())', 'writer.add(line, stream, new Date())']],
    test: secrets,
    name: 'is found nowhere',
  },
  {
    guard: 'a pack’s files are compared with their digests',
    file: 'lib/store/packs.ts',
    changes: [['ok: content !== null && sha256(content) === file.sha256', 'ok: content !== null']],
    test: evidence,
    name: 'a flipped byte in any file',
  },
  {
    guard: 'the audit’s head is kept apart',
    file: 'lib/store/audit.ts',
    changes: [['if (head && (head.seq !== seq', 'if (head && head.seq < 0 && (head.seq !== seq']],
    test: evidence,
    name: 'an edited record, a removed one',
  },
]
