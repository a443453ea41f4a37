import assert from 'node:assert/strict'
import { test } from 'node:test'
import { commandOf, mountsBelow } from './linux.ts'

test('mounts below a folder are found, the deepest first, and no others', () => {
  const mountinfo = `21 1 0:19 / / rw - ext4 /dev/vda rw
30 21 0:30 / /run/bed/net\\040ns/a rw - nsfs nsfs rw
31 30 0:31 / /run/bed/net\\040ns/a/b rw - tmpfs tmpfs rw
32 21 0:32 / /run/bedroom rw - tmpfs tmpfs rw
`
  assert.deepEqual(mountsBelow('/run/bed', mountinfo), ['/run/bed/net ns/a/b', '/run/bed/net ns/a'])
})

test('a process that is not there has no command', () => {
  assert.equal(commandOf(2 ** 30), null)
  assert.equal(commandOf(process.pid)?.[0], process.argv0)
})
