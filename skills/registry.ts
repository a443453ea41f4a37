import type { Registry } from '../lib/core/skill.ts'
import { addMember } from './control_room/add-member.ts'
import { attention } from './control_room/attention.ts'
import { audit } from './control_room/audit.ts'
import { auditChain } from './control_room/audit-chain.ts'
import { calls } from './control_room/calls.ts'
import { changeRole } from './control_room/change-role.ts'
import { checkTools } from './control_room/check-tools.ts'
import { checks } from './control_room/checks.ts'
import { counts } from './control_room/counts.ts'
import { createToken } from './control_room/create-token.ts'
import { endOtherSessions } from './control_room/end-other-sessions.ts'
import { endSession } from './control_room/end-session.ts'
import { environments } from './control_room/environments.ts'
import { evidence } from './control_room/evidence.ts'
import { firstSteps } from './control_room/first-steps.ts'
import { log } from './control_room/log.ts'
import { log_outline } from './control_room/log_outline.ts'
import { log_search } from './control_room/log_search.ts'
import { members } from './control_room/members.ts'
import { modes } from './control_room/modes.ts'
import { packs } from './control_room/packs.ts'
import { removeMember } from './control_room/remove-member.ts'
import { renewPassword } from './control_room/renew-password.ts'
import { revokeToken } from './control_room/revoke-token.ts'
import { run as oneRun } from './control_room/run.ts'
import { runs } from './control_room/runs.ts'
import { sessions } from './control_room/sessions.ts'
import { settings } from './control_room/settings.ts'
import { switchMode } from './control_room/switch-mode.ts'
import { tests } from './control_room/tests.ts'
import { tokens } from './control_room/tokens.ts'
import { verify } from './control_room/verify.ts'
import { checkConnection } from './github_ci_runner/check-connection.ts'
import { connections } from './github_ci_runner/connections.ts'
import { list } from './github_ci_runner/list.ts'
import { listDeliveries } from './github_ci_runner/list-deliveries.ts'
import { listRunners } from './github_ci_runner/list-runners.ts'
import { repairConnection } from './github_ci_runner/repair-connection.ts'
import { rerun } from './github_ci_runner/rerun.ts'
import { run } from './github_ci_runner/run.ts'
import { looks } from './looks.ts'
import { add } from './module_dependency_resolver/add.ts'
import { bump } from './oca_ipai_layout_enforcer/bump.ts'
import { fix } from './oca_ipai_layout_enforcer/fix.ts'
import { steward } from './oca_ipai_layout_enforcer/steward.ts'
import { waive } from './oca_ipai_layout_enforcer/waive.ts'

/** Address → verb; of each skill the first is what `skill run <skill>` does. */
export const verbs = {
  'github_ci_runner.run': run,
  'github_ci_runner.rerun': rerun,
  'github_ci_runner.list': list,
  'github_ci_runner.list_deliveries': listDeliveries,
  'github_ci_runner.check_connection': checkConnection,
  'github_ci_runner.repair_connection': repairConnection,
  'github_ci_runner.connections': connections,
  'github_ci_runner.list_runners': listRunners,
  ...looks,
  'module_dependency_resolver.add': add,
  'oca_ipai_layout_enforcer.fix': fix,
  'oca_ipai_layout_enforcer.waive': waive,
  'oca_ipai_layout_enforcer.bump': bump,
  'oca_ipai_layout_enforcer.steward': steward,
  'control_room.runs': runs,
  'control_room.run': oneRun,
  'control_room.attention': attention,
  'control_room.first_steps': firstSteps,
  'control_room.counts': counts,
  'control_room.tests': tests,
  'control_room.calls': calls,
  'control_room.log': log,
  'control_room.log_outline': log_outline,
  'control_room.log_search': log_search,
  'control_room.evidence': evidence,
  'control_room.packs': packs,
  'control_room.audit': audit,
  'control_room.audit_chain': auditChain,
  'control_room.verify': verify,
  'control_room.settings': settings,
  'control_room.check_tools': checkTools,
  'control_room.checks': checks,
  'control_room.environments': environments,
  'control_room.members': members,
  'control_room.add_member': addMember,
  'control_room.change_role': changeRole,
  'control_room.remove_member': removeMember,
  'control_room.renew_password': renewPassword,
  'control_room.sessions': sessions,
  'control_room.end_session': endSession,
  'control_room.end_other_sessions': endOtherSessions,
  'control_room.tokens': tokens,
  'control_room.create_token': createToken,
  'control_room.revoke_token': revokeToken,
  'control_room.modes': modes,
  'control_room.switch_mode': switchMode,
} satisfies Registry
