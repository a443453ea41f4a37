import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { idIn, openCliLab } from './cli-lab.ts'
import { operator } from './lab.ts'
import { inTerminal } from './terminal.ts'

const { lab, typing, cli, json, close } = await openCliLab()
after(close)

test('a run is followed to its end: headings, log, verdict, evidence, and exit 0', async () => {
  const { code, stdout, stderr } = await cli(['lab', 'locked', '--key', 'k', '--a', 'make log=2'])
  assert.deepEqual([code, stderr], [0, ''])
  const lines = stdout.trimEnd().split('\n')
  assert.match(lines[0] ?? '', /^Run [0-9a-f]{12}: Play a script$/)
  const story = lines.filter((line) => !line.startsWith('Number')).slice(1)
  assert.deepEqual(story.slice(0, 3), ['▸ First', '  line 1 of a', '  line 2 of a'])
  assert.match(story[3] ?? '', /^✓ First \d+\.\d s$/)
  assert.match(story[4] ?? '', /^Play a script: succeeded after \d+\.\d s$/)
  assert.match(story[5] ?? '', new RegExp(`^  Evidence  ${lab.dataDir}/evidence/.*${idIn(stdout)}$`))
})

test('a run that fails exits with the code of its cause, and --json is one document with the story on stderr', async () => {
  const { code, document, stderr } = await json(['skill', 'run', 'lab.locked', '--a', 'make undo', '--b', 'fail'])
  assert.equal(code, 2)
  assert.equal(document.status, 'rolled_back')
  assert.deepEqual(document.cause, { code: 'invalid', message: 'Step b failed, as asked.', hint: 'Ask for something else.', step: 'b' })
  assert.deepEqual(Object.keys(document.steps), ['a', 'b'])
  assert.ok(document.evidence.path.startsWith(lab.dataDir))
  assert.match(stderr, /✗ Second: Step b failed, as asked\.\nUndoing what was done\n↶ First\n✓ First: undone/)
  const red = await json(['skill', 'run', 'lab.locked', '--a', 'test=t1', '--note', 'red'])
  assert.equal(red.code, 10)
  assert.deepEqual([red.document.tests.passed, red.document.output.note], [1, 'red'])
})

test('a run that another command cancels ends the one that follows with 13', async () => {
  const following = typing(['skill', 'run', 'lab.locked', '--a', 'make undo', '--b', 'wait=60000'])
  await following.said('▸ Second')
  const id = idIn(following.stdout())
  const cancelled = await cli(['runs', 'cancel', id.slice(0, 5)])
  assert.equal(cancelled.code, 0)
  assert.match(cancelled.stdout, new RegExp(`Run ${id} is being cancelled`))
  assert.equal(await following.ended, 13)
  assert.match(following.stdout(), /Play a script: cancelled/)
  assert.equal(lab.made(id, 'a'), false)
  const again = await cli(['runs', 'cancel', id])
  assert.equal(again.code, 5)
  assert.match(again.stderr, /has ended already: cancelled\.\nThere is nothing to cancel\.\n$/)
})

test('Ctrl-C leaves the run alone, says how to cancel it, and exits 130', async () => {
  const following = typing(['skill', 'run', 'lab.locked', '--b', 'wait=60000', '--json'])
  await following.said('▸ Second')
  following.process.kill('SIGINT')
  assert.equal(await following.ended, 130)
  const document = following.document()
  assert.equal(document.status, 'running')
  assert.match(
    following.stderr(),
    new RegExp(`Detached: run ${document.id} goes on. Cancel it: devops-agent runs cancel ${document.id}\n$`),
  )
  assert.equal((await lab.run(document.id)).status, 'running')
  await cli(['runs', 'cancel', document.id])
  assert.equal(await lab.finished(document.id), 'cancelled')
})

test('a run can be left at once, found by the beginning of its id, and followed later', async () => {
  const { code, document } = await json(['skill', 'run', 'lab.locked', '--a', 'log=3', '--detach'])
  assert.deepEqual([code, document.cause], [0, null])
  const followed = await cli(['runs', 'show', document.id.slice(0, 6), '--follow'])
  assert.equal(followed.code, 0)
  assert.match(followed.stdout, /line 3 of a/)
  const log = await cli(['runs', 'show', document.id, '--log'])
  assert.equal(log.stdout, 'line 1 of a\nline 2 of a\nline 3 of a\n')
  const shown = await cli(['runs', 'show', document.id])
  assert.match(
    shown.stdout,
    new RegExp(`^Run ${document.id} of lab.locked, by .* \\(cli\\), .* UTC\n  First  done  .*\n\nPlay a script: succeeded`),
  )
})

test('what destroys shows its plan, and does nothing without --yes', async () => {
  const input = ['skill', 'run', 'lab.destroys', '--key', 'old', '--a', 'make']
  const runs = async () => Number((await lab.sql.query('select count(*) from "Run"')).rows[0].count)
  const before = await runs()
  const plan = await json([...input, '--plan'])
  assert.deepEqual([plan.code, plan.document.sentence, plan.document.effect], [0, 'Destroy old', 'destroy'])
  assert.match(plan.document.digest, /^[0-9a-f]{64}$/)
  const refused = await cli(input)
  assert.deepEqual([refused.code, refused.stdout], [5, ''])
  assert.equal(refused.stderr, 'Destroy old: this has not been confirmed.\nSee the plan with --plan, then add --yes.\n')
  assert.equal(await runs(), before)
  assert.equal((await json([...input, '--yes'])).document.status, 'succeeded')
})

test('at a terminal what destroys is asked for, in colour', async () => {
  const input = ['skill', 'run', 'lab.destroys', '--key', 'old', '--a', 'make']
  for (const [answer, code] of [
    ['yes', 0],
    ['no', 5],
  ] as const) {
    const asked = typing(input, { through: inTerminal, env: { TERM: 'xterm' } })
    await asked.said('Destroy old? Type yes to go on: ')
    assert.ok(asked.stdout().includes('\u001b[1mDestroy old'))
    asked.process.stdin?.write(`${answer}\n`)
    assert.equal(await asked.ended, code, asked.stdout())
  }
  const plain = typing(['skill', 'list'], { through: inTerminal, env: { NO_COLOR: '1' } })
  assert.equal(await plain.ended, 0)
  assert.ok(!plain.stdout().includes('\u001b'))
})

test('nobody approves a run of their own, and who waits is told so', async () => {
  const waiting = typing(['skill', 'run', 'lab.destroys', '--a', 'make', '--note', 'approval', '--yes'])
  await waiting.said('Waits. It needs the approval of somebody else.')
  const id = idIn(waiting.stdout())
  const own = await json(['runs', 'approve', id])
  assert.deepEqual([own.code, own.document.error.code], [3, 'refused'])
  await lab.control.approve({ id: 'u8', name: 'op8', role: 'operator', surface: 'cli' }, id)
  assert.equal(await waiting.ended, 0)
  assert.match(waiting.stdout(), /Approved by op8\./)
  const input = { a: 'make', note: 'approval' }
  const { digest } = await lab.control.preview(operator, 'lab.destroys', input)
  const other = await lab.control.submit(operator, 'lab.destroys', input, { planDigest: digest })
  assert.equal((await cli(['runs', 'approve', other.id])).stdout, `Run ${other.id} is approved, and in the queue.\n`)
  assert.equal(await lab.finished(other.id), 'succeeded')
})

test('runs are listed by status and text; a mistake is one sentence, one hint, and the code of its kind', async () => {
  await cli(['skill', 'run', 'lab.locked', '--a', 'fail'])
  const { document } = await json(['runs', 'list', '--status', 'failed', '--status', 'rolled_back', '--limit', '1'])
  assert.equal(document.rows.length, 1)
  assert.ok(['failed', 'rolled_back'].includes(document.rows[0].status))
  assert.equal((await cli(['runs', 'list', '--text', 'nothing is called so'])).stdout, 'No runs.\n')
  const mistakes: [string[], number, string][] = [
    [['runs', 'list', '--status', 'fialed'], 2, 'invalid'],
    [['runs', 'list', '--limit', '900'], 2, 'invalid'],
    [['runs', 'show', 'ffffffffffff'], 4, 'not_found'],
    [['runs', 'show', 'f'], 4, 'not_found'],
    [['skill', 'run', 'lab.locked', '--a', '--b'], 2, 'invalid'],
    [['skill', 'run', 'lab.lockt'], 4, 'not_found'],
    [['skill', 'run', 'control_room.runs', '--plan'], 2, 'invalid'],
    [['runs', 'list', 'surplus'], 2, 'invalid'],
    [['evidence', 'verify', 'ffffffffffff'], 4, 'not_found'],
    [['members', 'add', '--email', 'a@b.example', '--name', 'A', '--password', 'hunter2'], 2, 'invalid'],
  ]
  const alsoAsJson: (string | undefined)[] = ['evidence', 'members']
  for (const [args, code, kind] of mistakes) {
    const plain = await cli(args)
    assert.deepEqual([plain.code, plain.stdout], [code, ''], args.join(' '))
    assert.doesNotMatch(plain.stderr, /\n\s+at |hunter2/)
    assert.match(plain.stderr, /^\S.*[.?!]\n\S.*\n$/, args.join(' '))
    if (!alsoAsJson.includes(args[0])) continue
    const { document } = await json(args)
    assert.deepEqual([document.error.code, `${document.error.message}\n${document.error.hint}\n`], [kind, plain.stderr])
  }
})

test('a log that a reader has seen enough of ends without a word, and cannot touch the terminal', async () => {
  const { document } = await json(['skill', 'run', 'lab.locked', '--a', 'log=4000 say=a\u001b]0;title\u0007b'])
  assert.match((await cli(['runs', 'show', document.id, '--log'])).stdout, /\nab\n$/)
  const reading = typing(['runs', 'show', document.id, '--log'])
  reading.process.stdout?.once('data', () => reading.process.stdout?.destroy())
  assert.equal(await reading.ended, 141)
  assert.equal(reading.stderr(), '')
})
