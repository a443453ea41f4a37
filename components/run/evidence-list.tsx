'use client'
import { useQuery } from '@tanstack/react-query'
import { Download, ShieldCheck } from 'lucide-react'
import dynamic from 'next/dynamic'
import type { PackCheck, PackedFile } from '../../lib/core/proof.ts'
import { askServer } from '../data/ask.ts'
import { countText, sizeText } from '../status/format.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { AbsoluteTime } from '../status/times.tsx'
import { Button, buttonLook } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { Empty } from '../ui/empty.tsx'
import { Notice } from '../ui/notice.tsx'
import { ProblemNotice } from '../ui/problem-notice.tsx'
import { SkeletonRows } from '../ui/skeleton.tsx'

/** Loaded by those who look at the evidence. */
const PackProof = dynamic(() => import('../data/pack-proof.tsx').then((part) => part.PackProof))

type Answer = PackCheck & { observedAt: string }

/** What the run left as proof: each file with its digest, compared with what lies there now. */
export function EvidenceList({ runId, packed }: { runId: string; packed: boolean }) {
  const pack = useQuery({
    queryKey: ['evidence', runId],
    queryFn: ({ signal }) => askServer<Answer>('control_room.evidence', { run: runId }, signal),
    enabled: packed,
  })
  if (!packed) return <Empty title="Not packed yet.">The evidence is packed when the run has ended, however it ends.</Empty>
  const verify = (
    <Button onClick={() => pack.refetch()} disabled={pack.isFetching} title="Verify on the server">
      <ShieldCheck aria-hidden className="size-4" />
      {pack.isFetching ? 'Verifying' : 'Verify'}
    </Button>
  )
  if (pack.isError)
    return <ProblemNotice problem={{ message: 'The evidence could not be read.', hint: pack.error.message }}>{verify}</ProblemNotice>
  if (!pack.data) return <SkeletonRows count={6} label="Reading the evidence" />
  return (
    <section aria-label="Evidence" className="flex flex-col gap-3">
      <Verdict pack={pack.data} />
      <div className="flex flex-wrap gap-2">
        <a className={buttonLook()} href={`/api/runs/${runId}/evidence`} download>
          <Download aria-hidden className="size-4" />
          Download
        </a>
        {verify}
        <PackProof runId={runId} digest={pack.data.digest} label="Verify here, in this browser" size="normal" />
        <CopyButton text={pack.data.digest} label="Copy digest" />
      </div>
      <ul className="overflow-hidden rounded-card border border-border bg-surface">
        {pack.data.files.map((file) => (
          <FileRow key={file.path} file={file} />
        ))}
      </ul>
    </section>
  )
}

function Verdict({ pack }: { pack: Answer }) {
  return (
    <Notice tone={pack.verified ? 'ok' : 'fail'} glyph={pack.verified ? 'check' : 'cross'} role={pack.verified ? 'status' : 'alert'}>
      <p className="font-medium">
        {pack.verified
          ? `Verified: ${countText(pack.files.length, 'file')} as they were packed.`
          : (pack.problem ?? 'A file is not as it was packed.')}
      </p>
      <p className="text-table break-all text-muted">
        Digest <span className="font-mono">{pack.digest}</span> · checked <AbsoluteTime at={pack.observedAt} />
      </p>
    </Notice>
  )
}

function FileRow({ file }: { file: PackedFile }) {
  const badge = file.ok
    ? ({ glyph: 'check', word: 'Matches', tone: 'ok' } as const)
    : ({ glyph: 'cross', word: 'Changed', tone: 'fail' } as const)
  return (
    <li className="grid grid-cols-[1fr_auto] items-baseline gap-x-4 gap-y-0.5 border-b border-border dense px-3 text-table last:border-0 desk:grid-cols-[96px_1fr_auto]">
      <StatusWord badge={badge} className="max-desk:order-2" />
      <span className="min-w-0">
        <span className="block font-mono break-all">{file.path}</span>
        <span className="block font-mono text-meta break-all text-muted">{file.sha256}</span>
      </span>
      <span className="text-right whitespace-nowrap text-muted max-desk:order-3 max-desk:col-span-2">{sizeText(file.sizeBytes)}</span>
    </li>
  )
}
