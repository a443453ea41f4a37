import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'

/** What `read_project.py` says about a tree, without running any of it. */
export const projectFacts = z.object({
  /** The distribution's name; empty when nothing says it. */
  name: z.string(),
  /** The files in the root that make it a Python project. */
  markers: z.array(z.string()),
  testFiles: z.number(),
  /** Why pytest is asked for, the most explicit reason first. */
  pytest: z.array(z.string()),
  requirements: z.array(z.string()),
  /** Folders that go on PYTHONPATH, relative to the tree. */
  importRoots: z.array(z.string()),
  /** Why the project itself should be installed, for its metadata; null when it need not be. */
  installFor: z.string().nullable(),
  /** Sentences for the log. */
  notes: z.array(z.string()),
  /** Folders that are somebody else's to test: the modules of Odoo. */
  leftOut: z.array(z.string()),
})

export type Project = z.output<typeof projectFacts>
export type TestRunner = 'pytest' | 'unittest'

/** pytest where it is asked for, else unittest. */
export function runnerFor(project: Project): { runner: TestRunner; because: string } {
  const [reason] = project.pytest
  return reason === undefined
    ? { runner: 'unittest', because: 'nothing asks for pytest' }
    : { runner: 'pytest', because: project.pytest.join('; ') }
}

/** Whether a tree with Odoo addons is a Python project besides: it says so in its root, and has tests outside of the addons. */
export function isPartOf({ markers, testFiles }: Project): boolean {
  return testFiles > 0 && markers.some((name) => !name.startsWith('requirements'))
}

/** The refusal when a tree holds neither a Python project nor a test; null when there is something to test. */
export function nothingToTest(project: Project, repository: string): OpsError | null {
  if (project.markers.length > 0 || project.testFiles > 0) return null
  return new OpsError(
    'no_tests',
    `There is nothing to test in ${repository}: no pyproject.toml, setup.cfg, setup.py or requirements.txt, and no file test_*.py.`,
    'Add a test such as tests/test_first.py, or name another branch.',
  )
}
