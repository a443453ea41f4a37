import { DBOS } from '@dbos-inc/dbos-sdk'
import type { Schedule } from '../modes/modes.ts'

export interface Playbooks {
  schedules: readonly Schedule[]
  /** Makes the run of one that is due; asked again for the same time it makes no second one. */
  begin(schedule: Schedule, due: Date): Promise<void>
}

const prefix = 'playbook '

/**
 * Playbooks that begin by themselves, by the engine's own schedules: of several workers one begins, up to ten seconds late, and what was missed while
 * none lived is left out. Before the engine's launch; the answer lays them out after it.
 */
export function registerPlaybooks({ schedules, begin }: Playbooks, say: (line: string) => void): () => Promise<void> {
  const byName = new Map(schedules.map((one) => [prefix + one.mode, one]))
  const play = DBOS.registerWorkflow(
    async (due: Date, name: string) => {
      const schedule = byName.get(name)
      if (!schedule) return
      try {
        // A door that does not open for a moment loses no night.
        await DBOS.runStep(() => begin(schedule, due), { name: 'begin', retriesAllowed: true, maxAttempts: 5, intervalSeconds: 5 })
      } catch (error) {
        say(`${schedule.address} could not begin: ${error instanceof Error ? error.message : String(error)}`)
        throw error
      }
    },
    { name: 'playbook' },
  )
  return async () => {
    const known = await DBOS.listSchedules({ scheduleNamePrefix: prefix })
    for (const { scheduleName } of known) if (!byName.has(scheduleName)) await DBOS.deleteSchedule(scheduleName)
    await DBOS.applySchedules(
      [...byName].map(([scheduleName, { crontab, timeZone }]) => ({
        scheduleName,
        workflowFn: play,
        schedule: crontab,
        context: scheduleName,
        cronTimezone: timeZone,
      })),
    )
  }
}
