import assert from 'node:assert/strict'
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, it } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { eventually } from './eventually.ts'
import { type Command, openProcess } from './process.ts'

const tool = openProcess({ graceMs: 300 })
let folder = ''
before(async () => {
  folder = await mkdtemp(join(tmpdir(), 'process '))
})
after(() => rm(folder, { recursive: true }))

const env = { PATH: '/usr/local/bin:/usr/bin:/bin' }
const command = (argv: string[], more: Partial<Command> = {}): Command => ({ argv, cwd: folder, env, ...more })
const script = (text: string, more: Partial<Command> = {}) => command([process.execPath, '-e', text], more)

describe('a command that ends', () => {
  it('is a value with its output and exit code, also when that is not zero', async () => {
    const finished = await tool.run(command(['sh', '-c', 'echo out; echo err >&2; exit 3']))
    assert.deepEqual(
      { ...finished, durationMs: 0 },
      {
        argv: ['sh', '-c', 'echo out; echo err >&2; exit 3'],
        exitCode: 3,
        signal: null,
        durationMs: 0,
        stdout: 'out\n',
        stderr: 'err\n',
        truncated: false,
        limitsNotApplied: [],
      },
    )
    assert.ok(finished.durationMs < 5_000)
  })

  it('tells the signal that ended it', async () => {
    const finished = await tool.run(command(['sh', '-c', 'kill -9 $$']))
    assert.deepEqual([finished.exitCode, finished.signal], [null, 'SIGKILL'])
  })

  it('gets its arguments as they are: no shell reads them', async () => {
    const words = ['$(id)', '; rm -rf /', "it's", '-n', 'two words', 'line\nbreak', '*', 'ü 模块', '']
    const finished = await tool.run(command([process.execPath, '-e', 'console.log(JSON.stringify(process.argv.slice(1)))', '--', ...words]))
    assert.deepEqual(JSON.parse(finished.stdout), words)
  })

  it('sees the environment that was given, the two marks, and nothing of ours', async () => {
    const finished = await tool.run(command(['env'], { env: { ...env, COLOUR: 'blue' }, label: 'run-7' }))
    const names = finished.stdout
      .split('\n')
      .filter(Boolean)
      .map((line) => line.split('=')[0])
    // Node adds the variable of its own coverage to every child while coverage is measured.
    assert.deepEqual(names.filter((name) => name !== 'NODE_V8_COVERAGE').sort(), [
      'COLOUR',
      'DEVOPS_AGENT_COMMAND',
      'DEVOPS_AGENT_RUN',
      'PATH',
    ])
    assert.match(finished.stdout, /^DEVOPS_AGENT_RUN=run-7$/m)
  })

  it('reads what it is given on standard input, and may leave it unread', async () => {
    assert.equal((await tool.run(command(['cat'], { stdin: 'héllo' }))).stdout, 'héllo')
    assert.equal((await tool.run(command(['true'], { stdin: 'x'.repeat(5_000_000) }))).exitCode, 0)
    assert.equal((await tool.run(command(['cat']))).stdout, '')
  })

  it('keeps head and tail of a long output and says that it is cut', async () => {
    const text = 'process.stdout.write("HEAD" + "x".repeat(3000000) + "TAIL")'
    const finished = await tool.run(script(text, { maxOutputBytes: 1_000 }))
    assert.ok(finished.truncated && finished.stdout.length < 1_100)
    assert.match(finished.stdout, /^HEADx+\n… 2999008 bytes left out …\nx+TAIL$/)
  })
})

describe('lines', () => {
  it('arrive in order and whole, by stream, the last one without a newline too', async () => {
    const seen: string[] = []
    const text = 'for (let i = 0; i < 30000; i++) console.log("line", i); process.stderr.write("bad"); process.stdout.write("end")'
    await tool.run(script(text), { onLine: (line, stream) => void seen.push(`${stream} ${line}`) })
    const out = seen.filter((line) => line.startsWith('out'))
    assert.equal(out.length, 30_001)
    assert.ok(out.every((line, index) => line === (index === 30_000 ? 'out end' : `out line ${index}`)))
    assert.deepEqual(
      seen.filter((line) => line.startsWith('err')),
      ['err bad'],
    )
  })

  it('come while the command still runs', async () => {
    const go = join(folder, 'go')
    await tool.run(
      script(`console.log("ready"); setInterval(() => require("fs").existsSync(${JSON.stringify(go)}) && process.exit(), 10)`),
      {
        deadlineMs: 10_000,
        onLine: () => writeFile(go, ''),
      },
    )
  })

  it('wait for a slow consumer, which makes the writer wait', async () => {
    const progress = join(folder, 'written')
    const text = `const fs = require("fs"); for (let i = 0; i < 500; i++) { fs.writeSync(1, "x".repeat(7999) + "\\n"); fs.writeFileSync(${JSON.stringify(progress)}, String(i + 1)) }`
    let lines = 0
    let writtenEarly = 0
    await tool.run(script(text), {
      onLine: async () => {
        lines += 1
        if (lines > 1) return
        let last = -1
        await eventually('the writer stands still', async () => {
          const now = Number(await readFile(progress, 'utf8').catch(() => '0'))
          const still = now === last
          last = now
          await pause(100)
          return still && now > 0
        })
        writtenEarly = last
      },
    })
    assert.equal(lines, 500)
    assert.ok(writtenEarly < 250, `${writtenEarly} lines were taken from the writer while the first was being handled`)
  })

  it('end the command with the error of their consumer', async () => {
    const failing = tool.run(script('setInterval(() => console.log("x"), 5)', { label: 'consumer' }), {
      onLine: () => {
        throw new Error('the store is away')
      },
    })
    await assert.rejects(failing, /the store is away/)
    assert.ok(!(await tool.labels()).includes('consumer'))
  })
})

describe('a command that cannot be started', () => {
  const cases: [string, () => Command, string, RegExp][] = [
    ['a missing program', () => command(['no-such-program']), 'not_found', /no-such-program was not found in \/usr\/local\/bin/],
    ['a missing path', () => command(['./no such']), 'not_found', /\.\/no such was not found as an executable/],
    ['no PATH', () => command(['no-such-program'], { env: {} }), 'not_found', /in \/usr\/local\/bin:\/usr\/bin:\/bin/],
    ['a NUL byte in an argument', () => command(['echo', 'a\0b']), 'invalid', /"echo" contains a NUL byte/],
    ['a NUL byte in the environment', () => command(['echo'], { env: { A: '\0' } }), 'invalid', /NUL/],
    ['no command', () => command([]), 'invalid', /empty/],
    ['a missing folder', () => command(['true'], { cwd: '/no/such' }), 'not_found', /folder \/no\/such for true is missing/],
    ['too long an argument', () => command(['true', 'x'.repeat(3_000_000)]), 'invalid', /could not be started: E2BIG/],
  ]
  for (const [name, wrong, code, message] of cases) {
    it(`says so: ${name}`, async () => {
      await assert.rejects(tool.run(wrong()), (error: { code: string; message: string; hint: string }) => {
        assert.equal(error.code, code)
        assert.match(error.message, message)
        return error.hint.length > 10 && error.message.length < 400
      })
    })
  }

  it('says so: a script whose interpreter is missing', async () => {
    const file = join(folder, 'broken')
    await writeFile(file, '#!/no/such/interpreter\n')
    await chmod(file, 0o755)
    await assert.rejects(tool.run(command([file])), { code: 'not_found', message: /could not be started: ENOENT/ })
  })

  it('is not started at all when it is already cancelled', async () => {
    const touch = command(['touch', 'started'])
    await assert.rejects(tool.run(touch, { signal: AbortSignal.abort() }), { code: 'cancelled' })
    assert.equal((await tool.run(command(['ls', 'started']))).exitCode, 2)
  })
})
