import assert from 'node:assert/strict'
import { mkdirSync, mkdtempSync, realpathSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { after, test } from 'node:test'
import { openTreeFiles } from './tree-files.ts'

const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'tree-files-')))
after(() => rmSync(base, { recursive: true }))
const at = (...parts: string[]) => path.join(base, ...parts)
mkdirSync(at('in/b'), { recursive: true })
mkdirSync(at('out'))
writeFileSync(at('in/a.txt'), 'a')
writeFileSync(at('out/secret.txt'), 'secret')
symlinkSync('b', at('in/c'))
symlinkSync('a.txt', at('in/z.txt'))
symlinkSync(at('out'), at('in/out'))
symlinkSync('loop', at('in/loop'))
symlinkSync('nowhere', at('in/lost'))
const files = openTreeFiles({ roots: [at('in'), at('never')] })

test('a folder is listed by names, links as what they lead to; those that lead out, in a circle or nowhere are not', () => {
  assert.deepEqual(files.entries(at('in')), { folders: ['b', 'c'], files: ['a.txt', 'z.txt'], isAbsent: false, problem: null })
})

test('what is not there, is no folder, or may not be read is told apart', () => {
  const nothing = { folders: [], files: [] }
  assert.deepEqual(files.entries(at('in/none')), { ...nothing, isAbsent: true, problem: null })
  assert.deepEqual(files.entries(at('in/a.txt')), { ...nothing, isAbsent: false, problem: `${at('in/a.txt')} cannot be read (ENOTDIR).` })
  assert.match(files.entries(at('in/out')).problem ?? '', /in\/out is not below a folder that may be read: see allow\.paths/)
})

test('a file is read with the sha-256 of its bytes; what is none, is too large or lies outside is not', () => {
  const sha256 = 'ca978112ca1bbdcafac231b39a23dc4da786eff8147c4e72b9807785afee48bb'
  assert.deepEqual(files.file(at('in/z.txt')), { text: 'a', sha256 })
  writeFileSync(at('in/large'), Buffer.alloc(1024 * 1024 + 1))
  for (const name of ['in/b', 'in/none', 'in/large', 'in/out/secret.txt']) assert.equal(files.file(at(name)), null)
})

test('where everything may be read, everything is', () => {
  assert.equal(openTreeFiles({ roots: ['/'] }).file(at('out/secret.txt'))?.text, 'secret')
})
