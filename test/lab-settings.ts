import type { Settings } from '../lib/core/skill.ts'

export const labSettings: Settings = {
  repositories: {},
  testDeadlineMs: 60_000,
  limits: { memoryBytes: 2 ** 31, processes: 500, fileBytes: 2 ** 30, cpuSeconds: 600 },
}
