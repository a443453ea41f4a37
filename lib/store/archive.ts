import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { createGzip, type Gzip } from 'node:zlib'
import { pack } from 'tar-stream'
import { OpsError } from '../core/error.ts'
import type { EvidenceRow } from '../core/proof.ts'

/** The files of an evidence pack as one compressed archive. */
export async function archiveOf(dataDir: string, row: EvidenceRow): Promise<Gzip> {
  const folder = path.join(dataDir, 'evidence', row.path)
  const names = await readdir(folder).catch((cause) => {
    throw new OpsError('not_found', `The pack of run ${row.runId} is not on this machine.`, `Its digest remains: ${row.digest}.`, { cause })
  })
  const archive = pack()
  const add = async () => {
    for (const name of names.sort())
      archive.entry({ name: `${path.basename(row.path)}/${name}`, mode: 0o600 }, await readFile(path.join(folder, name)))
    archive.finalize()
  }
  add().catch((error) => archive.destroy(error))
  return archive.pipe(createGzip())
}
