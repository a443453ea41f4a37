import { own } from './test-text.ts'

const longestName = 600

/** Which test a line speaks of. */
export interface TestName {
  module: string
  className: string
  /** Of a whole class `setUpClass` or `tearDownClass`. */
  method: string
  /** Path within the module, from the logger's name; null for tests of upgrade scripts that lie outside of it. */
  file: string | null
  /** What distinguishes a subtest: `(line=2)`; null for a test. */
  subtest: string | null
}

/** The module that a logger (or a class) belongs to, and its file in it: `odoo.addons.sale.tests.test_x` is `tests/test_x.py` of `sale`. */
export function placeOf(dotted: string): { module: string; file: string | null } | null {
  const [odoo, kind, module, ...rest] = dotted.split('.')
  if (odoo !== 'odoo' || (kind !== 'addons' && kind !== 'upgrade') || !module) return null
  return { module: own(module, longestName), file: kind === 'addons' && rest.length > 0 ? own(`${rest.join('/')}.py`, longestName) : null }
}

const ofMethod = /^(?<subtest>Subtest )?(?<className>\S{1,300})\.(?<method>\w{1,300})(?: (?<values>.*))?$/
const ofClass = /^(?<method>(?:setUp|tearDown)Class) \((?<dotted>[\w.<>]{1,600})\)$/

/**
 * Reads how `odoo/tests/result.py` names a test: `TestX.test_y` (its module is the logger's), `Subtest TestX.test_y (line=2)`,
 * and for what belongs to a class `setUpClass (odoo.addons.m.tests.test_x.TestX)`, whose logger is that of the suite.
 */
export function testName(description: string, logger: string): TestName | null {
  const whole = ofClass.exec(description)?.groups
  if (whole) return classLevel(whole.method ?? '', whole.dotted ?? '')
  const place = placeOf(logger)
  if (!place || !/\.tests(?:\.|$)/.test(logger)) return null
  const { subtest, className = '', method = '', values } = ofMethod.exec(description)?.groups ?? {}
  if (className === '' || (subtest === undefined) !== (values === undefined)) return null
  return { ...place, className: own(className, longestName), method: own(method, longestName), subtest: values ?? null }
}

/** A file of tests begins with `test_`, and a class follows it. */
function classLevel(method: string, dotted: string): TestName {
  const parts = dotted.split('.')
  const found = parts.findIndex((part, index) => index > 2 && part.startsWith('test_'))
  const file = found === -1 ? Math.max(parts.length - 2, 0) : found
  const place = placeOf(parts.slice(0, file + 1).join('.')) ?? { module: 'odoo', file: null }
  return { ...place, className: own(parts.slice(file + 1).join('.'), longestName), method: own(method, longestName), subtest: null }
}
