import { z } from 'zod'
import { OpsError } from '../../lib/core/error.ts'
import type { EnvironmentSettings, StepTools } from '../../lib/core/skill.ts'
import { healthQuestion, judgeAnswer } from '../../lib/odoo/health.ts'

const perEnvironmentMs = 10_000
const mostBytes = 16 * 1024

/** What was heard of an environment, when it was asked. Who was not heard is down. */
export const heard = z.object({
  name: z.string(),
  /** Where it was asked: the configuration may change afterwards. */
  url: z.string(),
  health: z.enum(['healthy', 'degraded', 'down']),
  message: z.string(),
  hint: z.string(),
  durationMs: z.number(),
  at: z.string(),
})
export type Heard = z.infer<typeof heard>

/** Asks the Odoo of an environment how it is. That nobody answers is a fact; only a cancelled step is none. */
export async function askEnvironment(
  step: Pick<StepTools, 'tools' | 'signal'>,
  name: string,
  { url, series }: EnvironmentSettings,
): Promise<Heard> {
  const started = performance.now()
  const told = await ask(step, `${url.replace(/\/+$/, '')}${healthQuestion}`, series).catch(silent)
  return { name, url, ...told, durationMs: Math.round(performance.now() - started), at: new Date().toISOString() }
}

async function ask({ tools, signal }: Pick<StepTools, 'tools' | 'signal'>, question: string, series: string | undefined) {
  const answer = await tools.http.get(question, { signal, deadlineMs: perEnvironmentMs, maxBytes: mostBytes })
  const { state: health, reason } = judgeAnswer(answer, series)
  const hint = answer.location === null ? '' : `It leads to ${placeOf(answer.location)}, where nobody was asked.`
  return { health, message: reason, hint }
}

/** Without what may stand behind the path. */
function placeOf(location: string): string {
  return location.replace(/[?#].*/s, '').slice(0, 200)
}

function silent(error: unknown): Pick<Heard, 'health' | 'message' | 'hint'> {
  if (!(error instanceof OpsError) || error.code === 'cancelled') throw error
  return { health: 'down', message: error.message, hint: error.hint }
}
