import { mkdirSync, mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { parseInput } from '../../lib/core/input.ts'
import { apply, emptyRun, type JsonObject, type RunView } from '../../lib/core/run.ts'
import { execute, type Runner } from '../../lib/core/runner.ts'
import type { AnyLookVerb, AnyRunVerb, Outside, Settings, ToldContext } from '../../lib/core/skill.ts'
import { openCatalogued } from '../../lib/door/addons.ts'
import { openWaived } from '../../lib/door/layout.ts'
import { modesFrom } from '../../lib/modes/modes.ts'
import { gitIn } from '../../lib/tools/git/servers.fixture.ts'
import { openTools } from '../../lib/tools/open.ts'
import { openGitTool } from '../../lib/tools/open-git.ts'
import type { Tools } from '../../lib/tools/tools.ts'
import { labSettings, noOdoo } from '../../test/lab-settings.ts'

/** How a run is carried out in a test. */
export interface Carried {
  /** Steps that are executed a second time, as after a crash between their end and their checkpoint. */
  twice?: readonly string[]
  /** Other tools than those of this machine. */
  tools?: (tools: Tools) => Tools
  /** Another configuration of the addons. */
  addons?: Partial<Settings['addons']>
  /** The step before which the run is cancelled. */
  cancelAt?: string
  /** Told what each step has answered, as the engine keeps it. */
  kept?: (step: string, answer: string) => void
  /** Called before a step begins. */
  before?: (step: string) => void
  /** The verbs that it may call, by address: each is carried out in the same way. */
  verbs?: Readonly<Record<string, AnyRunVerb>>
}

const catalogueFile = 'config/addons_manifest.oca_ipai.json'

/**
 * An installation with real repositories: upstream ones, a bare origin, and the checkout `root` of it with `oca/web` as a submodule and
 * `oca/tools` as a clone that git ignores and the catalogue pins. `run` is the product's own runner on a journal in memory.
 */
export function openInstallation() {
  const base = realpathSync(mkdtempSync(path.join(tmpdir(), 'installation-')))
  const at = (...parts: string[]) => path.join(base, ...parts)
  const [root, origin] = [at('root'), at('origin.git')]
  const git = (folder: string, ...argv: string[]) => gitIn(folder, ...argv)
  const write = (file: string, text: string) => {
    mkdirSync(path.dirname(at(file)), { recursive: true })
    writeFileSync(at(file), text)
  }
  const commit = (folder: string, message: string) => {
    git(at(folder), 'add', '-A')
    git(at(folder), 'commit', '-q', '-m', message)
    return git(at(folder), 'rev-parse', 'HEAD')
  }
  const addon = (folder: string, version: string, more = '') =>
    write(
      `${folder}/__manifest__.py`,
      `{'name': '${path.basename(folder)}', 'version': '${version}', 'license': 'LGPL-3', 'author': 'A'${more}}\n`,
    )

  for (const name of ['web', 'tools']) {
    mkdirSync(at('upstream', name), { recursive: true })
    git(at('upstream', name), 'init', '-q', '-b', '18.0')
    addon(`upstream/${name}/${name}_one`, '18.0.1.0.0')
    addon(`upstream/${name}/${name}_two`, '18.0.1.0.0')
    commit(`upstream/${name}`, 'Modules')
  }
  const pinned = git(at('upstream/tools'), 'rev-parse', 'HEAD')
  git(base, 'init', '-q', '--bare', '-b', 'main', origin)
  git(base, 'clone', '-q', origin, root)
  git(root, 'checkout', '-q', '-b', 'main')
  git(root, 'submodule', '--quiet', 'add', '-b', '18.0', at('upstream/web'), 'oca/web')
  git(base, 'clone', '-q', at('upstream/tools'), at('root/oca/tools'))
  const repository = (name: string, more: string) =>
    `    {"name": "${name}", "type": "git", "url": "${at('upstream', name)}", "path": "oca/${name}"${more}}`
  const catalogue = [
    '{',
    '  "version": 1,',
    '  "roots": {"oca_root": "oca", "ipai_root": "addons/ipai"},',
    '  "oca_repositories": [',
    `${repository('web', ', "branch": "18.0"')},`,
    repository('tools', `, "branch": "18.0",\n     "commit": "${pinned}"`),
    '  ]',
    '}',
    '',
  ].join('\n')
  write(`root/${catalogueFile}`, catalogue)
  write('root/.gitignore', 'oca/tools/\n')
  addon('root/addons/ipai/ipai_one', '18.0.1.0.0')
  commit('root', 'Installation')
  git(root, 'push', '-q', '-u', 'origin', 'main')

  const dataDir = at('data')
  const reach = { dataDir, allow: { hosts: [], paths: [base] }, protectedBranches: ['main'], credentials: {} }
  const settings: Settings = { ...labSettings, addons: { root, catalogue: path.join(root, catalogueFile), path: [] } }
  const place = { roots: [base], catalogue: settings.addons.catalogue }
  const addons = openCatalogued(place)
  const tools = openTools({ ...reach, addons })
  const { trees } = openGitTool(reach)
  const outside: Outside = { addons, files: openWaived(place), git: tools.git, trees, ...noOdoo }

  async function look<Answer>(verb: AnyLookVerb, input: object = {}, change: Partial<Settings['addons']> = {}): Promise<Answer> {
    const asked = { ...settings, addons: { ...settings.addons, ...change } }
    const answer: unknown = verb.output.parse(await verb.look({ settings: asked, ...outside }, parseInput(verb.input, input)))
    return answer as Answer
  }
  const told = async (verb: AnyRunVerb, input: object = {}) => {
    const actor = { id: 'u1', name: 'op1', role: 'operator', surface: 'web' } as const
    const context = { actor, modes: modesFrom('ops_surgeon'), settings, ...outside }
    return (await verb.told?.(context as unknown as ToldContext, parseInput(verb.input, input))) ?? ''
  }
  let runs = 0
  async function run(
    verb: AnyRunVerb,
    input: object = {},
    carried: Carried = {},
  ): Promise<RunView & { output: JsonObject; told: string[] }> {
    runs += 1
    let view: RunView = emptyRun
    let isCancelled = false
    const lines: string[] = []
    const children = new Map<string, { verb: AnyRunVerb | undefined; input: object; ended?: RunView }>()
    const lab = labRunner(carried)
    const runner: Runner = {
      ...lab,
      engine: {
        ...lab.engine,
        async runChild(id) {
          const child = children.get(id)
          if (child?.verb) child.ended = await run(child.verb, child.input, carried)
        },
      },
      tools: carried.tools?.(tools) ?? tools,
      settings: { ...settings, addons: { ...settings.addons, ...carried.addons } },
      outside,
      journal: {
        claim: async () => undefined,
        owned: async () => undefined,
        append: async (_run, _execution, event) => {
          const { step = '' } = event
          if (event.kind === 'started') carried.before?.(step)
          isCancelled ||= event.kind === 'started' && step === carried.cancelAt
          view = apply(view, { ...event, step, at: new Date().toISOString() })
          return view
        },
        appendLog: async (_run, _execution, chunk) => void lines.push(...chunk.lines.map(([, , text]) => text)),
        cancelRequested: async () => isCancelled,
        interrupt: async () => undefined,
        createChild: async (_run, id, address, asked) => void children.set(id, { verb: carried.verbs?.[address], input: asked }),
        async outcome(id) {
          const { status, output, cause } = children.get(id)?.ended ?? emptyRun
          return { status, output, cause }
        },
        redact: (value) => value,
        redactLines: () => (line) => line,
      },
    }
    await execute(runner, `layout-${runs}`, 'e1', verb, parseInput(verb.input, input))
    return { ...view, output: view.output ?? {}, told: lines }
  }
  const branches = (repository = origin) => git(repository, 'for-each-ref', '--format=%(refname:strip=2)', 'refs/heads').split('\n')
  const tip = (branch: string, repository = origin) => git(repository, 'rev-parse', `refs/heads/${branch}`)
  return {
    base,
    root,
    origin,
    catalogueFile,
    dataDir,
    tools,
    at,
    git,
    write,
    commit,
    addon,
    look,
    told,
    run,
    branches,
    tip,
    remove: () => rmSync(base, { recursive: true }),
  }
}

/** The same tools, with one method of git that does otherwise. */
export function withGit<Name extends keyof Tools['git']>(tools: Tools, name: Name, method: Tools['git'][Name]): Tools {
  return { ...tools, git: Object.create(tools.git, { [name]: { value: method, configurable: true } }) }
}

export type Installation = ReturnType<typeof openInstallation>

/** The engine of a test: what a step answers goes through JSON, as it does through the real one's database. */
function labRunner({ twice = [], kept }: Carried): Pick<Runner, 'engine' | 'store' | 'worker' | 'cancelPollMs'> {
  return {
    engine: {
      async runStep(name, work) {
        if (twice.includes(name)) await work()
        const answer = JSON.stringify(await work())
        kept?.(name, answer)
        return JSON.parse(answer)
      },
      runChild: async () => undefined,
      isLostOwnership: () => false,
    },
    store: {} as Runner['store'],
    worker: 'lab',
    cancelPollMs: 60_000,
  }
}
