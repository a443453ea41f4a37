'use client'
import { Download } from 'lucide-react'
import type { EvidenceRow } from '../../lib/core/proof.ts'
import type { Page } from '../../lib/core/store.ts'
import { Link } from '../environment/link.tsx'
import { countText, sizeText } from '../status/format.ts'
import { RelativeTime } from '../status/times.tsx'
import { buttonLook } from '../ui/button.tsx'
import { Empty } from '../ui/empty.tsx'
import { LongList } from './long-list.tsx'
import { MoreButton } from './more-button.tsx'
import { PackProof } from './pack-proof.tsx'
import { usePages } from './use-pages.ts'

type Row = EvidenceRow & { title: string }
export type PackPage = Page<Row> & { observedAt: string }

/** The evidence packs of all runs, newest first; each can be taken away, or verified by this browser. */
export function PackList({ first }: { first: PackPage }) {
  const pages = usePages<Row>('control_room.packs', {}, first)
  if (pages.rows.length === 0) return <Empty title="Nothing packed yet.">Every run leaves a pack, however it ends.</Empty>
  return (
    <>
      <LongList
        label={countText(pages.rows.length, 'pack')}
        rows={pages.rows}
        keyOf={({ seq }) => seq}
        onEnd={pages.hasMore && !pages.isPending && !pages.problem ? pages.more : undefined}
      >
        {(row) => <Pack row={row} observedAt={first.observedAt} />}
      </LongList>
      <MoreButton pages={pages} label="Older packs" />
    </>
  )
}

function Pack({ row: { runId, seq, title, digest, sizeBytes, at }, observedAt }: { row: Row; observedAt: string }) {
  return (
    <div className="flex flex-wrap items-center gap-x-4 gap-y-2 dense px-3 text-table">
      <span className="min-w-0 flex-1 basis-64">
        <Link
          href={`/runs/${runId}?tab=evidence`}
          data-row
          className="font-medium break-words underline-offset-2 hover:underline focus-visible:rounded-chip focus-visible:outline-2 focus-visible:outline-focus"
        >
          {title}
        </Link>
        <span className="block font-mono text-meta break-all text-muted">
          #{seq}, digest {digest.slice(0, 16)}
        </span>
      </span>
      <span className="text-muted">
        {sizeText(sizeBytes)}, <RelativeTime at={at} observedAt={observedAt} />
      </span>
      <span className="flex flex-wrap items-center gap-2 max-desk:basis-full">
        <a
          href={`/api/runs/${runId}/evidence`}
          download
          className={buttonLook('plain', 'small')}
          aria-label={`Download the pack of ${title}`}
        >
          <Download aria-hidden className="size-4" />
          Download
        </a>
        <PackProof runId={runId} digest={digest} label={`Verify here the pack of ${title}`} />
      </span>
    </div>
  )
}
