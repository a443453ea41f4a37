import assert from 'node:assert/strict'
import { afterEach, beforeEach, test } from 'node:test'
import { OpsError } from '../../lib/core/error.ts'
import { list } from './list.ts'
import { catalogueOf, openTrees } from './trees.fixture.ts'

interface Answer {
  rows: {
    name: string
    state: string
    because: string
    repository: string | null
    needs: number
    neededBy: number
    database: { isInstalled: boolean; isChanged: boolean; version: string | null } | null
  }[]
  notAsked: string | null
  next: string | null
  total: number
  own: number
  wrong: number
  series: string | null
  unread: { path: string; message: string }[]
}

let trees: ReturnType<typeof openTrees>
beforeEach(() => {
  trees = openTrees()
  trees.write('catalogue.json', catalogueOf({ web: [] }))
  trees.addon('ipai/a', { depends: ['web'] })
  trees.addon('ipai/b', { depends: ['a', 'nobody'] })
  trees.addon('oca/web/web_c', { depends: ['web', 'a'], name: 'Sees through walls' })
})
afterEach(() => trees.remove())
const ask = (input: object = {}) => trees.look<Answer>(list, input)

test('every module of the path is there once, with its repository, and how many it needs and need it', async () => {
  const { rows, total, own, wrong, series, next } = await ask()
  assert.deepEqual(
    rows.map(({ name, repository, needs, neededBy }) => [name, repository, needs, neededBy]),
    [
      ['a', null, 1, 2],
      ['b', null, 2, 0],
      ['web_c', 'web', 2, 0],
    ],
  )
  assert.deepEqual([total, own, wrong, series, next], [3, 2, 1, '19.0', null])
})

test('what keeps a module from being installed is its state, with the reason', async () => {
  trees.addon('ipai/old', { version: '17.0.1.0.0' })
  trees.addon('ipai/off', { installable: false })
  trees.addon('ipai/x', { depends: ['y'] })
  trees.addon('ipai/y', { depends: ['x'] })
  trees.write('ipai/torn/__manifest__.py', "{'name': ")
  trees.write('ipai/odd/__manifest__.py/file', '')
  const { rows } = await ask({ state: 'wrong', series: '19.0' })
  assert.deepEqual(
    rows.map(({ name, state }) => [name, state]),
    [
      ['b', 'missing'],
      ['odd', 'unreadable'],
      ['off', 'not_installable'],
      ['old', 'wrong_series'],
      ['torn', 'unreadable'],
      ['x', 'cycle'],
      ['y', 'cycle'],
    ],
  )
  for (const { because } of rows) assert.notEqual(because, '')
  assert.equal(rows[0]?.because, 'nobody is not on the addons path.')
  assert.equal(rows[5]?.because, 'x needs y needs x')
})

test('it is found by name, title, repository and state', async () => {
  const names = async (input: object) => (await ask(input)).rows.map(({ name }) => name)
  assert.deepEqual(await names({ text: 'WALLS' }), ['web_c'])
  assert.deepEqual(await names({ text: 'web' }), ['web_c'])
  assert.deepEqual(await names({ state: 'fine' }), ['a', 'web_c'])
  assert.deepEqual(await names({ text: 'walls', state: 'wrong' }), [])
})

test('pages follow each other without a gap', async () => {
  const first = await ask({ limit: 2 })
  const second = await ask({ limit: 2, cursor: first.next })
  assert.deepEqual(
    [...first.rows, ...second.rows].map(({ name }) => name),
    ['a', 'b', 'web_c'],
  )
  assert.equal(second.next, null)
})

test('folders that gave nothing are told; a repository that was not cloned yet is none of them', async () => {
  assert.deepEqual((await trees.look<Answer>(list, {}, { path: [trees.at('none')] })).unread, [
    { path: trees.at('none'), message: 'It is not there.' },
  ])
})

test('without a series nothing is of another one; several that are absent are named together', async () => {
  trees.write('catalogue.json', catalogueOf({}))
  for (const name of ['a', 'b']) trees.addon(`ipai/${name}`, { version: '1.0', depends: ['x', 'y'] })
  const { rows, series } = await trees.look<Answer>(list, { text: 'a' }, { series: '15.0' })
  assert.deepEqual([series, rows[0]?.state, rows[0]?.because], [null, 'missing', 'x, y are not on the addons path.'])
})

test('a database says what it has of them, and which have another version there; that it cannot be asked hides nothing', async () => {
  const installed = [
    { name: 'a', version: '19.0.0.9.0' },
    { name: 'web_c', version: '19.0.1.0.0' },
    { name: 'b', version: null },
  ]
  trees.addon('ipai/d')
  const asked: string[] = []
  const databases = {
    installed: async (name: string) => {
      asked.push(name)
      return installed
    },
  }
  const answer = await trees.look<Answer>(list, {}, { database: 'acme' }, {}, { databases })
  assert.deepEqual(
    answer.rows.map(({ name, database }) => [name, database?.isInstalled, database?.isChanged, database?.version]),
    [
      ['a', true, true, '19.0.0.9.0'],
      ['b', true, false, null],
      ['d', false, false, null],
      ['web_c', true, false, '19.0.1.0.0'],
    ],
  )
  await trees.look<Answer>(list, { database: 'other' }, { database: 'acme' }, {}, { databases })
  assert.deepEqual([asked, answer.notAsked], [['acme', 'other'], null])
  const failing = async () => {
    throw new OpsError('unavailable', 'It does not answer.', 'Wait for it.')
  }
  const silent = await trees.look<Answer>(list, {}, { database: 'acme' }, {}, { databases: { installed: failing } })
  assert.deepEqual([silent.rows.length, silent.rows[0]?.database, silent.notAsked], [4, null, 'It does not answer. Wait for it.'])
})
