import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { OpenRun } from '../../lib/core/store.ts'
import { pictureOf, shapeOf, type TabShape, titleWith } from './tab-state.ts'

const run = (status: OpenRun['status']): OpenRun => ({
  id: 'a',
  title: 'CI',
  status,
  surface: 'web',
  startedByName: 'op1',
  createdAt: '2026-11-26T03:00:00.000Z',
  attempt: 1,
})

test('the tab shows the worst that is open', () => {
  assert.equal(shapeOf(null), 'calm')
  assert.equal(shapeOf({ rows: [], failing: 0 }), 'calm')
  assert.equal(shapeOf({ rows: [run('running')], failing: 0 }), 'running')
  assert.equal(shapeOf({ rows: [run('running'), run('waiting')], failing: 0 }), 'waiting')
  assert.equal(shapeOf({ rows: [run('waiting')], failing: 1 }), 'failing')
})

test('the count stands before the titles of places, once, and goes with its cause', () => {
  const siteName = 'Control room'
  const shown = (title: string, failing: number, isProduction = false) => titleWith(title, { failing, isProduction, siteName })
  assert.equal(shown('CI - Control room', 2), '(2x) CI - Control room')
  assert.equal(shown('(2x) CI - Control room', 3), '(3x) CI - Control room')
  assert.equal(shown('(50+x) CI - Control room', 50), '(50+x) CI - Control room')
  assert.equal(shown('(2x) CI - Control room', 0), 'CI - Control room')
  assert.equal(shown(siteName, 1), '(1x) Control room')
  assert.equal(shown('(2x) CI - Control room', 2, true), 'PROD (2x) CI - Control room')
  assert.equal(shown('PROD (2x) CI - Control room', 2, true), 'PROD (2x) CI - Control room')
  assert.equal(shown('PROD (2x) CI - Control room', 2), '(2x) CI - Control room')
  assert.equal(shown('', 2, true), '')
  for (const title of ['> 64% CI of shop - Control room', 'Failed: CI of shop']) {
    assert.equal(shown(title, 2), title)
    assert.equal(shown(title, 2, true), `PROD ${title}`)
  }
})

test('each state has a shape of its own, drawn from nothing but the address', () => {
  const shapes: TabShape[] = ['failing', 'waiting', 'running', 'calm']
  const pictures = shapes.map((shape) => pictureOf(shape, { ground: 'navy', ink: 'white', isSquare: false }))
  assert.equal(new Set(pictures).size, shapes.length)
  for (const picture of pictures) assert.match(picture, /^data:image\/svg\+xml,%3Csvg[^<>"#]*$/)
})
