'use client'
import { X } from 'lucide-react'
import { replaceParams, usePageParams } from '../ui/address.ts'
import { Button } from '../ui/button.tsx'

/** The module that the address narrows a tab to; null for all. */
export function useChosenModule(): string | null {
  return usePageParams().get('module') || null
}

/** Says which module a tab is narrowed to, and shows all again. */
export function ModuleChip({ module }: { module: string | null }) {
  if (!module) return null
  return (
    <Button size="small" onClick={() => replaceParams({ module: '' })} className="max-w-full bg-selected">
      <span className="truncate font-mono">{module}</span>
      <X aria-hidden className="size-4 shrink-0" />
      <span className="sr-only">: show all modules</span>
    </Button>
  )
}
