import path from 'node:path'
import { OpsError } from '../core/error.ts'
import type { HookSettings } from '../core/guard-settings.ts'
import { parseInput } from '../core/input.ts'
import { type Actor, decide, type Surface } from '../core/policy.ts'
import { route } from '../core/router.ts'
import type { JsonObject } from '../core/run.ts'
import { type AnyRunReadVerb, isRunRead } from '../core/run-read.ts'
import { isLook } from '../core/skill.ts'
import { versionOf } from '../core/version.ts'
import { isLaid } from '../store/engine.ts'
import { LogSearch } from '../store/log-search.ts'
import { openMembers } from '../store/members.ts'
import { openPrisma } from '../store/prisma.ts'
import { openReadStore } from '../store/reads.ts'
import { toJson } from '../store/rows.ts'
import { actorOfToken } from '../store/tokens.ts'
import { Wake } from '../store/wake.ts'
import type { GithubRunners } from '../tools/github/runners-port.ts'
import type { OidcTool } from '../tools/oidc/port.ts'
import { openApproval } from './approval.ts'
import { openChange } from './change.ts'
import { openCi } from './ci.ts'
import { openDeliveries } from './deliveries.ts'
import { type House, openGuard } from './guard.ts'
import { lookAt } from './look.ts'
import { openRuns } from './runs.ts'
import { storeFor } from './seen-by.ts'
import { openSubmit } from './submit.ts'

export interface ControlOptions extends Pick<House, 'dataDir' | 'verbs' | 'settings' | 'modes' | 'redactor' | 'outside'> {
  databaseUrl: string
  /** What the database shows of this process's connections: `control-room-web`, `control-room-cli`. */
  name: string
  /** The folder of the program, from which the search of logs is started. */
  root: string
  /** Whose deliveries are believed. */
  hooks: HookSettings
  /** Which workflows are believed. */
  oidc: OidcTool
  /** Who runs the jobs of a workflow. */
  runners: GithubRunners
}

export type Control = ReturnType<typeof openControl>

/** The one door: it authorises, validates and audits. It knows the engine only as SQL, so no surface loads its SDK. */
export function openControl({ databaseUrl, name, root, hooks, oidc, runners, ...given }: ControlOptions) {
  const { dataDir, verbs, settings, modes, outside } = given
  const prisma = openPrisma(databaseUrl, name)
  const search = new LogSearch({ databaseUrl, name, program: path.join(root, 'lib/store/log-searcher.ts') })
  const store = openReadStore(prisma, dataDir, search)
  const wake = new Wake(databaseUrl, name)
  const version = versionOf(verbs)
  const house: House = { ...given, prisma, store, wake, version }
  const guard = openGuard(house)
  const runs = openRuns(house, guard)
  const { preview, submit } = openSubmit(house, guard, runs)

  /** Answers a verb that only reads: no run, no evidence, no engine. */
  async function ask(actor: Actor, name: string, rawInput: unknown): Promise<JsonObject> {
    const { address, verb } = route(verbs, name)
    if (verb.effect !== 'read') throw new OpsError('invalid', `${address} changes something: its use is no question.`, 'Submit it instead.')
    if (isRunRead(verb)) return askOfRun(actor, address, verb, rawInput)
    await guard.allow(actor, { may: 'use', address, verb, modes }, 'verb.ask', address)
    const input = parseInput(verb.input, rawInput)
    const environments = typeof input.environment === 'string' ? [input.environment] : []
    await guard.allow(actor, { may: 'use', address, verb, modes, environments }, 'verb.ask', address)
    if (isLook(verb)) return lookAt(verb, { settings, ...outside }, input)
    return toJson(verb.output.parse(await verb.answer({ actor, store: storeFor(actor, store), settings, modes }, input))) as JsonObject
  }

  /** The same of one run: that run is what it takes to be allowed to read, as with its events and its evidence. */
  async function askOfRun(actor: Actor, address: string, verb: AnyRunReadVerb, rawInput: unknown): Promise<JsonObject> {
    await guard.allow(actor, { may: 'read_run' }, 'verb.ask', address)
    const input = parseInput(verb.input, rawInput)
    const run = await runs.run(actor, String(input[verb.about]), address)
    return toJson(verb.output.parse(await verb.answer({ actor, store, settings, modes, run }, input))) as JsonObject
  }

  /** Observed, not assumed: the database answers, the engine is laid, a worker's lease is alive. */
  async function health() {
    const laid = await isLaid(prisma)
    const [row] = await prisma.$queryRaw<{ workers: number; others: number }[]>`
      select count(*) filter (where "leaseUntil" > clock_timestamp())::int as workers,
        count(*) filter (where "leaseUntil" > clock_timestamp() and version <> ${version})::int as others from "Worker"`
    const workers = row?.workers ?? 0
    const status = laid && workers > (row?.others ?? 0) ? 'pass' : laid ? 'warn' : 'fail'
    return { status, version, workers, observedAt: new Date().toISOString() } as const
  }

  const close = async () => {
    await wake.close()
    await search.close()
    await prisma.$disconnect()
  }
  /** Who a bearer's token stands for; null for one that is unknown, has run out or was revoked. */
  const bearer = (secret: string, surface: Surface) => actorOfToken(prisma, secret, surface)
  /** What `allow` would say of a verb, for those who only show it: no refusal is recorded. */
  const judge = (actor: Actor, name: string) => {
    const { address, verb } = route(verbs, name)
    return decide(actor, isRunRead(verb) ? { may: 'read_run' } : { may: 'use', address, verb, modes })
  }
  /** The same of one verb, with who could give the role that is wanting. */
  const judged = (actor: Actor, name: string) => {
    const { address, verb } = route(verbs, name)
    return guard.judge(actor, { may: 'use', address, verb, modes })
  }
  const change = openChange(house, guard)
  const members = openMembers(prisma)
  const add: typeof members.add = async (actor, person) => {
    await guard.allow(actor, { may: 'manage_members' }, 'member.add', person.email)
    return members.add(actor, person)
  }
  const newSetupToken = async (actor: Actor) => {
    await guard.allow(actor, { may: 'manage_members' }, 'setup.link', 'first admin')
    return members.newSetupToken(actor)
  }
  return {
    ask,
    judge,
    judged,
    change,
    preview,
    submit,
    ...runs,
    ...openApproval(house, guard, runs),
    health,
    ci: openCi({ prisma, store, hooks, runners }, runs, submit),
    claims: oidc.claims,
    deliver: openDeliveries({ prisma, redactor: given.redactor, hooks }),
    bearer,
    members: { ...members, add, newSetupToken },
    verbs,
    modes,
    settings,
    dataDir,
    close,
  }
}
