'use client'
import { useId, useState } from 'react'
import { countText } from '../status/format.ts'
import { Notice } from '../ui/notice.tsx'
import { type Proof, proofOf } from './pack-proof.tsx'

/** Verifies a pack from somebody's disk. It stays in the browser: nothing is sent. */
export function DroppedPack() {
  const id = useId()
  const [proof, setProof] = useState<Proof | null>(null)
  const [isOver, setOver] = useState(false)
  const take = async (files: FileList | null) => {
    setOver(false)
    const file = files?.[0]
    if (file) setProof(await proofOf(file))
  }
  return (
    <section
      aria-label="A pack from your disk"
      onDragOver={(event) => {
        event.preventDefault()
        setOver(true)
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault()
        void take(event.dataTransfer.files)
      }}
      className={`flex flex-col gap-2 rounded-card border border-dashed p-4 ${isOver ? 'border-accent bg-selected' : 'border-edge bg-surface'}`}
    >
      <label htmlFor={`${id}-file`} className="font-medium">
        Verify a pack that you have
      </label>
      <p className="text-table text-muted">
        Drop its .tar.gz here, or choose it. It is verified in this browser, and nothing of it is sent.
      </p>
      <input
        id={`${id}-file`}
        type="file"
        accept=".gz,application/gzip"
        onChange={({ target }) => void take(target.files)}
        className="min-h-8 max-w-full text-table file:mr-3 file:h-8 file:cursor-pointer file:rounded-chip file:border file:border-solid file:border-edge file:bg-surface file:px-3 file:font-medium file:text-text hover:file:bg-sunken pointer-coarse:min-h-11 pointer-coarse:file:h-11"
      />
      {proof && <Found proof={proof} />}
    </section>
  )
}

function Found({ proof }: { proof: Proof }) {
  if ('why' in proof) return <Bad sentence={proof.why} />
  const { run, seq, digest, files, problem } = proof.verdict
  if (problem !== null) return <Bad sentence={`${problem} The pack is of run ${run}.`} />
  return (
    <Notice tone="ok" glyph="check" role="status">
      <p>
        Verified: {countText(files, 'file')} of run {run} as they were packed, pack #{seq}.
      </p>
      <p className="text-table break-all text-muted">
        Its digest is <span className="font-mono">{digest}</span>.
      </p>
    </Notice>
  )
}

function Bad({ sentence }: { sentence: string }) {
  return (
    <Notice tone="fail" glyph="cross" role="alert">
      {sentence}
    </Notice>
  )
}
