import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { OpsError } from '../../../lib/core/error.ts'
import { runHelper } from './helper.ts'
import { openTrees } from './tree.fixture.ts'

const trees = openTrees()
after(() => trees.close())

test('a helper program that cannot be run is said by its name, with what it needs', async () => {
  const { step, job } = await trees.lay({})
  await assert.rejects(
    runHelper(step, job, { name: 'no_such_program' }),
    (error) =>
      error instanceof OpsError && error.code === 'unavailable' && /^no_such_program\.py ended with exit code 2: /.test(error.message),
  )
})

test('a cancelled step ends its helper program', async () => {
  const { step, job } = await trees.lay({})
  const cancelled = { ...step, signal: AbortSignal.abort() }
  await assert.rejects(
    runHelper(cancelled, job, { name: 'check_tree' }),
    (error) => error instanceof OpsError && error.code === 'cancelled',
  )
})
