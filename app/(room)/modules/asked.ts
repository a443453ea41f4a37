import { cache } from 'react'
import type { Graph, Impact, ModuleList, Resolved } from '../../../components/modules/answers.ts'
import type { CommandLine } from '../../../components/modules/command-list.tsx'
import { type ModulesWanted, moduleViews, usualDepth } from '../../../components/modules/module-address.ts'
import type { Outcome } from '../../../components/verb/outcome.ts'
import type { JsonObject } from '../../../lib/core/run.ts'
import { typedWords } from '../../../lib/core/typed-words.ts'
import { outcomeOf } from '../../../lib/web/handle.ts'
import { viewer } from '../../../lib/web/viewer.ts'
import { one, read } from '../../read.ts'

/** As many modules as a question may name. */
export const mostAsked = 500
/** As many nodes as a drawing has. */
export const mostNodes = 150
const mostDepth = 10

/** What the address asks for; what it says and nobody knows is as usual. */
export function wantedIn(search: Record<string, string | string[] | undefined>): ModulesWanted {
  const depth = Number(one(search.depth))
  return {
    view: moduleViews.find((view) => view === one(search.view)) ?? 'table',
    text: one(search.text).slice(0, 200),
    state: one(search.state) || 'any',
    focus: one(search.focus).slice(0, 2_000),
    range: one(search.range).trim().slice(0, 500),
    depth: Number.isInteger(depth) && depth >= 1 ? Math.min(depth, mostDepth) : usualDepth,
    isTree: one(search.shape) === 'tree',
    isFit: one(search.fit) === 'all',
    after: one(search.after).slice(0, 256),
    environment: one(search.environment),
  }
}

/** The modules and features that are named, in the order in which they are. */
export function namesIn(focus: string): string[] {
  return [...new Set(focus.split(/[\s,]+/).filter((name) => name !== ''))].slice(0, mostAsked)
}

/** What is not as it should be among all modules, with how many there are: asked once for a page, whoever needs it. */
export const wrongModules = cache((): Promise<Outcome<ModuleList>> => listed({ state: 'wrong' }))

export function listed(input: JsonObject): Promise<Outcome<ModuleList>> {
  return asked('list', input)
}

/** `series` is that of all modules together: of a few of them the verb may find another, or none. */
export function resolved(modules: readonly string[], series: string | null): Promise<Outcome<Resolved>> {
  return asked('resolve', { modules: [...modules], series: series ?? '' })
}

export function graphed(modules: readonly string[], series: string | null, input: JsonObject): Promise<Outcome<Graph>> {
  return asked('graph', { modules: [...modules], series: series ?? '', format: 'names', ...input })
}

/** What a range of commits does to the checkout of the addons. */
export function reached(range: string): Promise<Outcome<Impact>> {
  return asked('impact', { range })
}

/** What a view of the page is given. */
export interface ViewProps {
  wanted: ModulesWanted
  series: string | null
}

function asked<Answer extends object>(verb: string, input: JsonObject): Promise<Outcome<Answer>> {
  return outcomeOf(async () => read<Answer>(await viewer(), `module_dependency_resolver.${verb}`, input))
}

/** Commands as they are typed into a shell. */
export function linesOf(commands: Resolved['commands']): CommandLine[] {
  return commands.map(({ purpose, argv }) => ({ purpose, line: typedWords(argv) }))
}
