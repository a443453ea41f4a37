/** True in a window as narrow as a phone's, where the stylesheet's `desk:` does not hold. Needs the browser. */
export function isPhone(): boolean {
  return window.matchMedia('(max-width: 719px)').matches
}
