import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { after, before, test } from 'node:test'
import { repository } from './ci-lab.ts'
import { type Drilled, writeDrill } from './drill-report.ts'
import { type Lab, openLab, openServer } from './lab.ts'
import { docker, odooCounts, odooRepository, remainsOfOdoo } from './odoo-lab.ts'
import { until } from './until.ts'

const buildServer = 'devops-agent-build-postgres'
const rows: Drilled[] = []
let server: Awaited<ReturnType<typeof openServer>>
let lab: Lab
let repo = ''
const mounted: string[] = []
before(async () => {
  server = await openServer()
  lab = await openLab(server, { variant: 'real' })
  await lab.supervise('A')
  repo = odooRepository(path.join(server.base, 'code', 'disk'), 0.1)
})
after(async () => {
  await lab.close()
  for (const place of mounted) execFileSync('umount', [place])
  await server.close()
  writeDrill('A disk that is full', rows)
})

/** A file system of that size in memory, over a folder of the control room’s. */
function small(folder: string, megabytes: number): void {
  mkdirSync(folder, { recursive: true })
  execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', folder])
  mounted.push(folder)
}

function grown(folder: string): void {
  execFileSync('umount', [folder])
  mounted.splice(mounted.indexOf(folder), 1)
}

async function ended(target: string) {
  const id = await lab.submit({ repo: target }, 'github_ci_runner.run')
  const status = await lab.finished(id, 300_000)
  return { id, status, cause: (await lab.run(id)).view.cause, left: (await lab.run(id)).view.left }
}

test('the folder of the runs is full: it is said, nothing is left, and the next run is well', async () => {
  const large = repository(path.join(server.base, 'code', 'large'), { 'setup.cfg': '[metadata]\nname = large\nversion = 1\n' })
  writeFileSync(path.join(large, 'large.bin'), randomBytes(20 * 1024 ** 2))
  repository(large, {})
  const work = path.join(lab.dataDir, 'work')
  small(work, 8)
  const { status, cause, left } = await ended(large)
  assert.deepEqual([status, left], ['failed', []], JSON.stringify(cause))
  assert.match(`${cause?.message} ${cause?.hint}`, /no space left|disk is full/i)
  grown(work)
  const next = await ended(repo)
  assert.deepEqual((await lab.run(next.id)).view.tests, odooCounts)
  rows.push({
    what: 'folder of the runs, while the code is fetched',
    result: `${cause?.code}: ${cause?.message.replace(large, 'the repository').slice(0, 120)}, nothing left`,
  })
})

test('the disk of the builds’ databases is full: no green and no red test, it is said, and once there is room nothing is left', async () => {
  const disk = path.join(server.base, 'disk')
  small(disk, 75)
  const [uid, gid] = ['-u', '-g'].map((word) => docker('run', '--rm', '--entrypoint', 'id', 'postgres:17', word, 'postgres'))
  execFileSync('chown', [`${uid}:${gid}`, disk])
  docker('rm', '--force', '--volumes', buildServer)
  docker('volume', 'rm', '--force', buildServer)
  const label = ['--label', 'devops-agent.role=build-database']
  docker('volume', 'create', ...label, '--opt', 'type=none', '--opt', 'o=bind', '--opt', `device=${disk}`, buildServer)
  try {
    const { id, status, cause } = await ended(repo)
    assert.equal(status, 'failed', JSON.stringify(cause))
    assert.match(cause?.code ?? '', /^(?:crashed|unavailable)$/, JSON.stringify(cause))
    assert.match(`${cause?.message} ${cause?.hint}`, /no space left|disk is full/i)
    rows.push({ what: 'disk of the builds’ PostgreSQL', result: `${cause?.code}: ${cause?.message.slice(0, 200)}` })
    execFileSync('mount', ['-o', 'remount,size=2g', disk])
    const next = await ended(repo)
    assert.deepEqual((await lab.run(next.id)).view.tests, odooCounts)
    // What could not be removed while the disk was full is swept.
    const left = () => [...remainsOfOdoo(id), ...remainsOfOdoo(next.id)]
    await until(
      () => left().length === 0,
      60_000,
      () => left().join(', '),
    )
    rows.push({ what: 'the same, once there was room', result: 'the next run as ever, nothing left of either' })
  } finally {
    docker('rm', '--force', '--volumes', buildServer)
    docker('volume', 'rm', buildServer)
  }
})

test('the folder of the evidence is full: the run ends, and its pack is there once there is room', async () => {
  const evidence = path.join(lab.dataDir, 'evidence')
  small(evidence, 1)
  writeFileSync(path.join(evidence, 'ballast'), Buffer.alloc(1024 ** 2))
  const id = await lab.submit({ repo }, 'github_ci_runner.run')
  await lab.ended(id, 120_000)
  assert.deepEqual((await lab.run(id)).view.tests, odooCounts)
  grown(evidence)
  assert.equal(await lab.finished(id, 60_000), 'failed')
  assert.equal((await lab.run(id)).view.cause?.code, 'tests_failed')
  rows.push({ what: 'folder of the evidence', result: 'tests_failed, packed once there was room' })
})
