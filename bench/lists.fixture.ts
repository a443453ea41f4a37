import { createHash } from 'node:crypto'
import type pg from 'pg'
import { type ChainedRecord, chainText, genesis } from '../lib/core/chain.ts'
import { emptyRun } from '../lib/core/run.ts'

const output = { repository: 'crm', summary: '318 tests', lines: Array.from({ length: 40 }, (_, place) => `finding ${place} of a module`) }

/**
 * Runs as they are after years: seven skills, of which one made most; 85 in 100 passed, of which 20 with warnings; few were
 * interrupted. Each is a second after the one before, and one in ten repeats it.
 */
export async function seedRuns(sql: pg.Pool, count: number): Promise<void> {
  const view = JSON.stringify({ ...emptyRun, output })
  await sql.query(
    `insert into "Run" (id, address, title, input, lock, status, view, "startedBy", "startedByName", surface, "planDigest", "previousId", "createdAt")
     select lpad(to_hex(n), 12, '0'), address, 'CI of crm-' || asked % 5000 || ' at ' || md5(asked::text),
       case when asked = n then jsonb_build_object('repo', 'crm', 'branch', '19.0-' || substr(md5(n::text), 1, 6)) else jsonb_build_object('run', previous) end,
       'run:' || n, status, jsonb_set(jsonb_set($1::jsonb, '{status}', to_jsonb(status)), '{cause}', cause),
       'u' || n % 40, 'dev ' || n % 40, 'web', md5(n::text), previous, timestamptz '2026-01-01' + n * interval '1 second'
     from generate_series(1, $2::int) n,
       lateral (select case when n % 50 = 0 then (array['backup_manager.backup', 'staging_promoter.promote', 'mail_catcher.clear'])[1 + n / 50 % 3] else 'github_ci_runner.run' end as address,
         case when n % 2000 = 0 then 'interrupted' when n % 100 < 85 then 'succeeded' when n % 100 < 97 then 'failed' else 'cancelled' end as status,
         case when n % 100 < 20 or n % 100 >= 85 then '{"code":"warnings","message":"Two modules warn.","hint":"","step":"test"}'::jsonb else 'null'::jsonb end as cause,
         case when n % 10 = 7 then n - 1 else n end as asked, case when n % 10 = 7 then lpad(to_hex(n - 1), 12, '0') end as previous) made`,
    [view, count],
  )
}

/** Makes all of them runs of this week, each 5 s after the one before. */
export async function makeRecent(sql: pg.Pool, count: number): Promise<void> {
  await sql.query(
    `update "Run" set "createdAt" = clock_timestamp() - ($1 - extract(epoch from "createdAt" - timestamptz '2026-01-01')) * interval '5 seconds'`,
    [count],
  )
  await sql.query('vacuum analyze "Run"')
}

const surfaces = ['web', 'cli', 'http', 'mcp']
const actions = ['run.submit', 'run.cancel', 'control_room.change_role']

/** A whole audit of many people, whose chain fits. */
export async function seedAudit(sql: pg.Pool, count: number): Promise<void> {
  let previous = genesis
  for (let from = 1; from <= count; from += 5000) {
    const rows = Array.from({ length: Math.min(5000, count - from + 1) }, (_, place) => {
      const record = recordOf(from + place)
      previous = createHash('sha256').update(chainText(previous, record)).digest('hex')
      return { ...record, hash: previous }
    })
    await sql.query('insert into "AuditRecord" select * from json_populate_recordset(null::"AuditRecord", $1)', [JSON.stringify(rows)])
  }
  await sql.query('insert into "AuditHead" (id, seq, hash) values (1, $1, $2)', [count, previous])
}

function recordOf(seq: number): ChainedRecord {
  return {
    seq,
    at: new Date(Date.UTC(2026, 0, 1) + seq * 1000).toISOString(),
    actor: `u${seq % 40}`,
    actorName: `dev ${seq % 40}`,
    surface: surfaces[seq % surfaces.length] ?? 'web',
    action: actions[seq % actions.length] ?? 'run.submit',
    target: createHash('md5').update(String(seq)).digest('hex').slice(0, 12),
    outcome: seq % 20 === 0 ? 'refused' : 'done',
    details: { address: 'github_ci_runner.run', planDigest: String(seq) },
  }
}
