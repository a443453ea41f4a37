import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import { defineVerb, type StepTools, type Verdict } from '../../lib/core/skill.ts'
import { askEnvironment, heard } from './ask-environment.ts'

const perCheckMs = 60_000

/** What was asked of a tool, and what came of it. */
export const check = z.object({
  /** Its step, and where that asks several, which: `git example`, `docker`. */
  id: z.string(),
  title: z.string(),
  ok: z.boolean(),
  /** What answered, or what went wrong. */
  message: z.string(),
  hint: z.string(),
  durationMs: z.number(),
  at: z.string(),
})
export type Check = z.infer<typeof check>

const output = z.object({ checks: z.array(check), environments: z.array(heard) })

export const checkTools = defineVerb({
  title: 'Check the tools',
  summary:
    'Asks everything that runs depend on, from the worker: its folder, each repository, the Docker engine and Python; and each environment.',
  effect: 'write',
  input: z.object({}),
  output,
  example: {},
  steps: {
    folder: 'Write into the data folder, read it back and remove it',
    git: 'Ask each repository for its branch',
    docker: 'Ask the Docker engine for its version',
    python: 'Ask Python for its version',
    environments: 'Ask the Odoo of each environment how it is',
  },
  label: () => 'Check of the tools',
  confirm: () =>
    'Ask the data folder, each repository, the Docker engine, Python and each environment, from the worker. Nothing is changed.',
  lock: () => 'control room:check',
  judge,
  async run({ runId, settings, step }) {
    const folder = await step('folder', (tools) => checked('folder', 'Data folder of the worker', () => roundTrip(tools, runId)))
    const git = await step('git', async (tools) => {
      const found: Check[] = []
      for (const [name, { url, branch }] of Object.entries(settings.repositories))
        found.push(await checked(`git ${name}`, `Repository ${name}`, () => headOf(tools, url, branch)))
      return found
    })
    const docker = await step('docker', (tools) => checked('docker', 'Docker engine', () => engineOf(tools)))
    const python = await step('python', (tools) => checked('python', 'Python', () => pythonOf(tools)))
    const environments = await step('environments', (tools) =>
      Promise.all(Object.entries(settings.environments).map(([name, one]) => askEnvironment(tools, name, one))),
    )
    return { checks: [folder, ...git, docker, python], environments }
  },
})

/** A tool that does not answer is a fact, not a failure of the check; only a cancelled or late step is that. */
async function checked(id: string, title: string, ask: () => Promise<string>): Promise<Check> {
  const started = performance.now()
  const told = await ask().then((message) => ({ ok: true, message, hint: '' }), failed)
  return { id, title, ...told, durationMs: Math.round(performance.now() - started), at: new Date().toISOString() }
}

function failed(error: unknown): Pick<Check, 'ok' | 'message' | 'hint'> {
  if (!(error instanceof OpsError) || error.code === 'cancelled') throw error
  return { ok: false, message: error.message, hint: error.hint }
}

async function roundTrip({ tools }: StepTools, runId: string): Promise<string> {
  const folder = await tools.filesystem.workFolder(runId)
  const file = `${folder}/check.txt`
  await tools.filesystem.writeText(file, runId)
  const read = await tools.filesystem.readText(file)
  await tools.filesystem.removeWorkFolder(runId)
  if (read !== runId) throw new OpsError('unavailable', 'What was written was not what was read.', 'Look at the disk of the worker.')
  return 'Written, read back and removed.'
}

async function headOf({ tools, signal }: StepTools, url: string, branch: string): Promise<string> {
  const { sha, subject } = await tools.git.resolve(url, { branch }, { signal, deadlineMs: perCheckMs })
  return `${branch} is at ${sha.slice(0, 7)}: ${subject}`
}

async function engineOf({ tools, signal }: StepTools): Promise<string> {
  const { version, cpus, memoryBytes } = await tools.docker.engine({ signal, deadlineMs: perCheckMs })
  return `Docker ${version}, ${cpus} processors, ${(memoryBytes / 1024 ** 3).toFixed(1)} GiB`
}

async function pythonOf({ tools, signal }: StepTools): Promise<string> {
  const path = '/usr/local/bin:/usr/bin:/bin'
  const { exitCode, stdout, stderr } = await tools.process.run(
    { argv: ['python3', '--version'], cwd: '/', env: { PATH: path } },
    { signal, deadlineMs: perCheckMs },
  )
  const said = `${stdout}${stderr}`.trim()
  if (exitCode !== 0) throw new OpsError('unavailable', `Python ended with ${exitCode}: ${said}`, 'Install python3 on the worker.')
  return said
}

/** What does not answer leaves the run green: that is what it was to find out. */
function judge({ checks, environments }: z.output<typeof output>): Verdict | null {
  const asked = [
    ...environments.map(({ name, health, ...told }) => ({
      ...told,
      ok: health === 'healthy',
      title: `Environment ${name}`,
      step: 'environments',
    })),
    ...checks.map((told) => ({ ...told, step: told.id.replace(/ .*/, '') })),
  ]
  const bad = asked.filter(({ ok }) => !ok)
  const [first] = bad
  if (!first) return null
  const message =
    bad.length === 1
      ? `${first.title}: ${first.message}`
      : `${bad.length} of ${asked.length} are not well, ${first.title} first: ${first.message}`
  return { code: 'warnings', level: 'warning', message, hint: first.hint, step: first.step }
}
