const inGraph = /^module (?<module>\w+): Unmet dependencies: (?<dependency>[\w, ]+)$/
const missing = /install module ["'](?<module>\w+)["'] that depends on module ["'](?<dependency>\w+)["']/
const external = /module ["'](?<module>\w+)["'] because an external dependency is not met: (?<dependency>.+)$/

/**
 * In sentences, what a module needs and Odoo does not find, from a message of `odoo/modules/graph.py` (16.0 to 18.0) or an exception
 * of `ir_module.py`, whose quotes differ between the series.
 */
export function unmetIn(message: string): string[] {
  const ofGraph = inGraph.exec(message)?.groups
  if (ofGraph) return [`Module ${ofGraph.module} needs modules that are not installed: ${ofGraph.dependency}.`]
  const ofModule = missing.exec(message)?.groups
  if (ofModule) return [`Module ${ofModule.module} needs the module ${ofModule.dependency}, which Odoo does not find.`]
  const ofMachine = external.exec(message)?.groups
  if (!ofMachine) return []
  const { module, dependency = '' } = ofMachine
  return [`Module ${module} needs what is not installed beside Odoo: ${dependency.replace(/\.$/, '')}.`]
}
