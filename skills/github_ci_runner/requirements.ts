import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { Project, TestRunner } from './project.ts'

/** What `missing_requirements.py` says about an environment. */
export const environmentFacts = z.object({
  /** `found` is the version that is there and does not do; null when there is none. */
  missing: z.array(z.object({ requirement: z.string(), found: z.string().nullable() })),
  python: z.string(),
  pytest: z.string().nullable(),
})

export type EnvironmentFacts = z.output<typeof environmentFacts>
type Missing = EnvironmentFacts['missing'][number]

/** What has to be in the environment: the project's own requirements, and pytest when it runs the tests. */
export function neededFor(project: Project, runner: TestRunner): string[] {
  const named = project.requirements.some((text) => /^pytest(?![\w.-])/i.test(text))
  return runner === 'pytest' && !named ? [...project.requirements, 'pytest'] : project.requirements
}

/** A requirement as a sentence names it: `requests>=99 (2.28.1 is here)`. */
function shown({ requirement, found }: Missing): string {
  const text = requirement.length > 80 ? `${requirement.slice(0, 80)}…` : requirement
  return found === null ? text : `${text} (${found} is here)`
}

const mostShown = 8

/** Ours broke, not theirs: the requirements that could not be brought here, and what pip said last. */
export function notInstallable(repository: string, missing: Missing[], said: string): OpsError {
  const names = missing.slice(0, mostShown).map(shown)
  const more = missing.length > mostShown ? ` and ${missing.length - mostShown} more` : ''
  const what = missing.length === 1 ? 'A requirement' : `${missing.length} requirements`
  return new OpsError(
    'unavailable',
    `${what} of ${repository} could not be installed: ${names.join(', ')}${more}. ${said}`.trim(),
    'It takes a network or a package index: set index-url in /etc/pip.conf on the machine of the worker, or install them there for python3.',
  )
}

/** The line in which pip says why it gave up; empty when it says nothing. */
export function pipVerdict(output: string): string {
  const lines = output.split('\n').map((line) => line.trim())
  const said = lines.findLast((line) => /^(ERROR:|error:)/.test(line)) ?? lines.findLast((line) => line !== '') ?? ''
  return said === '' ? '' : `pip: ${said.replace(/^(ERROR|error): */, '').slice(0, 300)}`
}
