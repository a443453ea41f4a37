/** What answers one's own click: a sentence, and the way to what came of it. */
export interface Toast {
  id: number
  text: string
  link?: { href: string; title: string }
}

const listeners = new Set<() => void>()
let toasts: readonly Toast[] = []
let count = 0

/** Those that are shown, oldest first. */
export const shownToasts = (): readonly Toast[] => toasts

export function watchToasts(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}

function set(next: readonly Toast[]): void {
  toasts = next
  for (const each of listeners) each()
}

/** Answers what somebody has just done here. What happens by itself is told by the tray and by pages, never so. */
export function answer(text: string, link?: Toast['link']): void {
  count += 1
  set([...toasts.slice(-2), { id: count, text, ...(link ? { link } : {}) }])
}

export function dismiss(id: number): void {
  set(toasts.filter((toast) => toast.id !== id))
}
