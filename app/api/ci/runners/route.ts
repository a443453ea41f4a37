import { control } from '../../../../lib/control.ts'
import { forJobs } from '../../../../lib/web/handle.ts'

/** How many self-hosted runners would take a job of the workflow that asks. */
export const GET = forJobs(async (asker) => Response.json(await control().ci.runners(asker)))
