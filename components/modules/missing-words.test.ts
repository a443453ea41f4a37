import assert from 'node:assert/strict'
import { test } from 'node:test'
import { missingGroups, missingSentence } from './missing-words.ts'

test('what is missing stands there once, with all that need it', () => {
  const missing = [
    { name: 'partner_z', wantedBy: 'sale_x', repository: 'partner-contact' },
    { name: 'partner_z', wantedBy: 'sale_y', repository: 'partner-contact' },
    { name: 'partner_z', wantedBy: '', repository: 'partner-contact' },
  ]
  const [group] = missingGroups(missing, [{ name: 'partner-contact' }])
  assert.deepEqual(group, { name: 'partner_z', repository: 'partner-contact', isCloned: false, wantedBy: ['sale_x', 'sale_y'] })
  assert.equal(missingGroups(missing, [])[0]?.isCloned, true)
})

test('the sentence says how many cannot be installed and why; of much that is missing only how much', () => {
  const one = { name: 'partner_z', repository: null, isCloned: true, wantedBy: [] }
  const known = { name: 'web_x', repository: 'web', isCloned: false, wantedBy: [] }
  assert.equal(missingSentence(2, [one]), '2 modules cannot be installed: partner_z is in no known repository.')
  assert.equal(
    missingSentence(1, [one, known]),
    '1 module cannot be installed: partner_z is in no known repository, web_x belongs to web, which was not cloned.',
  )
  const absent = { ...known, isCloned: true }
  assert.equal(missingSentence(1, [absent]), '1 module cannot be installed: web_x belongs to web, which has no such module on its branch.')
  assert.equal(missingSentence(9, [one, known, one, known]), '9 modules cannot be installed: 4 that they need are not on the addons path.')
})
