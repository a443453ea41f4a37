import assert from 'node:assert/strict'
import { existsSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { openProcess } from '../lib/tools/process.ts'
import { openLab, openServer } from './lab.ts'
import { until } from './until.ts'

test('processes and folders of runs that have ended are cleared; those of living and of unknown runs stay', async () => {
  const server = await openServer()
  const lab = await openLab(server, { variant: 'real', leaseMs: 2_000 })
  const stop = new AbortController()
  try {
    await lab.worker('A')
    const over = await lab.submit({ repo: '/nowhere/at/all' }, 'github_ci_runner.run')
    await lab.finished(over)
    const process = openProcess()
    const unknown = 'abcdefabcdef'
    const sleeper = (label: string) =>
      process.run({ argv: ['sleep', '300'], cwd: '/', env: { PATH: '/usr/bin:/bin' }, label }, { signal: stop.signal }).catch(() => null)
    const swept = sleeper(over)
    const kept = sleeper(unknown)
    for (const id of [over, unknown]) mkdirSync(path.join(lab.dataDir, 'work', id), { recursive: true })
    assert.equal((await swept)?.signal, 'SIGKILL')
    await until(
      () => !existsSync(path.join(lab.dataDir, 'work', over)),
      10_000,
      () => lab.stories(),
    )
    assert.equal(existsSync(path.join(lab.dataDir, 'work', unknown)), true)
    assert.deepEqual(
      (await process.labels()).filter((label) => label === unknown),
      [unknown],
    )
    stop.abort()
    await kept
  } finally {
    stop.abort()
    await lab.close()
    await server.close()
  }
})
