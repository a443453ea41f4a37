import { randomUUID } from 'node:crypto'
import { mkdir, rename, rm, writeFile } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { firstPrevious, manifestOf, type PackFiles, packFiles, packPath, sha256 } from '../core/evidence.ts'
import type { RunEvent } from '../core/run.ts'
import type { ReadStore, RunRow } from '../core/store.ts'
import { appendIn } from './append.ts'
import { auditHead } from './audit.ts'
import type { PrismaClient } from './generated/client.ts'
import { mostLines } from './log.ts'

const zip = promisify(gzip)

interface Place {
  prisma: PrismaClient
  store: ReadStore
  dataDir: string
}

/** Writes the evidence pack of a finished run, once; a second call does nothing. Packs are chained in the order of their making. */
export async function packUp({ prisma, store, dataDir }: Place, runId: string, version: string): Promise<void> {
  const run = await store.runs.get(runId)
  if (!run || (await store.evidence.get(runId))) return
  const events = await allEvents(store, runId)
  const tests = await store.runs.tests(runId)
  const log = await wholeLog(store, run)
  const runtime = { host: os.hostname(), platform: `${os.platform()} ${os.release()}`, node: process.version, release: version }
  const files = packFiles({ run, events, tests, log, runtime })
  const relative = packPath(run)
  const folder = path.join(dataDir, 'evidence', relative)
  // Two may pack one run at once: each writes beside, and only the one that finds no row moves its work into place.
  const half = `${folder}.${randomUUID()}.part`
  try {
    await writeAll(half, files)
    await prisma.$transaction(
      async (tx) => {
        await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('control room evidence'))`
        if (await tx.evidencePack.findUnique({ where: { runId } })) return
        const last = await tx.evidencePack.findFirst({ orderBy: { seq: 'desc' } })
        const seq = (last?.seq ?? 0) + 1
        const previous = last?.digest ?? firstPrevious
        const manifest = manifestOf(files, {
          run: runId,
          seq,
          at: run.view.finishedAt ?? run.createdAt,
          previous,
          audit: await auditHead(tx),
        })
        await writeFile(path.join(half, 'manifest.json'), manifest)
        await rm(folder, { recursive: true, force: true })
        await rename(half, folder)
        const digest = sha256(manifest)
        const sizeBytes = Object.values(files).reduce((sum, content) => sum + content.length, manifest.length)
        await tx.evidencePack.create({ data: { seq, runId, path: relative, digest, previous, sizeBytes } })
        await appendIn(tx, runId, null, { key: 'run:evidence', kind: 'evidence', data: { path: relative, digest, sizeBytes } })
      },
      { maxWait: 10_000, timeout: 30_000 },
    )
  } finally {
    await rm(half, { recursive: true, force: true })
  }
}

async function allEvents(store: ReadStore, runId: string): Promise<RunEvent[]> {
  const events: RunEvent[] = []
  for (;;) {
    const more = await store.runs.events(runId, events.at(-1)?.seq ?? 0)
    if (more.length === 0) return events
    events.push(...more)
  }
}

/** Compressed page by page: the pages one after the other are one compressed file too, and a long log is never one text. */
async function wholeLog(store: ReadStore, run: RunRow): Promise<Buffer> {
  const parts: Buffer[] = [await zip('')]
  for (let from = 1; from <= run.view.lines; from += mostLines) {
    const lines = await store.runs.log(run.id, from, mostLines)
    parts.push(await zip(lines.map(({ mark: _, ...line }) => `${JSON.stringify(line)}\n`).join('')))
  }
  return Buffer.concat(parts)
}

async function writeAll(folder: string, files: PackFiles): Promise<void> {
  await rm(folder, { recursive: true, force: true })
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const [name, content] of Object.entries(files)) await writeFile(path.join(folder, name), content)
}
