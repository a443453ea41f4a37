import assert from 'node:assert/strict'
import { PassThrough } from 'node:stream'
import { test } from 'node:test'
import { SettingError } from '../../config/env.ts'
import { OpsError } from '../core/error.ts'
import { fail } from './fail.ts'
import { openOutput } from './output.ts'

async function failing(error: unknown, isJson = false) {
  const sinks = { stdout: new PassThrough(), stderr: new PassThrough() }
  const code = await fail(error, openOutput(sinks, isJson, true))
  const read = (sink: PassThrough) => String(sink.read() ?? '')
  return { code, stdout: read(sinks.stdout), stderr: read(sinks.stderr) }
}

test('an error of ours is its message, its hint and the exit code of its kind', async () => {
  const error = new OpsError('conflict', 'It is taken.', 'Wait.', { fields: { name: 'taken' } })
  assert.deepEqual(await failing(error), { code: 5, stdout: '', stderr: 'It is taken.\nWait.\n' })
  const { code, stdout, stderr } = await failing(error, true)
  assert.deepEqual([code, stderr], [5, ''])
  assert.deepEqual(JSON.parse(stdout), { error: { code: 'conflict', message: 'It is taken.', hint: 'Wait.', fields: { name: 'taken' } } })
})

test('of an unknown error only its last line is shown, and never its stack', async () => {
  const { code, stderr } = await failing(
    new Error('\nInvalid `prisma.run.findMany()` invocation in\n/srv/room/lib/store/reads.ts:4\n\nThe column is missing.\n'),
  )
  assert.equal(code, 70)
  assert.match(stderr, /^The column is missing\.\n\S.*\n$/)
  assert.match((await failing('thrown text')).stderr, /^thrown text\n/)
  assert.match((await failing(new Error(''))).stderr, /^Something went wrong, and it did not say what\.\n/)
})

test('a mistake in the configuration is a mistake of the caller', async () => {
  assert.deepEqual(await failing(new SettingError('agent.yml, line 2: mood.')), {
    code: 2,
    stdout: '',
    stderr: 'agent.yml, line 2: mood.\nCorrect it, then try again.\n',
  })
})
