'use client'
import clsx from 'clsx'
import { useState } from 'react'
import { plainText } from '../../lib/core/log-text.ts'
import { Button } from '../ui/button.tsx'
import { CopyButton } from '../ui/copy-button.tsx'
import { traceLines, trimTraceback } from './traceback.ts'

const looks = { '>': 'bg-fail-tint text-text', E: 'text-fail', '': 'text-muted' }

/** A traceback: the project's own frames, and all of them on demand. */
export function Trace({ traceback }: { traceback: string }) {
  const [full, setFull] = useState(false)
  const whole = traceback.split('\n').map(plainText).join('\n')
  const trimmed = trimTraceback(whole)
  return (
    <div className="border-t border-border bg-log">
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key */}
      <section aria-label="Traceback" tabIndex={0} className="max-h-96 overflow-auto py-2 font-mono text-table -outline-offset-2">
        <pre className="w-max min-w-full max-desk:w-auto">
          {traceLines(full ? whole : trimmed).map(({ text, mark }, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the lines of one text, in its order
            <span key={index} className={clsx('block px-4 whitespace-pre max-desk:break-words max-desk:whitespace-pre-wrap', looks[mark])}>
              {text || ' '}
            </span>
          ))}
        </pre>
      </section>
      <div className="flex flex-wrap gap-2 border-t border-border px-4 py-2">
        {trimmed !== whole && (
          <Button size="small" aria-pressed={full} onClick={() => setFull(!full)}>
            {full ? 'Only frames of this project' : 'Full traceback'}
          </Button>
        )}
        <CopyButton size="small" text={whole} label="Copy traceback" />
      </div>
    </div>
  )
}
