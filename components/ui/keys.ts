'use client'
import { useEffect, useRef } from 'react'
import { type KeyMap, KeyReader } from './key-reader.ts'

const storage = 'single-keys'

/** Whether single keys do something in this browser: who speaks to the machine, or types blindly, may switch them off. */
export function areKeysOn(): boolean {
  return localStorage.getItem(storage) !== 'off'
}

export function switchKeys(isOn: boolean): void {
  localStorage.setItem(storage, isOn ? 'on' : 'off')
}

/** True where letters are text: in fields, and while a dialog, a menu or a tray is open. */
function isTyping(target: EventTarget | null): boolean {
  if (document.querySelector('dialog[open], [role="menu"], :popover-open')) return true
  return target instanceof HTMLElement && (target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName))
}

/** The one reader of a page's keys: frame and page have maps of their own, and a pair may be meant for either. */
const reader = new KeyReader()

function press(event: KeyboardEvent): void {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target) || !areKeysOn()) return
  reader.read(event.key, event.timeStamp)?.(event)
}

/** Single keys that navigate; they never write, and are off while somebody types. */
export function useKeys(keys: KeyMap): void {
  const latest = useRef(keys)
  useEffect(() => {
    latest.current = keys
  })
  useEffect(() => {
    if (reader.isEmpty) document.addEventListener('keydown', press)
    const leave = reader.add(() => latest.current)
    return () => {
      leave()
      if (reader.isEmpty) document.removeEventListener('keydown', press)
    }
  }, [])
}
