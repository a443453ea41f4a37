import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { PostgresTool } from '../../../lib/tools/postgres/port.ts'
import { makeDatabase } from './database.ts'
import { failing, jobWith, stepWith } from './step.fixture.ts'

const wanted = { password: 'x', template: 'tpl_1' }

/** A server on which the making of a database goes as these say, in turn, and then well; it tells what was asked of it. */
function server(...ends: PostgresTool['create'][]) {
  const asked: string[] = []
  const { step, lines } = stepWith({
    postgres: {
      create: async (...given) => {
        asked.push(`create ${given[1].name} of ${given[1].template}`)
        await ends.shift()?.(...given)
      },
      drop: async (_server, name) => void asked.push(`drop ${name}`),
    },
  })
  return { step, lines, asked }
}

test('a database is a copy of its template, in one call', async () => {
  const { step, lines, asked } = server()
  await makeDatabase(step, jobWith(), wanted)
  assert.deepEqual(asked, ['create run_r1 of tpl_1'])
  assert.match(lines.join('\n'), /is a copy of the template tpl_1, made in \d+\.\d\d s\.$/)
})

test('what an earlier attempt left is dropped first', async () => {
  const { step, asked } = server(failing('conflict'))
  await makeDatabase(step, jobWith(), wanted)
  assert.deepEqual(asked, ['create run_r1 of tpl_1', 'drop run_r1', 'create run_r1 of tpl_1'])
})

test('a template that another run has just dropped leaves an empty database; another failure is one', async () => {
  const { step, lines, asked } = server(failing('not_found'))
  await makeDatabase(step, jobWith(), wanted)
  assert.deepEqual(asked, ['create run_r1 of tpl_1', 'create run_r1 of undefined'])
  assert.deepEqual(lines, ['The database begins empty.'])
  await assert.rejects(makeDatabase(server(failing('unavailable')).step, jobWith(), wanted), { code: 'unavailable' })
})

test('without a template it begins empty', async () => {
  const { step, lines, asked } = server()
  await makeDatabase(step, jobWith(), { password: 'x', template: undefined })
  assert.deepEqual(asked, ['create run_r1 of undefined'])
  assert.deepEqual(lines, ['The database begins empty.'])
})
