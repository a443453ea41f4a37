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
  const site = 'Control room'
  assert.equal(titleWith('CI - Control room', 2, site), '(2x) CI - Control room')
  assert.equal(titleWith('(2x) CI - Control room', 3, site), '(3x) CI - Control room')
  assert.equal(titleWith('(50+x) CI - Control room', 50, site), '(50+x) CI - Control room')
  assert.equal(titleWith('(2x) CI - Control room', 0, site), 'CI - Control room')
  assert.equal(titleWith(site, 1, site), '(1x) Control room')
  assert.equal(titleWith('PROD CI - Control room', 2, site), 'PROD (2x) CI - Control room')
  assert.equal(titleWith('PROD (2x) CI - Control room', 2, site), 'PROD (2x) CI - Control room')
  for (const title of ['> 64% CI of shop - Control room', 'Failed: CI of shop']) assert.equal(titleWith(title, 2, site), title)
})

test('each state has a shape of its own, drawn from nothing but the address', () => {
  const shapes: TabShape[] = ['failing', 'waiting', 'running', 'calm']
  const pictures = shapes.map((shape) => pictureOf(shape, { ground: 'navy', ink: 'white' }))
  assert.equal(new Set(pictures).size, shapes.length)
  for (const picture of pictures) assert.match(picture, /^data:image\/svg\+xml,%3Csvg[^<>"#]*$/)
})
