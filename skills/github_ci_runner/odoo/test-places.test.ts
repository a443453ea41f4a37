import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placesOfTests } from './test-places.ts'

test('each test method is found with its class and line, nothing else', () => {
  const text = `class Helper:
    def help(self): ...

class TestLead(TransactionCase):
    def setUp(self): ...
    def test_create(self):
        def test_inner(): ...
    async def test_later(self): ...

def test_alone(): ...
`
  const places = placesOfTests('sale_x/tests/test_lead.py', text)
  assert.deepEqual(places.get('TestLead.test_create'), { file: 'sale_x/tests/test_lead.py', line: 6 })
  assert.equal(places.get('TestLead.test_later')?.line, 8)
  assert.equal(places.has('TestLead.test_alone'), false)
  assert.deepEqual([...placesOfTests('x.py', '    def test_in_nothing(self): ...\n')], [])
})
