import assert from 'node:assert/strict'
import { test } from 'node:test'
import { placeInManifest } from './manifest-place.ts'

test('a word is found after its key, in either kind of quotes', () => {
  const source = `{\n  "category": "sale",\n  'depends': [\n    'base',\n    'sale',\n  ],\n  "demo": ["sale"],\n}\n`
  assert.deepEqual(placeInManifest(source, 'depends', 'sale'), { line: 5, column: 5 })
  assert.deepEqual(placeInManifest(source, 'category', 'sale'), { line: 2, column: 15 })
  assert.deepEqual(placeInManifest(`{'data': ["a.xml", 'a.xml']}`, 'data', 'a.xml'), { line: 1, column: 11 })
})

test('what is not written plainly has no place', () => {
  assert.equal(placeInManifest(`{'depends': ['sa' 'le']}`, 'depends', 'sale'), null)
  assert.equal(placeInManifest(`{'name': 'sale'}`, 'depends', 'sale'), null)
})
