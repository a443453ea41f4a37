import type { AuditRow, ChainCheck, ChainState, PackCheck } from '../core/proof.ts'
import { type Call, textOf } from './command.ts'
import { paint } from './paint.ts'
import { table, timeOf } from './table.ts'

/** Exit code of a chain or a pack that does not fit. */
const brokenExit = 1

/** All packs and their chain, or the one of a run. */
export async function verifyEvidence(call: Call): Promise<number> {
  const run = textOf(call.options, 'run')
  return run === undefined ? verifyPacks(call) : verifyPack(call, run)
}

async function verifyPacks({ out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const { evidence, observedAt } = await control.ask(actor, 'control_room.verify', {})
  const check = chainCheck(evidence)
  out.answer({ ...check, observedAt }, () => [
    check.ok
      ? paint.green(`${check.packs} evidence packs fit their digests, and each the one before.`)
      : paint.red(check.problem ?? 'It does not fit.'),
  ])
  return check.ok ? 0 : brokenExit
}

async function verifyPack({ out, room }: Call, run: string): Promise<number> {
  const { control, actor } = await room()
  const answer = await control.ask(actor, 'control_room.evidence', { run })
  const check = packCheck(answer)
  out.answer(answer, () => [
    ...table(check.files.map((file) => [file.ok ? paint.green('fits') : paint.red('does not fit'), file.path, file.sha256])),
    check.verified
      ? paint.green(`The pack of run ${check.run} fits its digest ${check.digest}.`)
      : paint.red(check.problem ?? 'It does not fit.'),
  ])
  return check.verified ? 0 : brokenExit
}

export async function verifyAudit({ out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const { audit, observedAt } = await control.ask(actor, 'control_room.verify', {})
  const state = chainState(audit)
  out.answer({ ...state, observedAt }, () => [
    state.ok ? paint.green(`The audit is whole: ${state.upTo} records.`) : paint.red(state.problem ?? 'It does not fit.'),
  ])
  return state.ok ? 0 : brokenExit
}

export async function listAudit({ input, out, room }: Call): Promise<number> {
  const { control, actor } = await room()
  const answer = await control.ask(actor, 'control_room.audit', input)
  const rows = auditRows(answer.rows)
  const state = chainState(answer.verified)
  out.answer(answer, () => [
    ...table(rows.map((row) => [String(row.seq), timeOf(row.at), row.actorName, row.surface, row.action, row.outcome, row.target])),
    ...(typeof answer.next === 'string' ? ['', `More: --cursor ${answer.next}`] : []),
    ...(state.ok ? [] : ['', paint.red(state.problem ?? 'The chain does not fit.')]),
  ])
  return state.ok ? 0 : brokenExit
}

/** `control_room.verify` declares these shapes in its output, which the door has parsed. */
function chainCheck(part: unknown): ChainCheck {
  return part as ChainCheck
}

/** The same for the audit's. */
function chainState(part: unknown): ChainState {
  return part as ChainState
}

/** `control_room.evidence` declares this shape in its output. */
function packCheck(answer: unknown): PackCheck {
  return answer as PackCheck
}

/** `control_room.audit` answers with AuditRow as they are. */
function auditRows(rows: unknown): AuditRow[] {
  return rows as AuditRow[]
}
