'use client'
import { useId } from 'react'
import type { Field as Described } from '../../lib/core/field.ts'
import { Field, inputLook } from '../ui/field.tsx'

interface Props {
  fields: readonly Described[]
  /** A value that fits, by name: shown where nothing is written yet. */
  example: Readonly<Record<string, string>>
  errors: Readonly<Record<string, string>>
}

/** The inputs of a verb as a form has them: each by its kind, with its help, its default and its error. */
export function InputFields({ fields, example, errors }: Props) {
  return fields.map((field) => <OneInput key={field.name} field={field} example={example[field.name]} error={errors[field.name]} />)
}

interface OneProps {
  field: Described
  example: string | undefined
  error: string | undefined
}

function OneInput({ field, example, error }: OneProps) {
  const { name, kind, title, help, required, default: preset } = field
  if (kind === 'switch') return <Switch field={field} error={error} />
  if (kind === 'choice') return <Choice field={field} error={error} />
  if (kind === 'list') return <Lines field={field} example={example} error={error} />
  return (
    <Field
      label={title}
      name={name}
      required={required}
      type={kind === 'number' ? 'number' : 'text'}
      defaultValue={preset === null ? '' : String(preset)}
      placeholder={example}
      help={help}
      error={error}
      autoComplete="off"
      spellCheck={false}
      autoCapitalize="none"
    />
  )
}

function Switch({ field: { name, title, help, default: preset }, error }: Pick<OneProps, 'field' | 'error'>) {
  const id = useId()
  return (
    <div className="flex flex-col gap-1">
      <input type="hidden" name={name} value="false" />
      <label className="flex min-h-8 items-center gap-2 font-medium pointer-coarse:min-h-11">
        <input
          type="checkbox"
          name={name}
          value="true"
          defaultChecked={preset === true}
          aria-describedby={`${id}-help`}
          className="size-6 accent-accent"
        />
        {title}
      </label>
      <Words id={id} help={help} error={error} />
    </div>
  )
}

function Choice({ field: { name, title, help, required, options, default: preset }, error }: Pick<OneProps, 'field' | 'error'>) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-table font-medium">
        {title}
      </label>
      <select
        id={id}
        name={name}
        required={required}
        defaultValue={preset === null ? '' : String(preset)}
        aria-describedby={`${id}-help`}
        className={inputLook}
      >
        {preset === null && <option value="">{required ? 'Choose one' : 'any'}</option>}
        {options.map((option) => (
          <option key={option} value={option}>
            {option}
          </option>
        ))}
      </select>
      <Words id={id} help={help} error={error} />
    </div>
  )
}

function Lines({ field: { name, title, help, required, default: preset }, example, error }: OneProps) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-table font-medium">
        {title}
      </label>
      <textarea
        id={id}
        name={name}
        required={required}
        rows={3}
        defaultValue={Array.isArray(preset) ? preset.join('\n') : ''}
        placeholder={example}
        aria-describedby={`${id}-help`}
        spellCheck={false}
        className={`${inputLook} h-auto! py-1.5`}
      />
      <Words id={id} help={help ? `${help}. One a line.` : 'One a line.'} error={error} />
    </div>
  )
}

function Words({ id, help, error }: { id: string; help: string; error: string | undefined }) {
  return (
    <div id={`${id}-help`}>
      {help && <p className="text-meta text-subtle">{help}</p>}
      {error && <p className="text-table text-fail">{error}</p>}
    </div>
  )
}
