import type { Cause, JsonObject, TestResult, WitnessedCall } from '../lib/core/run.ts'

/** What is told: green, red by a test, green with warnings, red by the static checks, or not at its end. */
export type Told = 'green' | 'failing' | 'warning' | 'checks' | 'live'

/** How long each step takes in ms. */
const took = { resolve: 410, fetch: 870, detect: 320, check: 640, prepare: 1_280, test: 11_400, report: 190, clean: 330 }
type Step = keyof typeof took

/** The steps that are begun, in order, with how long each takes. `live` runs the test; what the checks ended had nothing to prepare. */
export function stepsOf(told: Told): [Step, number][] {
  const all = Object.entries(took) as [Step, number][]
  if (told === 'live') return all.slice(0, all.findIndex(([step]) => step === 'test') + 1)
  return told === 'checks' ? all.filter(([step]) => step !== 'prepare' && step !== 'test') : all
}

/** What a step calls outside; of most nothing. */
export const calls: Partial<Record<Step, WitnessedCall[]>> = {
  resolve: [{ operation: 'git.resolve', arguments: 'example-addons', durationMs: 212, outcome: 'ok', message: '' }],
  fetch: [{ operation: 'git.checkout', arguments: 'd41d8cd', durationMs: 640, outcome: 'ok', message: '' }],
  prepare: [{ operation: 'docker.inspectImage', arguments: 'odoo:19', durationMs: 31, outcome: 'ok', message: '' }],
  test: [{ operation: 'docker.run', arguments: 'odoo:19', durationMs: 10_900, outcome: 'ok', message: '' }],
}

const traceback = `Traceback (most recent call last):
  File "/usr/lib/python3/dist-packages/odoo/tests/common.py", line 412, in wrapper
    return function(self)
  File "/mnt/extra-addons/example_library_loan/tests/test_loan.py", line 24, in test_a_loan_is_due_after_its_days
    self.assertEqual(self.loan.due_on, date(2026, 3, 6))
AssertionError: datetime.date(2026, 3, 7) != datetime.date(2026, 3, 6)
 `

const warning =
  "Field example.library.loan.days: unknown parameter 'tracking', if this is an actual parameter you may want to override the method _valid_field_parameter on the relevant model in order to allow it"

const record = (level: string, logger: string, text: string) => `<time> 1 ${level} run_f00 ${logger}: ${text}`

/** The log of the step `test`, in which `<time>` stands for each record's own; the failing test's record is line 12, the warning's line 9. */
export function logText(told: Told): string[] {
  if (told === 'checks') return []
  return [
    '$ odoo --database run_f00 --init example_library,example_library_loan --test-enable',
    ...['odoo: Odoo version 19.0', 'odoo.modules.loading: loading 1 modules...'].map((text) => {
      const [logger = '', ...said] = text.split(': ')
      return record('INFO', logger, said.join(': '))
    }),
    record('INFO', 'odoo.modules.registry', 'module example_library: creating or updating database tables'),
    record('INFO', 'odoo.addons.example_library.tests.test_book', 'Starting TestBook.test_a_book_takes_whole_days ...'),
    record('INFO', 'odoo.addons.example_library.tests.test_book', 'Starting TestBook.test_an_isbn_is_unique ...'),
    record('INFO', 'odoo.modules.loading', 'Loading module example_library_loan (14/14)'),
    record('INFO', 'odoo.modules.registry', 'module example_library_loan: creating or updating database tables'),
    told === 'warning' ? record('WARNING', 'odoo.fields', warning) : record('INFO', 'odoo.registry', 'nothing to say'),
    record('INFO', 'odoo.addons.example_library_loan.tests.test_loan', 'Starting TestLoan.test_a_loan_is_due_after_its_days ...'),
    record('INFO', 'odoo.addons.example_library_loan.tests.test_loan', '='.repeat(70)),
    ...(told === 'failing'
      ? [
          record('ERROR', 'odoo.addons.example_library_loan.tests.test_loan', 'FAIL: TestLoan.test_a_loan_is_due_after_its_days'),
          ...traceback.split('\n'),
        ]
      : []),
    record('INFO', 'odoo.tests.stats', 'example_library_loan: 2 tests 0.03s 14 queries'),
    ...Array.from({ length: 300 }, (_, index) => record('INFO', 'odoo.modules.loading', `filler ${index}`)),
  ]
}

function result(suite: string, name: string, more: Partial<TestResult> = {}): TestResult {
  return {
    id: `${suite}.${name}`,
    suite,
    name,
    status: 'passed',
    file: `addons/${suite}/tests/test_${suite.includes('loan') ? 'loan' : 'book'}.py`,
    line: 17,
    durationMs: 12,
    message: null,
    traceback: null,
    ...more,
  }
}

const many = Array.from({ length: 8 }, (_, index) => `acme_part_${index}`)

export function tests(told: Told): TestResult[] {
  const failed: Partial<TestResult> = {
    status: 'failed',
    line: 24,
    message: 'AssertionError: datetime.date(2026, 3, 7) != datetime.date(2026, 3, 6)',
    traceback,
  }
  return [
    result('example_library', 'TestBook.test_a_book_takes_whole_days'),
    result('example_library', 'TestBook.test_an_isbn_is_unique'),
    result('example_library', 'TestBookForm.test_the_form_makes_a_book', { durationMs: 31 }),
    result('example_library_loan', 'TestLoan.test_a_loan_is_due_after_its_days', told === 'failing' ? failed : {}),
    result('example_library_loan', 'TestLoan.test_a_loan_has_at_least_a_day', { status: 'skipped', message: 'not today' }),
    ...many.map((name) => result(name, 'TestPart.test_it_fits')),
  ]
}

/** The modules as the run's output has them. */
export function modules(told: Told): JsonObject[] {
  const row = (name: string, more: JsonObject = {}): JsonObject => ({
    name,
    path: `addons/${name}`,
    state: 'tested',
    tests: 1,
    failed: 0,
    skipped: 0,
    warnings: 0,
    durationMs: 12,
    reason: null,
    ...more,
  })
  const none = { tests: 0, durationMs: null }
  if (told === 'checks')
    return ['example_library', 'example_library_loan'].map((name) =>
      row(name, { ...none, state: name.endsWith('loan') ? 'failed' : 'not_installed', reason: 'Odoo was not started.' }),
    )
  const loan = { tests: 2, skipped: 1, durationMs: 1_240 }
  return [
    row('example_library', { tests: 3, durationMs: 310 }),
    row('example_library_loan', {
      ...loan,
      ...(told === 'failing' ? { state: 'failed', failed: 1, reason: '1 of its tests failed.' } : {}),
      ...(told === 'warning' ? { warnings: 1 } : {}),
    }),
    ...many.map((name) => row(name)),
    row('acme_far_away', { ...none, state: 'left_out', reason: 'Nothing that it depends on has changed.' }),
  ]
}

const findings: JsonObject[] = [
  {
    rule: 'manifest-required',
    severity: 'error',
    module: 'example_library_loan',
    file: 'addons/example_library_loan/__manifest__.py',
    line: 4,
    message: 'The manifest has no license.',
  },
  {
    rule: 'xml-syntax',
    severity: 'error',
    module: 'example_library_loan',
    file: 'addons/example_library_loan/views/loan_views.xml',
    line: 31,
    message: 'The file is not well-formed: mismatched tag.',
  },
  {
    rule: 'manifest-version',
    severity: 'warning',
    module: 'example_library',
    file: 'addons/example_library/__manifest__.py',
    line: 5,
    message: 'The version 1.0 does not begin with the series 19.0.',
  },
]

export const causes: Record<Exclude<Told, 'live'>, Cause | null> = {
  green: null,
  failing: {
    code: 'tests_failed',
    message: '1 of 13 tests failed. example_library_loan.TestLoan.test_a_loan_is_due_after_its_days: AssertionError',
    hint: 'Open the first failing test.',
    step: 'test',
  },
  warning: {
    code: 'warnings',
    message: `Odoo logged 1 warning. ${warning}`,
    hint: 'The tests passed. Read the warnings, and mend them before they become errors.',
    step: 'test',
  },
  checks: {
    code: 'tests_failed',
    message: 'The static checks found 2 errors. The first: addons/example_library_loan/__manifest__.py:4: The manifest has no license.',
    hint: 'The first failing test or finding names its file and line.',
    step: 'check',
  },
}

/** What the run ends with. */
export function outputs(told: Told, rows: JsonObject[]): JsonObject {
  const isStarted = told !== 'checks'
  return {
    status: told,
    summary: isStarted
      ? `${told === 'failing' ? 11 : 12} tests passed, ${told === 'failing' ? 1 : 0} failed, 1 skipped`
      : '0 tests passed, 0 failed',
    reason: null,
    step: null,
    logLinks: [],
    repository: 'example-addons',
    commit: { sha: 'd41d8cd98f00b204e9800998ecf8427e', ref: `refs/heads/${told}`, subject: 'Lend a book', author: 'a', committedAt: '' },
    runner: 'odoo',
    runnerVersion: '19.0',
    python: null,
    durationMs: 11_400,
    isolation: isStarted ? 'Odoo ran in a container of its own, with no way out but to its database.' : 'Nothing was run.',
    odoo: {
      series: '19.0',
      because: 'the manifests begin their versions with it',
      image: isStarted ? 'odoo:19 (sha256:dd3b6e9641c7)' : null,
      modules: rows,
      selection: isStarted ? 'The 2 modules changed since main and 8 that depend on them; 1 left out.' : 'Nothing was started.',
      warnings:
        told === 'warning'
          ? [
              {
                module: 'example_library_loan',
                logger: 'odoo.fields',
                message: warning,
                line: 9,
                isNew: true,
                firstSeen: { commit: 'd41d8cd98f00b204e9800998ecf8427e', run: '4f2a9c81d0e4' },
              },
            ]
          : [],
      warningCount: told === 'warning' ? 1 : 0,
      newWarnings: told === 'warning' ? { count: 1, against: 'main', run: '4f2a9c81d0e3' } : null,
      findings: told === 'checks' ? findings : [],
      findingCounts: told === 'checks' ? { errors: 2, warnings: 1 } : { errors: 0, warnings: 0 },
      template: isStarted ? { key: 'odoo_tpl_19_4f2a9c', warm: told === 'warning', seconds: told === 'warning' ? 0.21 : 8.4 } : null,
    },
    observedAt: '2026-11-24T11:57:20.000Z',
  }
}
