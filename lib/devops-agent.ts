/** The package's entry: every verb by its address, the tools that steps work with, and who may do what. Importing it opens nothing. */
export { verbs as skills } from '../skills/registry.ts'
export { modes } from './modes/modes.ts'
export { openTools as tools } from './tools/open.ts'
