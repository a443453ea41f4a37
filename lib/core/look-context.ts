import type { LayoutWaivers } from '../odoo/layout-waivers.ts'
import type { TreeFiles } from '../tools/filesystem/tree-files-port.ts'
import type { GitTool } from '../tools/git/port.ts'
import type { WorkingTrees } from '../tools/git/working-trees-port.ts'
import type { OdooDatabases } from '../tools/postgres/installed-port.ts'
import type { PythonTool } from '../tools/python/port.ts'
import type { AddonsTool } from './addons.ts'
import type { AskContext } from './skill.ts'

/** What a verb gets that reads files and commits alone: no database and no engine, so that it answers at once in any process. */
export interface LookContext extends Pick<AskContext, 'settings'> {
  /** It fetches into mirrors, and changes nothing else. */
  git: Pick<
    GitTool,
    'resolve' | 'mergeBase' | 'changedFiles' | 'filesNamed' | 'commitsBetween' | 'submodules' | 'branches' | 'standing' | 'origin'
  >
  addons: AddonsTool
  /** Repositories as they lie on disk. */
  trees: WorkingTrees
  files: TreeFiles & LayoutWaivers
  python: PythonTool
  databases: OdooDatabases
}

/** What is outside, as far as a question may look at it. */
export type Outside = Omit<LookContext, 'settings'>

/** What a plan is told from: what a verb that reads gets, and what a question may look at. */
export type ToldContext = AskContext & Outside
