import { listAddress } from '../data/list-address.ts'

/** The views of the modules, in the order of their tabs. */
export const moduleViews = ['table', 'graph', 'order', 'missing', 'impact'] as const
export type ModuleView = (typeof moduleViews)[number]

/** What the address of the page says; a value that is as usual is not in it. */
export interface ModulesWanted {
  view: ModuleView
  /** Found in name, title or repository. */
  text: string
  state: string
  /** Modules or features that graph and order are about. */
  focus: string
  /** Two branches or commits that the impact is between: `main..feature`. */
  range: string
  /** Steps of the graph, each way. */
  depth: number
  /** The graph as a list that is indented. */
  isTree: boolean
  /** The whole graph at once, however small its words. */
  isFit: boolean
  /** The name after which the table begins. */
  after: string
  environment: string
}

export const usualDepth = 2

/** The address of the page with some of it changed. */
export function modulesAddress(wanted: ModulesWanted, change: Partial<ModulesWanted> = {}): string {
  const { view, text, state, focus, range, depth, isTree, isFit, after, environment } = { ...wanted, after: '', ...change }
  return listAddress('/modules', {
    view: view === 'table' ? '' : view,
    text,
    state: state === 'any' ? '' : state,
    focus,
    range,
    depth: depth === usualDepth ? '' : String(depth),
    shape: isTree ? 'tree' : '',
    fit: isFit ? 'all' : '',
    after,
    environment,
  })
}

/** A module's own page. */
export function moduleAddress(name: string): string {
  return `/modules/${encodeURIComponent(name)}`
}
