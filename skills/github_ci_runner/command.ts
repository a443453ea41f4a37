import type { TestRunner } from './project.ts'

/** Where programs are looked for: nothing is inherited from the control room's own environment. */
export const programPath = '/usr/local/bin:/usr/bin:/bin'

/** The places of one run's work, all inside of its folder. */
export interface Places {
  folder: string
  tree: string
  python: string
  /** Written when tree and environment are complete. */
  ready: string
  /** Written when tests have begun in them: from then on they may be dirty. */
  used: string
}

export function placesIn(folder: string): Places {
  return {
    folder,
    tree: `${folder}/tree`,
    python: `${folder}/venv/bin/python`,
    ready: `${folder}/ready`,
    used: `${folder}/used`,
  }
}

/** The path of one of this skill's Python programs, which lie beside this file. */
export function program(name: string): string {
  return `${import.meta.dirname}/${name}.py`
}

/** The complete environment of everything that a run starts: no secret, and nothing of the user's that the control room runs as. */
export function environmentOf({ folder, tree }: Places, importRoots: string[] = []): Record<string, string> {
  return {
    PATH: `${folder}/venv/bin:${programPath}`,
    VIRTUAL_ENV: `${folder}/venv`,
    HOME: `${folder}/home`,
    TMPDIR: `${folder}/tmp`,
    LANG: 'C.UTF-8',
    CI: 'true',
    PYTHONPATH: importRoots.map((root) => (root === '.' ? tree : `${tree}/${root}`)).join(':'),
    PYTHONUNBUFFERED: '1',
    PYTHONDONTWRITEBYTECODE: '1',
    PIP_DISABLE_PIP_VERSION_CHECK: '1',
    PIP_NO_INPUT: '1',
  }
}

/**
 * What runs the tests. pytest keeps all options of the project; ours only add the report, put its cache outside of the tree, and
 * end its search for a configuration at the work folder. `leftOut` are folders of the tree that are not looked through.
 */
export function testCommand(runner: TestRunner, { folder, tree, python }: Places, report: string, leftOut: readonly string[]): string[] {
  if (runner === 'unittest') return [python, program('unittest_junit'), tree, report, ...leftOut]
  const settings = [`cache_dir=${folder}/pytest-cache`, 'junit_family=xunit1', 'junit_logging=no']
  const options = settings.flatMap((setting) => ['-o', setting])
  return [
    python,
    '-m',
    'pytest',
    '-ra',
    '-v',
    '--color=yes',
    `--rootdir=${tree}`,
    ...options,
    ...leftOut.map((path) => `--ignore=${tree}/${path}`),
    `--junitxml=${report}`,
  ]
}
