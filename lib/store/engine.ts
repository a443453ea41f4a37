import type { Prisma, PrismaClient } from './generated/client.ts'

/**
 * What we ask of the engine's own tables (schema `dbos` of @dbos-inc/dbos-sdk 5.3), so that no surface loads its SDK.
 * Each is one statement or runs in the caller's transaction; each is held by a test against the pinned version.
 */

/** Puts the run's workflow into the queue, in the caller's transaction. No version: whichever release is the latest takes it. */
export async function enqueue(tx: Prisma.TransactionClient, runId: string, lock: string): Promise<void> {
  await tx.$queryRaw`select dbos.enqueue_workflow(
    workflow_name => 'run', queue_name => 'runs', workflow_id => ${runId}::text,
    positional_args => array[to_json(${runId}::text)], queue_partition_key => ${lock}::text)`
}

/** True when the workflow had not started and now never will; decided under its row lock, so that no worker takes it meanwhile. */
export async function cancelQueued(tx: Prisma.TransactionClient, runId: string): Promise<boolean> {
  const cancelled = await tx.$executeRaw`
    update dbos.workflow_status set status = 'CANCELLED', owner_xid = null, queue_name = null,
      completed_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
    where workflow_uuid = ${runId} and status = 'ENQUEUED' and started_at_epoch_ms is null and recovery_attempts = 0`
  return cancelled === 1
}

/**
 * Puts back into the queue what workers of this version had begun whose lease has run out. One statement: of two workers
 * that do this at once, only one finds each run. The lock's key stays, so the order within a lock stays.
 */
export async function takeOver(prisma: PrismaClient, version: string): Promise<{ id: string; from: string }[]> {
  return prisma.$queryRaw`
    with dead as (
      select workflow_uuid, executor_id from dbos.workflow_status w
      where status = 'PENDING' and application_version = ${version}
        and not exists (select 1 from "Worker" where id = w.executor_id and "leaseUntil" > clock_timestamp())
      for update skip locked)
    update dbos.workflow_status w set status = 'ENQUEUED', owner_xid = null, started_at_epoch_ms = null,
      queue_name = coalesce(w.queue_name, '_dbos_internal_queue'),
      updated_at = (extract(epoch from clock_timestamp()) * 1000)::bigint
    from dead where w.workflow_uuid = dead.workflow_uuid
    returning w.workflow_uuid as id, dead.executor_id as "from"`
}

/** Ends the workflows of releases that no living worker runs any more, and names their runs. */
export async function endForeign(prisma: PrismaClient, version: string): Promise<string[]> {
  const rows = await prisma.$queryRaw<{ id: string }[]>`
    update dbos.workflow_status w set status = 'CANCELLED', owner_xid = null, queue_name = null
    where status in ('PENDING', 'ENQUEUED') and application_version <> ${version}
      and not exists (select 1 from "Worker" where "leaseUntil" > clock_timestamp() and version = w.application_version)
    returning workflow_uuid as id`
  return rows.map(({ id }) => id)
}

/** Unfinished runs that the engine will not carry on: it has given them up, or never knew them. */
export async function stranded(prisma: PrismaClient): Promise<{ id: string; engine: string | null }[]> {
  return prisma.$queryRaw`
    select r.id, w.status as engine from "Run" r left join dbos.workflow_status w on w.workflow_uuid = r.id
    where r.status in ('queued', 'running', 'undoing')
      and (w.status in ('ERROR', 'CANCELLED', 'MAX_RECOVERY_ATTEMPTS_EXCEEDED', 'SUCCESS')
        or (w.workflow_uuid is null and not exists (select 1 from "Run" p where p.id = r."parentId" and p.status in ('running', 'undoing', 'queued'))))`
}

/** True once a worker has laid the engine's tables: before that there is nothing to submit to. */
export async function isLaid(prisma: PrismaClient): Promise<boolean> {
  const [row] = await prisma.$queryRaw<{ laid: boolean }[]>`select to_regproc('dbos.enqueue_workflow') is not null as laid`
  return row?.laid === true
}

/** The run's place among those that wait for the same lock, and the one that has it; null once it has begun. */
export async function placeInQueue(prisma: PrismaClient, runId: string): Promise<{ position: number; holder: string | null } | null> {
  const [row] = await prisma.$queryRaw<{ position: number; holder: string | null }[]>`
    select
      (select count(*)::int from dbos.workflow_status o where o.status = 'ENQUEUED' and o.queue_partition_key = w.queue_partition_key
        and (o.priority, o.created_at, o.workflow_uuid) <= (w.priority, w.created_at, w.workflow_uuid)) as position,
      (select o.workflow_uuid from dbos.workflow_status o where o.status = 'PENDING' and o.queue_partition_key = w.queue_partition_key limit 1) as holder
    from dbos.workflow_status w where w.workflow_uuid = ${runId} and w.status = 'ENQUEUED'`
  return row ?? null
}
