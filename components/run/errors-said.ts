import { countText } from '../status/format.ts'

/** What is spoken of the errors that came: how many, and the last one with as much of it as one listens to. Nothing of none. */
export function errorsSaid(errors: readonly number[], textOf: (number: number) => string | undefined): string {
  const last = errors.at(-1)
  if (last === undefined) return ''
  const text = textOf(last)?.slice(0, 200)
  const line = `line ${last}${text ? `: ${text}` : ''}`
  return errors.length === 1 ? `Error in ${line}` : `${countText(errors.length, 'error')}, the last in ${line}`
}
