import { Field } from '../ui/field.tsx'
import { leastReason, mostReason } from './ladder.ts'
import type { ShownPlan } from './outcome.ts'
import type { Typed } from './use-verb.ts'

interface Props {
  plan: ShownPlan
  typed: Typed
  errors: Readonly<Record<string, string>>
  onType(more: Partial<Typed>): void
}

/** What somebody types before something is destroyed: its word, and why. */
export function LadderFields({ plan: { word, needsReason }, typed, errors, onType }: Props) {
  const quiet = { autoComplete: 'off', spellCheck: false, autoCapitalize: 'none' } as const
  return (
    <div className="flex flex-col gap-3">
      {word !== null && (
        <Field
          label={`Type ${word}`}
          value={typed.word}
          onChange={({ target }) => onType({ word: target.value })}
          required
          error={errors.word}
          {...quiet}
        />
      )}
      <Field
        label={needsReason ? 'Reason' : 'Reason (optional)'}
        value={typed.reason}
        onChange={({ target }) => onType({ reason: target.value })}
        required={needsReason}
        maxLength={mostReason}
        help={needsReason ? `At least ${leastReason} characters. The audit keeps it.` : 'The audit keeps it.'}
        error={errors.reason}
        autoComplete="off"
      />
    </div>
  )
}
