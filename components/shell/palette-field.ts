/** How the field of the palette looks, also while the rest of it is loaded. */
export const paletteField = {
  placeholder: 'A page, a verb, a run',
  className: 'h-9 w-full rounded-chip border border-edge bg-surface px-3 text-body pointer-coarse:h-11',
}

/** The dialog gives the focus to what has this attribute, which React does not write by itself; where it is open already, this does. */
export function focusFirst(input: HTMLInputElement | null): void {
  if (!input) return
  input.setAttribute('autofocus', '')
  if (!input.closest('dialog[open]')) return
  input.focus()
  input.setSelectionRange(input.value.length, input.value.length)
}
