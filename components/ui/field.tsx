import clsx from 'clsx'
import { type ComponentProps, useId } from 'react'

export const inputLook =
  'h-8 w-full min-w-0 rounded-chip border border-edge bg-surface px-2.5 text-body text-text disabled:bg-sunken disabled:text-subtle pointer-coarse:h-11'

interface FieldProps extends Omit<ComponentProps<'input'>, 'id'> {
  label: string
  /** A sentence under the field that helps to fill it. */
  help?: string | undefined
  error?: string | undefined
}

/** A labelled input with its help and its error. */
export function Field({ label, help, error, className, ...rest }: FieldProps) {
  const id = useId()
  const described = clsx(help && `${id}-help`, error && `${id}-error`)
  return (
    <div className={clsx('flex min-w-0 flex-col gap-1', className)}>
      <label htmlFor={id} className="text-table font-medium">
        {label}
      </label>
      <input id={id} className={inputLook} aria-invalid={error ? true : undefined} aria-describedby={described || undefined} {...rest} />
      {help && (
        <p id={`${id}-help`} className="text-meta text-subtle">
          {help}
        </p>
      )}
      {error && (
        <p id={`${id}-error`} className="text-table text-fail">
          {error}
        </p>
      )}
    </div>
  )
}
