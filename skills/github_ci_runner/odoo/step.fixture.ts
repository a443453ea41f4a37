import { OpsError } from '../../../lib/core/error.ts'
import type { Settings, StepTools } from '../../../lib/core/skill.ts'
import type { ContainerState, DockerTool } from '../../../lib/tools/docker/port.ts'
import type { PostgresTool } from '../../../lib/tools/postgres/port.ts'
import type { Tools } from '../../../lib/tools/tools.ts'
import type { Job } from '../workspace.ts'

interface Parts {
  docker?: Partial<DockerTool>
  postgres?: Partial<PostgresTool>
}

/** For what a real engine does once in a year: a step with only these tools, whose log is kept. */
export function stepWith({ docker = {}, postgres = {} }: Parts): { step: StepTools; lines: string[] } {
  const lines: string[] = []
  const step: StepTools = {
    tools: { docker, postgres } as Tools,
    signal: new AbortController().signal,
    mask: (text) => text,
    log: async (line) => void lines.push(line),
    tests: async () => undefined,
    look: () => Promise.reject(new Error('Nothing is asked here.')),
  }
  return { step, lines }
}

const settings: Settings = {
  environments: {},
  healthEveryMs: 0,
  repositories: {},
  testDeadlineMs: 10,
  limits: { memoryBytes: 1024 ** 3, processes: 100, fileBytes: 1, cpuSeconds: 1 },
  odoo: { image: 'odoo:{major}', postgresImage: 'postgres:17', cpus: 1, egress: false, coreModules: () => null, coreNames: () => null },
  addons: { root: null, catalogue: null, path: [] },
  github: { hookUrl: null, deployKey: null },
  configured: [],
}

export function jobWith(odoo: Partial<Settings['odoo']> = {}): Job {
  return {
    runId: 'r1',
    repository: 'r',
    url: '/r',
    sha: 'a'.repeat(40),
    settings: { ...settings, odoo: { ...settings.odoo, ...odoo } },
    isFork: false,
  }
}

/** A container as the engine tells of it. */
export function stateOf(change: Partial<ContainerState>): ContainerState {
  return {
    id: 'c1',
    name: 'c1',
    image: 'i',
    labels: {},
    status: 'running',
    exitCode: null,
    outOfMemory: false,
    health: 'none',
    startedAt: null,
    finishedAt: null,
    networks: [],
    ...change,
  }
}

export function failing(code: OpsError['code']): () => Promise<never> {
  return async () => {
    throw new OpsError(code, `It is ${code}.`, 'As asked.')
  }
}
