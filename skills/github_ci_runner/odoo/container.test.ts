import assert from 'node:assert/strict'
import { test } from 'node:test'
import { OpsError } from '../../../lib/core/error.ts'
import { runOdoo } from './container.ts'
import { failing, jobWith, stepWith } from './step.fixture.ts'

const stack = { image: 'odoo:19', password: 'p' }
const hear = async () => undefined

test('an Odoo that does not end in time is said with its last line', async () => {
  const { step } = stepWith({
    docker: {
      run: async (_spec, options) => {
        await options?.onLine?.('Starting TestX.test_for_ever ...', 'err')
        throw new OpsError('timeout', 'late', 'wait')
      },
    },
  })
  await assert.rejects(runOdoo(step, jobWith(), stack, { argv: [] }, hear), {
    code: 'timeout',
    message: /did not end within 0 s and was stopped\. Its last line: Starting TestX\.test_for_ever/,
  })
})

test('another failure of the engine stays what it is', async () => {
  const { step } = stepWith({ docker: { run: failing('unavailable') } })
  await assert.rejects(runOdoo(step, jobWith(), stack, { argv: [] }, hear), { code: 'unavailable' })
})
