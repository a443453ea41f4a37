import type { Entry } from './palette-entries.ts'

/** What the page itself offers, by its own buttons: each opens its dialog, as a click does. */
export function actionsOn(page: Document): (Entry & { press(): void })[] {
  return [...page.querySelectorAll<HTMLButtonElement>('main button[data-action]:not(:disabled)')].map((button) => ({
    id: `action:${button.dataset.action}`,
    title: button.dataset.action ?? '',
    detail: 'on this page',
    href: '',
    ...(button.title ? { keys: button.title } : {}),
    press: () => button.click(),
  }))
}
