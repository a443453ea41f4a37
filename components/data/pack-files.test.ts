import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { test } from 'node:test'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'
import { browserDigest } from './digest.ts'
import { checkPackFiles, unpacked } from './pack-files.ts'

const digest = (text: string) => createHash('sha256').update(text).digest('hex')
const manifest = (files: Record<string, string>) =>
  JSON.stringify({ run: 'r1', seq: 7, files: Object.entries(files).map(([path, text]) => ({ path, sha256: digest(text) })) })

/** An archive as the control room makes it. */
async function archive(files: Record<string, string>): Promise<Blob> {
  const made = pack()
  for (const [name, text] of Object.entries(files)) made.entry({ name: `github_ci_runner-r1/${name}`, mode: 0o600 }, text)
  made.finalize()
  const parts: Buffer[] = []
  for await (const part of made) if (part instanceof Uint8Array) parts.push(Buffer.from(part))
  return new Blob([gzipSync(Buffer.concat(parts))])
}

async function verdictOf(files: Record<string, string>) {
  const sha256 = browserDigest()
  assert.ok(sha256)
  return checkPackFiles(await unpacked(await archive(files)), sha256)
}

const files = { 'run.json': '{"id":"r1"}', 'events.ndjson': 'x'.repeat(5000) }

test('a pack as it was packed fits, and is named by the digest of its manifest', async () => {
  const whole = { ...files, 'manifest.json': manifest(files) }
  assert.deepEqual(await verdictOf(whole), { run: 'r1', seq: 7, digest: digest(manifest(files)), files: 2, problem: null })
})

test('a flipped byte, a missing file and an added one are each named', async () => {
  const known = { 'manifest.json': manifest(files) }
  assert.equal((await verdictOf({ ...files, 'run.json': '{"id":"r2"}', ...known })).problem, 'run.json does not match its digest.')
  assert.equal((await verdictOf({ 'run.json': files['run.json'], ...known })).problem, 'events.ndjson is missing.')
  assert.equal((await verdictOf({ ...files, 'extra.txt': 'x', ...known })).problem, 'extra.txt is not in the manifest.')
})

test('what is no pack is said to be none', async () => {
  await assert.rejects(unpacked(new Blob(['hello'])), /cannot be unpacked/)
  await assert.rejects(unpacked(new Blob([gzipSync('hello')])), /ends in the middle/)
  await assert.rejects(unpacked(new Blob([gzipSync('x'.repeat(600))])), /not an evidence pack/)
  for (const text of ['no JSON', '{}', '{"run":1,"seq":1,"files":[]}', '{"run":"r","seq":1,"files":[{}]}'])
    await assert.rejects(verdictOf({ ...files, 'manifest.json': text }), /no manifest\.json/)
  await assert.rejects(verdictOf(files), /no manifest\.json/)
})
