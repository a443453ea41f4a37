import assert from 'node:assert/strict'
import { test } from 'node:test'
import { stepWith } from './step.fixture.ts'
import { dropOldest, templateName } from './template.ts'

const parts = {
  image: 'sha256:1',
  series: '19.0',
  demo: true,
  modules: [
    { name: 'base', hash: '' },
    { name: 'a', hash: '1' },
  ],
}

test('a template has another name when anything in it is another, and not when only the order is', async () => {
  const name = await templateName(parts)
  assert.match(name, /^tpl_[0-9a-f]{24}$/)
  assert.equal(await templateName({ ...parts, modules: parts.modules.toReversed() }), name)
  for (const other of [
    { ...parts, image: 'sha256:2' },
    { ...parts, series: '18.0' },
    { ...parts, demo: false },
    {
      ...parts,
      modules: [
        { name: 'base', hash: '' },
        { name: 'a', hash: '2' },
      ],
    },
    { ...parts, modules: parts.modules.slice(0, 1) },
  ])
    assert.notEqual(await templateName(other), name)
})

test('there is room for a twelfth template: the oldest are dropped before it is made, with what a removal has left, and no other database', async () => {
  const dropped: string[] = []
  const template = (name: string, madeAt: string, isTemplate = true) => ({
    name,
    owner: 'o',
    isTemplate,
    note: JSON.stringify({ madeAt }),
  })
  const old = Array.from({ length: 13 }, (_, index) => template(`tpl_${index}`, `2026-01-${String(20 - index).padStart(2, '0')}`))
  const others = [template('mine', '2020', true), template('run_1', '2020', false)]
  const { step } = stepWith({ postgres: { drop: async (_server, name) => void dropped.push(name) } })
  await dropOldest(step, [...old.slice(6), ...others, ...old.slice(0, 6).toReversed()])
  assert.deepEqual(dropped, ['tpl_12', 'tpl_11'])
  await dropOldest(step, [...old.slice(0, 11), ...others, template('tpl_half', '2026', false)])
  assert.deepEqual(dropped.slice(2), ['tpl_half'])
})
