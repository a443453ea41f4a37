import type { Registry } from '../lib/core/skill.ts'
import { audit } from './control_room/audit.ts'
import { calls } from './control_room/calls.ts'
import { evidence } from './control_room/evidence.ts'
import { log } from './control_room/log.ts'
import { log_outline } from './control_room/log_outline.ts'
import { log_search } from './control_room/log_search.ts'
import { run as oneRun } from './control_room/run.ts'
import { runs } from './control_room/runs.ts'
import { tests } from './control_room/tests.ts'
import { verify } from './control_room/verify.ts'
import { list } from './github_ci_runner/list.ts'
import { rerun } from './github_ci_runner/rerun.ts'
import { run } from './github_ci_runner/run.ts'

/** Address → verb; of each skill the first is what `skill run <skill>` does. */
export const verbs = {
  'github_ci_runner.run': run,
  'github_ci_runner.rerun': rerun,
  'github_ci_runner.list': list,
  'control_room.runs': runs,
  'control_room.run': oneRun,
  'control_room.tests': tests,
  'control_room.calls': calls,
  'control_room.log': log,
  'control_room.log_outline': log_outline,
  'control_room.log_search': log_search,
  'control_room.evidence': evidence,
  'control_room.audit': audit,
  'control_room.verify': verify,
} satisfies Registry
