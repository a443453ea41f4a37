import { z } from 'zod'
import { defineRead } from '../../lib/core/skill.ts'

export const settings = defineRead({
  title: 'Settings',
  summary: 'Shows what is configured, value by value, and where each is set. Secrets are told by their variable alone.',
  effect: 'read',
  role: 'developer',
  input: z.object({}),
  output: z.object({
    rows: z.array(z.object({ key: z.string(), value: z.string(), line: z.number().nullable() })),
    repositories: z.array(z.object({ name: z.string(), url: z.string(), branch: z.string(), series: z.string().nullable() })),
    observedAt: z.string(),
  }),
  example: {},
  async answer({ settings: { configured, repositories } }) {
    const rows = Object.entries(repositories).map(([name, { url, branch, series }]) => ({ name, url, branch, series: series ?? null }))
    return { rows: [...configured], repositories: rows, observedAt: new Date().toISOString() }
  },
})
