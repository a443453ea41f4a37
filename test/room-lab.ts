import path from 'node:path'
import type { Actor } from '../lib/core/policy.ts'
import { slowRepository } from './ci-lab.ts'
import { developer, openLab, openServer, operator } from './lab.ts'

/** The product's own control room with two runs of CI, of which one is green and one could not find its repository. */
export async function openRoomLab() {
  const server = await openServer()
  const lab = await openLab(server, { variant: 'real' })
  await lab.worker('A')
  const repo = slowRepository(path.join(server.base, 'slow'), 0)
  const green = await lab.submit({ repo }, 'github_ci_runner.run', developer)
  const bad = await lab.submit({ repo: '/nowhere' }, 'github_ci_runner.run')
  for (const id of [green, bad]) await lab.finished(id, 60_000)

  /** The answer of a read verb, whose own schema has checked it. */
  async function ask<Answer>(verb: string, input: object, actor: Actor = operator): Promise<Answer> {
    const answer: unknown = await lab.control.ask(actor, `control_room.${verb}`, input)
    return answer as Answer
  }
  /** A row as a submission leaves it, without its workflow; somebody else's, so that no worker packs it when it has ended. */
  const plant = (id: string, status = 'running') =>
    lab.sql.query(
      `insert into "Run" (id, address, title, input, lock, status, view, execution, "startedBy", "startedByName", surface, "planDigest", "parentId")
       select $1, address, 'Planted', input, lock, $2, view || jsonb_build_object('status', $2::text, 'finishedAt', null), 'seed', "startedBy", "startedByName", surface, "planDigest", null from "Run" where id = $3`,
      [id, status, green],
    )
  /** Takes away what begins so, also where it was packed meanwhile: what was interrupted is, whoever wrote it. */
  const unplant = (prefix: string) =>
    lab.sql.query(`with packs as (delete from "EvidencePack" where "runId" like $1) delete from "Run" where id like $1`, [`${prefix}%`])
  async function close() {
    await lab.close()
    await server.close()
  }
  return { lab, green, bad, ask, plant, unplant, close }
}
