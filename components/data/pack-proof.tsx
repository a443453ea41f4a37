'use client'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { countText } from '../status/format.ts'
import { StatusWord } from '../status/status-pill.tsx'
import { Button } from '../ui/button.tsx'
import { browserDigest, noDigest } from './digest.ts'
import { checkPackFiles, type PackVerdict, unpacked } from './pack-files.ts'

/** What came of it: the files that fit, or the sentence that says what does not. */
export type Proof = { verdict: PackVerdict } | { why: string }

/** Compares a pack with its manifest, here in the browser. */
export async function proofOf(archive: Blob): Promise<Proof> {
  const sha256 = browserDigest()
  if (!sha256) return { why: noDigest }
  try {
    return { verdict: await checkPackFiles(await unpacked(archive), sha256) }
  } catch (error) {
    return { why: error instanceof Error ? error.message : String(error) }
  }
}

interface PackProofProps {
  runId: string
  digest: string
  label: string
  size?: 'normal' | 'small'
}

/** Fetches the pack of a run and verifies it here; its digest has to be the one of the chain. */
export function PackProof({ runId, digest, label, size = 'small' }: PackProofProps) {
  const [proof, setProof] = useState<Proof | 'busy' | null>(null)
  const verify = async () => {
    setProof('busy')
    setProof(await fetched(runId, digest))
  }
  return (
    <>
      <Button size={size} onClick={verify} disabled={proof === 'busy'} aria-label={label} title="Verify in this browser">
        <ShieldCheck aria-hidden className="size-4" />
        {proof === 'busy' ? 'Verifying' : 'Verify here'}
      </Button>
      {proof && proof !== 'busy' && <ProofWord proof={proof} />}
    </>
  )
}

async function fetched(runId: string, digest: string): Promise<Proof> {
  const answer = await fetch(`/api/runs/${runId}/evidence`).catch(() => null)
  if (!answer?.ok) return { why: 'The pack could not be read: it may have been pruned. Its digest remains.' }
  const proof = await proofOf(await answer.blob())
  if ('why' in proof || proof.verdict.problem !== null || proof.verdict.digest === digest) return proof
  return { why: 'manifest.json does not match the digest that the chain of packs remembers.' }
}

function ProofWord({ proof }: { proof: Proof }) {
  const problem = 'why' in proof ? proof.why : proof.verdict.problem
  const badge =
    problem === null && 'verdict' in proof
      ? ({ glyph: 'check', word: `Verified: ${countText(proof.verdict.files, 'file')}`, tone: 'ok' } as const)
      : ({ glyph: 'cross', word: problem ?? '', tone: 'fail' } as const)
  return (
    <span role="status" className="min-w-0 break-words">
      <StatusWord badge={badge} />
    </span>
  )
}
