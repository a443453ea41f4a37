import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { problemOf } from '../lib/core/error.ts'
import { operator } from './lab.ts'
import { refused } from './refused.ts'
import { openRoomLab } from './room-lab.ts'

let room: Awaited<ReturnType<typeof openRoomLab>>
before(async () => {
  room = await openRoomLab()
})
after(() => room.close())

test('an id that nobody has, and one that is several, are refused in words', async () => {
  await assert.rejects(room.ask('run', { id: 'ffffffff' }), refused('not_found', /No run ffffffff here/))
  await room.plant('aaaa00000001', 'failed')
  await room.plant('aaaa00000002', 'failed')
  await assert.rejects(room.ask('run', { id: 'aaaa' }), refused('invalid', /several runs/))
  await room.unplant('aaaa')
})

test('a run that is not there is missing in the same words, whoever asks for it and how', async () => {
  const { ask, lab } = room
  const { control } = lab
  for (const id of ['zz', 'ffffffff', 'x'.repeat(100)]) {
    const ways = [
      () => ask('run', { id }),
      () => ask('evidence', { run: id }),
      () => ask('log_search', { id, text: 'x' }),
      () => control.run(operator, id),
      () => control.cancel(operator, id),
      () => control.approve(operator, id),
      () => control.follow(operator, id, 0, AbortSignal.abort()),
      () => control.submit(operator, 'github_ci_runner.rerun', { run: id }),
    ]
    const said = await Promise.all(
      ways.map((way) =>
        way().then(
          () => null,
          (error: unknown) => problemOf(error),
        ),
      ),
    )
    const sentence = `No run ${id.slice(0, 40)} here.`
    const hint = 'It may have been deleted or belong to another project.'
    for (const problem of said) assert.deepEqual(problem, { code: 'not_found', message: sentence, hint })
  }
})
