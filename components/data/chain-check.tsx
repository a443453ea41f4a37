'use client'
import { ShieldCheck } from 'lucide-react'
import { useState } from 'react'
import { groupedText } from '../status/format.ts'
import { AbsoluteTime } from '../status/times.tsx'
import { Button } from '../ui/button.tsx'
import { Notice } from '../ui/notice.tsx'
import { AskFailed, askServer } from './ask.ts'
import { browserDigest, noDigest } from './digest.ts'
import { type ChainPage, type ChainVerdict, verifyChain } from './verify-chain.ts'

/** What is known of the chain before it is computed here: what the server found. */
export interface ServerVerdict extends ChainVerdict {
  ok: boolean
  at: string
}

type State =
  | { kind: 'server' }
  | { kind: 'busy'; upTo: number; of: number }
  | { kind: 'here'; verdict: ChainVerdict; at: string }
  | { kind: 'failed'; why: string }

/** The proof that nothing of the audit was changed; whoever may read all of it can have the browser compute it. */
export function ChainCheck({ server, mayCompute }: { server: ServerVerdict; mayCompute: boolean }) {
  const [state, setState] = useState<State>({ kind: 'server' })
  const verify = () => compute(setState).then(setState)
  const problem = state.kind === 'here' ? state.verdict.problem : state.kind === 'server' ? server.problem : null
  const isWhole = problem === null && state.kind !== 'failed'
  return (
    <Notice
      className="desk:items-center"
      tone={isWhole ? 'ok' : 'fail'}
      glyph={isWhole ? 'check' : 'cross'}
      {...(state.kind === 'server' ? {} : { role: isWhole ? 'status' : 'alert' })}
    >
      <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
        <p className="min-w-0 flex-1 basis-64">
          <Words state={state} server={server} />
        </p>
        {mayCompute && (
          <Button size="small" onClick={verify} disabled={state.kind === 'busy'}>
            <ShieldCheck aria-hidden className="size-4" />
            Verify now
          </Button>
        )}
      </div>
    </Notice>
  )
}

function Words({ state, server }: { state: State; server: ServerVerdict }) {
  if (state.kind === 'failed') return state.why
  if (state.kind === 'busy') return `Computing: ${groupedText(state.upTo)} of ${groupedText(state.of)} records.`
  const { upTo, problem } = state.kind === 'here' ? state.verdict : server
  if (problem !== null)
    return <strong className="font-medium">{isSentence(problem) ? problem : `${problem} Everything after it is unproven.`}</strong>
  const here = state.kind === 'here' ? ' by this browser' : ''
  return (
    <>
      Chain verified{here} to #{groupedText(upTo)}, <AbsoluteTime at={state.kind === 'here' ? state.at : server.at} />
    </>
  )
}

/** The server's own sentence says what is unproven. */
function isSentence(problem: string): boolean {
  return problem.includes('unproven')
}

async function compute(tell: (state: State) => void): Promise<State> {
  const sha256 = browserDigest()
  if (!sha256) return { kind: 'failed', why: noDigest }
  tell({ kind: 'busy', upTo: 0, of: 0 })
  try {
    const verdict = await verifyChain({
      read: (after) => askServer<ChainPage>('control_room.audit_chain', { after }),
      sha256,
      onProgress: (upTo, of) => tell({ kind: 'busy', upTo, of }),
    })
    return { kind: 'here', verdict, at: new Date().toISOString() }
  } catch (error) {
    if (error instanceof AskFailed) return { kind: 'failed', why: `${error.message} ${error.hint}` }
    throw error
  }
}
