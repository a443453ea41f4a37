'use client'
import { useEffect, useRef } from 'react'

/** Pressed keys, one or two with a space between them (`g c`), and what they do. */
export type KeyMap = Readonly<Record<string, (event: KeyboardEvent) => void>>

const pauseMs = 900
const storage = 'single-keys'

/** Whether single keys do something in this browser: who speaks to the machine, or types blindly, may switch them off. */
export function areKeysOn(): boolean {
  return localStorage.getItem(storage) !== 'off'
}

export function switchKeys(isOn: boolean): void {
  localStorage.setItem(storage, isOn ? 'on' : 'off')
}

/** True where letters are text: in fields, and while a dialog or a menu is open. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [role="menu"]')) return true
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** Single keys that navigate; they never write, and are off while somebody types. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    let before = ''
    let beforeAt = 0
    function press(event: KeyboardEvent) {
      if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areKeysOn()) return
      const pair = event.timeStamp - beforeAt < pauseMs ? `${before} ${event.key}` : ''
      const act = latest.current[pair] ?? latest.current[event.key]
      before = event.key
      beforeAt = event.timeStamp
      if (!act) return
      before = ''
      act(event)
    }
    document.addEventListener('keydown', press)
    return () => document.removeEventListener('keydown', press)
  }, [])
}
