import type { Heard } from './test-progress.ts'
import type { OdooReport } from './test-report.ts'
import { exceptionOf, framesIn, most, own } from './test-text.ts'
import { unmetIn } from './test-unmet.ts'

/** What was seen of one module's loading. */
export interface LoadedModule {
  isLoaded: boolean
  seconds: number | null
  queries: number | null
  /** From `Module x: 1 failures, 0 errors of 12 tests`: of the tests that ran while it was loaded. */
  failed: number
  errors: number
}

interface Loading {
  facts: Pick<
    OdooReport,
    | 'unknownModules'
    | 'inconsistentModules'
    | 'demoFailures'
    | 'unmetDependencies'
    | 'loadFailure'
    | 'modulesLoaded'
    | 'shutDown'
    | 'summary'
  >
  modules: Map<string, LoadedModule>
  /** The module that is being loaded. */
  current: string | null
  /** The module whose Python could not be imported. */
  broken: string | null
}

const mostModules = 5_000
const mostNamed = 200

/** Follows how the modules are loaded, and whether that comes to its end. */
export function openLoading() {
  const loading: Loading = {
    facts: {
      unknownModules: [],
      inconsistentModules: [],
      demoFailures: [],
      unmetDependencies: [],
      loadFailure: null,
      modulesLoaded: false,
      shutDown: false,
      summary: null,
    },
    modules: new Map(),
    current: null,
    broken: null,
  }
  return {
    facts: loading.facts,
    modules: loading.modules,
    current: () => loading.current,
    hear({ record, rest }: Heard): void {
      for (const { logger, message, tell } of sentences) {
        if (!logger.test(record.logger)) continue
        const match = message.exec(record.message)
        if (match === null) continue
        tell(loading, match.groups ?? {}, { text: record.message, rest })
        return
      }
    },
  }
}

interface Sentence {
  logger: RegExp
  message: RegExp
  tell(loading: Loading, named: Record<string, string | undefined>, said: { text: string; rest: string[] }): void
}

const loader = /^odoo\.modules\.loading$/
const server = /^odoo\.service\.server$/
const graph = /^odoo\.modules\.(?:module_)?graph$/

/** What `odoo/modules/{loading,module,graph,module_graph,registry}.py`, `odoo/orm/registry.py` and `odoo/service/server.py` print. */
const sentences: Sentence[] = [
  {
    logger: loader,
    message: /^Loading module (?<name>\w+) \(\d+\/\d+\)$/,
    tell(loading, { name = '' }) {
      loading.current = name
      entryOf(loading, name)
    },
  },
  {
    logger: loader,
    message: /^Module (?<name>\w+) loaded in (?<seconds>[\d.]+)s(?: \(incl\. [\d.]+s test\))?, (?<queries>\d+) queries/,
    tell(loading, { name = '', seconds, queries }) {
      loading.current = null
      Object.assign(entryOf(loading, name), { isLoaded: true, seconds: Number(seconds), queries: Number(queries) })
    },
  },
  {
    logger: loader,
    message: /^Module (?<name>\w+): (?<failed>\d+) failures, (?<errors>\d+) errors of \d+ tests$/,
    tell: (loading, { name = '', failed, errors }) =>
      void Object.assign(entryOf(loading, name), { failed: Number(failed), errors: Number(errors) }),
  },
  {
    logger: loader,
    message: /^invalid module names, ignored: (?<names>.+)$/,
    tell: ({ facts }, { names = '' }) => add(facts.unknownModules, names.split(', ')),
  },
  {
    logger: loader,
    message: /^Some modules (?:are not loaded|have inconsistent states), /,
    tell: ({ facts }, _, { text }) => add(facts.inconsistentModules, text.match(/(?<=')\w+(?=')/g) ?? []),
  },
  {
    logger: loader,
    message: /^Module (?<name>\w+) demo data failed to install/,
    tell({ facts }, { name = '' }, { text, rest }) {
      const message = own(exceptionOf(rest) ?? text, most.messageLength)
      if (facts.demoFailures.length < mostNamed) facts.demoFailures.push({ module: own(name, 200), message })
    },
  },
  {
    logger: loader,
    message: /^(?:Modules loaded\.|At least one test failed when loading the modules\.)$/,
    tell({ facts }) {
      facts.modulesLoaded = true
    },
  },
  { logger: loader, message: /^(?:Database \S+ not initialized, you can force|module base cannot be loaded!)/, tell: refused },
  {
    logger: /^odoo\.modules\.module$/,
    message: /^Couldn't load module (?<name>\w+)$/,
    tell(loading, { name = '' }, said) {
      loading.broken = own(name, 200)
      refused(loading, {}, said)
    },
  },
  { logger: /^odoo\.(?:modules\.)?registry$/, message: /^Failed to load registry$/, tell: refused },
  { logger: server, message: /^Failed to initialize database `/, tell: refused },
  {
    logger: server,
    message: /^Initiating shutdown$/,
    tell({ facts }) {
      facts.shutDown = true
    },
  },
  { logger: graph, message: /Unmet dependencies/, tell: ({ facts }, _, { text }) => add(facts.unmetDependencies, unmetIn(text)) },
  {
    logger: /^odoo\.tests\.result$/,
    message:
      /^(?<failed>\d+) failed, (?<errors>\d+) error\(s\) of (?<tests>\d+) tests.{0,500} when loading database (?<quote>['"])(?<database>.+)\k<quote>$/,
    tell: summarised,
  },
]

/** Several lines tell one failure: the one with a traceback tells why. */
function refused(loading: Loading, _: unknown, { text, rest }: { text: string; rest: string[] }): void {
  const { facts, modules, broken, current } = loading
  const known = facts.loadFailure
  const isCause = known === null || (known.traceback === null && rest.length > 0)
  const message = isCause ? own(exceptionOf(rest) ?? text, most.messageLength) : known.message
  const traceback = isCause && rest.length > 0 ? rest.join('\n').trimEnd() : (known?.traceback ?? null)
  const named = /(?:install|upgrade|process) module ["'](?<name>\w+)["']/.exec(message)?.groups?.name
  const framed = framesIn(rest).flatMap(({ path }) => path.split('/').filter((part) => modules.has(part)))
  facts.loadFailure = { module: broken ?? named ?? current ?? known?.module ?? framed.at(-1) ?? null, message, traceback }
  add(facts.unmetDependencies, unmetIn(message))
}

/** Printed for each database; of several the worst counts. */
function summarised({ facts }: Loading, { failed, errors, tests, database = '' }: Record<string, string | undefined>): void {
  const summary = { failed: Number(failed), errors: Number(errors), tests: Number(tests), database: own(database, 200) }
  const worst = facts.summary
  if (worst === null || summary.failed + summary.errors >= worst.failed + worst.errors) facts.summary = summary
}

function entryOf({ modules }: Loading, name: string): LoadedModule {
  const entry = modules.get(name) ?? { isLoaded: false, seconds: null, queries: null, failed: 0, errors: 0 }
  if (modules.size < mostModules) modules.set(own(name, 200), entry)
  return entry
}

function add(list: string[], texts: readonly string[]): void {
  for (const text of texts) if (text !== '' && list.length < mostNamed && !list.includes(text)) list.push(own(text, 500))
}
