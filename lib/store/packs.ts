import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { firstPrevious, type Manifest, sha256 } from '../core/evidence.ts'
import type { ChainCheck, EvidenceRow, PackCheck, PackedFile } from '../core/proof.ts'

/** Reads a pack back and compares it with what the database remembers of it; names the first file that differs. */
export async function checkPack(dataDir: string, row: EvidenceRow): Promise<PackCheck> {
  const folder = path.join(dataDir, 'evidence', row.path)
  const read = (name: string) => readFile(path.join(folder, name)).catch(() => null)
  const bytes = await read('manifest.json')
  const result = { run: row.runId, digest: row.digest, files: [] as PackedFile[] }
  if (!bytes) return { ...result, verified: false, problem: `The pack of run ${row.runId} is not in ${row.path}.` }
  if (sha256(bytes) !== row.digest) return { ...result, verified: false, problem: `${row.path}/manifest.json does not match its digest.` }
  const manifest: Manifest = JSON.parse(bytes.toString())
  for (const file of manifest.files) {
    const content = await read(file.path)
    result.files.push({ ...file, ok: content !== null && sha256(content) === file.sha256 })
  }
  const known = new Set([...manifest.files.map((file) => file.path), 'manifest.json'])
  const strange = (await readdir(folder)).find((name) => !known.has(name))
  const bad = result.files.find((file) => !file.ok)
  const problem = bad
    ? `${row.path}/${bad.path} does not match its digest.`
    : manifest.previous !== row.previous
      ? `${row.path} does not follow the pack before it.`
      : strange
        ? `${row.path}/${strange} is not in the manifest.`
        : null
  return { ...result, verified: problem === null, problem }
}

/** Checks the chain over all packs and each pack's files; ends at the first that does not fit. */
export async function checkAllPacks(rows: EvidenceRow[], dataDir: string): Promise<ChainCheck> {
  let previous = firstPrevious
  let packs = 0
  for (const row of rows) {
    if (row.seq !== packs + 1 || row.previous !== previous)
      return { ok: false, packs, problem: `Pack ${packs + 1} is missing before run ${row.runId}.` }
    const { problem } = await checkPack(dataDir, row)
    if (problem) return { ok: false, packs, problem }
    previous = row.digest
    packs += 1
  }
  return { ok: true, packs, problem: null }
}

/** The audit heads that packs remember, to be compared with the audit as it is now. */
export async function auditAnchors(packs: EvidenceRow[], dataDir: string): Promise<{ seq: number; hash: string; where: string }[]> {
  const anchors: { seq: number; hash: string; where: string }[] = []
  for (const row of packs) {
    const bytes = await readFile(path.join(dataDir, 'evidence', row.path, 'manifest.json')).catch(() => null)
    if (!bytes || sha256(bytes) !== row.digest) continue
    const { audit }: Manifest = JSON.parse(bytes.toString())
    if (audit.seq > 0) anchors.push({ ...audit, where: `the evidence of run ${row.runId}` })
  }
  return anchors
}
