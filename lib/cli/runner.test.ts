import assert from 'node:assert/strict'
import { execFileSync, spawnSync } from 'node:child_process'
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { after, describe, it } from 'node:test'
import { dispatch } from './dispatch.ts'
import { runnerSteps, runnerUnits } from './runner-units.ts'
import { openWorld } from './world.ts'

const folder = mkdtempSync(path.join(os.tmpdir(), 'units-'))
after(() => rmSync(folder, { recursive: true }))
const places = { url: 'https://github.com/acme/crm', folder: '/opt/devops-agent-runner', user: 'devops-agent-runner' }

/** What systemd.unit(5), systemd.service(5), systemd.exec(5) and systemd.kill(5) call so, of what is used here. */
const known: Record<string, string[]> = {
  Unit: ['Description', 'Documentation', 'Wants', 'After'],
  Service: [
    ...['User', 'WorkingDirectory', 'ExecStart', 'Restart', 'RestartSec', 'KillMode', 'KillSignal', 'TimeoutStopSec'],
    ...['NoNewPrivileges', 'PrivateTmp', 'ProtectSystem', 'ProtectKernelTunables', 'ProtectControlGroups'],
  ],
  Install: ['WantedBy'],
}

/** A unit as systemd reads it: sections, and settings each on a line. */
function parsed(text: string): Record<string, Record<string, string>> {
  const sections: Record<string, Record<string, string>> = {}
  let section: Record<string, string> | undefined
  for (const line of text.split('\n').filter((one) => one !== '')) {
    const [, name] = /^\[(\w+)\]$/.exec(line) ?? []
    const [, key = '', value = ''] = /^(\w+)=(.+)$/.exec(line) ?? []
    if (name !== undefined) {
      section = {}
      sections[name] = section
    } else {
      assert.ok(section && key !== '' && !(key in section), `no setting: ${line}`)
      section[key] = value
    }
  }
  return sections
}

async function command(...words: string[]) {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const status = await dispatch(['runner', 'install', ...words], { ...openWorld(), stdout, stderr })
  return { status, stdout: String(stdout.read() ?? ''), stderr: String(stderr.read() ?? '') }
}

describe('the units of two runners', () => {
  it('have settings that systemd knows, each once, and run as nobody in particular', () => {
    const units = runnerUnits(places)
    assert.deepEqual(
      units.map(({ name }) => name),
      ['devops-agent-runner-1.service', 'devops-agent-runner-2.service'],
    )
    for (const [index, { text }] of units.entries()) {
      const sections = parsed(text)
      assert.deepEqual(Object.fromEntries(Object.entries(sections).map(([name, settings]) => [name, Object.keys(settings)])), known)
      const { User, WorkingDirectory, ExecStart } = sections.Service ?? {}
      const own = `${places.folder}/${index + 1}`
      assert.deepEqual([User, WorkingDirectory, ExecStart], [places.user, own, `${own}/bin/runsvc.sh`])
    }
  })
  it('are accepted by systemd where there is one', (context) => {
    if (spawnSync('systemd-analyze', ['--version']).error) return context.skip('there is no systemd-analyze here')
    for (const { name, text } of runnerUnits({ ...places, folder: '/bin' })) {
      // What it starts is not here: that it is missing is all that may be said.
      const file = path.join(folder, name)
      writeFileSync(file, text)
      const { stderr } = spawnSync('systemd-analyze', ['verify', file], { encoding: 'utf8' })
      assert.doesNotMatch(stderr, /Unknown|Invalid|Failed to parse/)
      rmSync(file)
    }
  })
})

describe('runner install', () => {
  it('shows units and steps, and writes nothing, when only its plan is wanted', async () => {
    const { status, stdout } = await command(places.url, '--plan', '--json', '--units', folder)
    assert.equal(status, 0)
    assert.deepEqual(JSON.parse(stdout).units, runnerUnits(places))
    assert.deepEqual(readdirSync(folder), [])
    assert.match((await command(places.url, '--plan')).stdout, /^# devops-agent-runner-1\.service\n\[Unit\]\n/)
  })
  it('writes both, and does no more when it is asked again', async () => {
    const became = async () =>
      JSON.parse((await command(places.url, '--json', '--units', folder)).stdout).written.map((one: { became: string }) => one.became)
    assert.deepEqual(await became(), ['written', 'written'])
    const file = path.join(folder, 'devops-agent-runner-2.service')
    assert.equal(statSync(file).mode & 0o777, 0o644)
    writeFileSync(file, 'old')
    assert.deepEqual(await became(), ['as it was', 'replaced'])
    assert.equal(readFileSync(file, 'utf8'), runnerUnits(places)[1]?.text)
    assert.match((await command(places.url, '--units', folder)).stdout, /devops-agent-runner-1\.service: as it was\.\n/)
  })
  it('refuses what would mean something else in a unit, and a folder that it cannot write', async () => {
    for (const [words, message] of [
      [['http://github.com/acme/crm'], 'http://github.com/acme/crm is no repository at GitHub.'],
      [['https://github.com/acme/crm;reboot'], 'https://github.com/acme/crm;reboot is no repository at GitHub.'],
      [[places.url, '--folder', '/opt/a b'], '/opt/a b is no folder for runners.'],
      [[places.url, '--user', 'root'], 'Jobs are not run as root.'],
    ] as const) {
      const { status, stderr } = await command(...words, '--units', folder)
      assert.equal(status, 2, stderr)
      assert.ok(stderr.startsWith(message), stderr)
    }
    const none = await command(places.url, '--units', path.join(folder, 'none'))
    assert.equal(none.status, 3)
    assert.match(none.stderr, /cannot be written\.\nDo it as root/)
  })
})

describe('what is left to a person', () => {
  it('registers each by a token that stands in no command', () => {
    const steps = runnerSteps(places, 'build')
    assert.equal(steps.filter((line) => line.includes('./config.sh')).length, 2)
    assert.doesNotMatch(steps.join('\n'), /--token|ACTIONS_RUNNER_INPUT_TOKEN=/)
  })
  it('is taken by a shell', () => {
    const typed = runnerSteps(places, 'build').filter((line) => line.startsWith('  '))
    execFileSync('bash', ['-n', '-c', typed.join('\n')])
  })
})
