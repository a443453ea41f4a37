/** What somebody typed, kept in this tab while they sign in again. */
interface Kept {
  path: string
  fields: Typed[]
}

interface Typed {
  name: string
  /** Which of those with this name. */
  at: number
  value: string
  isChecked: boolean
}

type Field = HTMLInputElement | HTMLTextAreaElement | HTMLSelectElement

const storage = 'typed-before-sign-in'

/** Every named field of the page's forms but those that are secret, or that nobody fills in. */
function fieldsHere(): Field[] {
  return [...document.querySelectorAll<Field>('main form :is(input, textarea, select)[name]:not([type="hidden"], [type="password"])')]
}

function withPlaces(fields: readonly Field[]): { field: Field; at: number }[] {
  const seen = new Map<string, number>()
  return fields.map((field) => {
    const at = seen.get(field.name) ?? 0
    seen.set(field.name, at + 1)
    return { field, at }
  })
}

/** Writes down what is typed on this page. */
export function keepFields(): void {
  const fields = withPlaces(fieldsHere()).map(({ field, at }) => {
    return { name: field.name, at, value: field.value, isChecked: field instanceof HTMLInputElement && field.checked }
  })
  const kept: Kept = { path: window.location.pathname, fields }
  sessionStorage.setItem(storage, JSON.stringify(kept))
}

/** Types it again, once, where it was typed. */
export function restoreFields(): void {
  const kept = keptIn(sessionStorage.getItem(storage))
  if (kept?.path !== window.location.pathname) return
  sessionStorage.removeItem(storage)
  for (const { field, at } of withPlaces(fieldsHere())) {
    const typed = kept.fields.find((one) => one.name === field.name && one.at === at)
    if (typed) retype(field, typed)
  }
}

/** As if it was typed: React takes the value of a field that it holds only from the field's own setter and events. */
function retype(field: Field, { value, isChecked }: Typed): void {
  if (field instanceof HTMLInputElement && /^(?:checkbox|radio)$/.test(field.type)) {
    if (field.checked !== isChecked) field.click()
    return
  }
  if (field.value === value) return
  Object.getOwnPropertyDescriptor(Object.getPrototypeOf(field), 'value')?.set?.call(field, value)
  field.dispatchEvent(new Event('input', { bubbles: true }))
  field.dispatchEvent(new Event('change', { bubbles: true }))
}

/** What this program itself has written there, or nothing. */
function keptIn(text: string | null): Kept | null {
  try {
    const kept: Kept | null = JSON.parse(text ?? 'null')
    return kept && Array.isArray(kept.fields) ? kept : null
  } catch {
    return null
  }
}
