import { useId } from 'react'
import { inputLook } from '../../../../components/ui/field.tsx'

interface Props {
  label: string
  name: string
  options: readonly { value: string; title: string }[]
  initial: string
}

/** A labelled choice of a form. */
export function Choice({ label, name, options, initial }: Props) {
  const id = useId()
  return (
    <div className="flex min-w-0 flex-col gap-1">
      <label htmlFor={id} className="text-table font-medium">
        {label}
      </label>
      <select id={id} name={name} defaultValue={initial} className={inputLook}>
        {options.map(({ value, title }) => (
          <option key={value} value={value}>
            {title}
          </option>
        ))}
      </select>
    </div>
  )
}
