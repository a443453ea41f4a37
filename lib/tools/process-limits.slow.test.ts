import assert from 'node:assert/strict'
import { mkdtemp, rm, stat } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { openProcess } from './process.ts'
import { type Limits, withLimits } from './process-limits.ts'
import { findProgram } from './process-program.ts'

const env = { PATH: '/usr/local/bin:/usr/bin:/bin' }
const prlimit = findProgram('prlimit', undefined, '/')
const absent = prlimit === undefined ? 'prlimit (util-linux) is not on this machine' : false
let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'limits-'))
})
after(() => rm(folder, { recursive: true }))

const run = (argv: string[], limits: Limits) => openProcess().run({ argv, cwd: folder, env, limits }, { deadlineMs: 20_000 })

describe('limits', { skip: absent }, () => {
  it('bound the memory', async () => {
    const allocate = 'const held = []; for (let i = 0; i < 20; i++) held.push(Buffer.alloc(50e6, 1)); console.log("all")'
    const finished = await run([process.execPath, '-e', allocate], { memoryBytes: 600e6 })
    assert.notEqual(finished.exitCode, 0)
    assert.doesNotMatch(finished.stdout, /all/)
    assert.deepEqual(finished.limitsNotApplied, [])
  })

  it('bound the size of a file', async () => {
    await run(['dd', 'if=/dev/zero', 'of=big', 'bs=1k', 'count=100'], { fileBytes: 10_240 })
    assert.equal((await stat(join(folder, 'big'))).size, 10_240)
  })

  it('bound the processor time, and the signal tells it', async () => {
    const finished = await run(['sh', '-c', 'while :; do :; done'], { cpuSeconds: 1 })
    assert.equal(finished.signal, 'SIGXCPU')
  })

  it('bound the open files', async () => {
    assert.equal((await run(['sh', '-c', 'ulimit -n; ulimit -Hn'], { openFiles: 33 })).stdout, '33\n33\n')
  })

  it('never exceed our own, so that a command still starts where we have less', async () => {
    const ours = (await run(['sh', '-c', 'ulimit -Hn'], {})).stdout
    assert.equal((await run(['sh', '-c', 'ulimit -Hn'], { openFiles: 1e12 })).stdout, ours)
  })
})

describe('the limit of processes', { skip: absent }, () => {
  // Forks 60 times, says how often that was refused, and ends its children.
  const fork =
    'my @c; my $no = 0; for (1..60) { my $p = fork; if (!defined $p) { $no++ } elsif (!$p) { sleep 30; exit } else { push @c, $p } } kill 9, @c; print $no'
  const asNobody = process.getuid?.() === 0
  const perl = findProgram('perl', env.PATH, '/') === undefined ? 'perl is not on this machine' : false

  it('stops one that forks without end, on top of what the user runs already', { skip: perl }, async () => {
    const { argv, notApplied } = withLimits(['perl', '-e', fork], { processes: 20 }, { prlimit, userId: 65_534, procFolder: '/proc' })
    assert.deepEqual(notApplied, [])
    const finished = asNobody
      ? await run(['setpriv', '--reuid=65534', '--clear-groups', ...argv], {})
      : await run(['perl', '-e', fork], { processes: 20 })
    const refused = Number(finished.stdout)
    assert.ok(refused >= 40 && refused < 60, `${refused} of 60 forks refused; ${finished.stderr}`)
  })

  it('is named as not applied where the user is root', () => {
    const { argv, notApplied } = withLimits(['perl'], { processes: 20 }, { prlimit, userId: 0, procFolder: '/proc' })
    assert.deepEqual([argv, notApplied], [['perl'], ['processes']])
  })
})

describe('a machine without prlimit', () => {
  it('runs the command and names every limit that was asked for', async () => {
    const bare = openProcess({ helperPath: '/no/such' })
    const finished = await bare.run({ argv: ['echo', 'ran'], cwd: folder, env, limits: { openFiles: 9, memoryBytes: 1e9 } })
    assert.deepEqual([finished.stdout, finished.limitsNotApplied], ['ran\n', ['memoryBytes', 'openFiles']])
  })

  it('takes the limits as asked where our own cannot be read', { skip: absent }, () => {
    const { argv } = withLimits(['x'], { openFiles: 9 }, { prlimit, userId: 0, procFolder: '/no/such' })
    assert.deepEqual(argv.slice(1), ['--nofile=9:9', '--', 'x'])
  })
})

it('a machine that has no process left for us is unavailable, and says why', { skip: absent || process.getuid?.() !== 0 }, async () => {
  // A user of its own, whose limit is what it runs already: the next fork is refused.
  const module = JSON.stringify(import.meta.resolve('./process.ts'))
  const text = `const { openProcess } = await import(${module}); const { execFileSync } = await import('node:child_process')
    process.chdir('/'); execFileSync('prlimit', ['--nproc=1:1', '--pid', String(process.pid)]); process.setgid(65533); process.setuid(65533)
    await openProcess().run({ argv: ['true'], cwd: '/', env: ${JSON.stringify(env)} }).catch((error) => console.log(error.code, error.message, error.hint))`
  const finished = await run([process.execPath, '--input-type=module', '-e', text], {})
  assert.match(finished.stdout, /^unavailable true could not be started: EAGAIN\. The machine may be out of processes/, finished.stderr)
})
