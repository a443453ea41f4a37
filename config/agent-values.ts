import { readFileSync } from 'node:fs'
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml'
import type { AgentConfig } from './agent.schema.ts'

/** A setting as it holds now, and where it is set. */
export interface ConfiguredValue {
  /** `odoo.cpus`, `repositories.crm.url`. */
  key: string
  value: string
  /** Of the file; null for what is so by itself. */
  line: number | null
}

type Path = readonly string[]

/** The settings of config/agent.yml one by one, each with its line. The file names variables that hold secrets, never a secret. */
export function configuredValues(file: string, config: AgentConfig): ConfiguredValue[] {
  const lines = linesOf(readFileSync(file, 'utf8'))
  return leavesOf(config, []).map(({ path, value }) => ({ key: path.join('.'), value, line: lines.get(nameOf(path)) ?? null }))
}

/** Host names have dots: a path is not its key. */
function nameOf(path: Path): string {
  return JSON.stringify(path)
}

/** The line of each thing that the text sets. An empty list or table sets nothing. */
function linesOf(text: string): Map<string, number> {
  const counter = new LineCounter()
  const found = new Map<string, number>()
  note(parseDocument(text, { lineCounter: counter, prettyErrors: false }).contents, [])
  return found

  function note(node: unknown, path: Path): void {
    if (!isNode(node) || ((isMap(node) || isSeq(node)) && node.items.length === 0)) return
    if (node.range) found.set(nameOf(path), counter.linePos(node.range[0]).line)
    if (isMap(node)) for (const { key, value } of node.items) note(value, [...path, String(isScalar(key) ? key.value : key)])
  }
}

function leavesOf(value: unknown, path: Path): { path: Path; value: string }[] {
  if (value === undefined) return []
  const inner = value && typeof value === 'object' && !Array.isArray(value) ? Object.entries(value) : null
  if (inner && inner.length > 0) return inner.flatMap(([name, part]) => leavesOf(part, [...path, name]))
  const items = inner ?? (Array.isArray(value) ? value : [value])
  return [{ path, value: items.length > 0 ? items.join(', ') : 'none' }]
}
