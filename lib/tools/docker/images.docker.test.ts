import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { after, it } from 'node:test'
import { openBench } from './engine.fixture.ts'
import { openRegistry } from './registry.fixture.ts'

const { docker, labels } = openBench()
const registry = await openRegistry({ ...labels, small: 'yes' })
const name = `${registry.host}/small:1`
after(() => {
  registry.close()
  execFileSync('docker', ['image', 'rm', '--force', name], { stdio: 'ignore' })
})

it('an image that is absent is pulled, with its progress told line by line, and once only', async () => {
  assert.equal(await docker.image(name), null)
  const lines: string[] = []
  const facts = await docker.pull(name, { onLine: (line) => void lines.push(line) })
  assert.deepEqual([facts.id, facts.tags, facts.labels], [registry.configId, [name], { ...labels, small: 'yes' }])
  assert.ok(
    lines.some((line) => /Pull complete|Download complete/.test(line)),
    lines.join('\n'),
  )
  assert.equal(new Set(lines).size, lines.length)
  registry.close()
  assert.deepEqual(await docker.pull(name), facts)
})

it('an image that the registry does not have is unavailable, whatever form the refusal has', async () => {
  const other = await openRegistry({})
  for (const absent of ['small:2', 'nosuch', `small@sha256:${'0'.repeat(64)}`]) {
    const message = new RegExp(`^The image ${other.host}/${absent} is not on the engine and cannot be pulled: .*\\.$`)
    await assert.rejects(docker.pull(`${other.host}/${absent}`), { code: 'unavailable', message })
  }
  other.close()
})
