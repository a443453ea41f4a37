import * as fs from 'node:fs'
import os from 'node:os'

export type Tier = 'verify' | 'full' | 'drill' | 'bench'

export interface Stage {
  name: string
  tiers: Tier[]
  /** A check passes or fails as one; tests are counted. */
  kind: 'check' | 'node:test' | 'playwright'
  /** Node programs with their arguments, run one after the other; for node:test its options. */
  commands: string[][]
  /** The files with tests; all that it finds where there is no such list. */
  files?: (tier: Tier) => string[]
  /** What of the machine it cannot do without. */
  needs?: 'chromium' | 'docker'
  /** The file that it runs; without it the stage is skipped. */
  script?: string
  minutes: number
}

const elsewhere = /^(node_modules|\.next|\.tools|\.data|coverage|e2e)\//

// What a file of tests needs stands in its name: a database, the built pages, a Docker engine, hours; or no more than time.
const served = /\.(db|web|docker|drill)\.test\.ts$/
const slowOrServed = /\.(slow|db|web|docker|drill)\.test\.ts$/
const withDocker = /\.docker\./
const oneByOne = ['--test-timeout=300000', '--test-concurrency=1']
/** Each file has a PostgreSQL of its own, and waits more than it works. */
const sideBySide = ['--test-timeout=300000', `--test-concurrency=${os.availableParallelism()}`]
const forHours = ['--test-timeout=3600000', '--test-concurrency=1']

const playwright = ['node_modules/@playwright/test/cli.js', 'test', '--reporter=list,json']
/** What measures times has the machine to itself. */
const isTimed = /\.timed\.spec\.ts$/

/** What there is to run, in this order. The tiers name who runs it. */
export const stages: readonly Stage[] = [
  {
    name: 'types',
    tiers: ['verify', 'full'],
    kind: 'check',
    commands: [
      ['node_modules/next/dist/bin/next', 'typegen'],
      ['node_modules/typescript/bin/tsc', '--noEmit'],
    ],
    minutes: 5,
  },
  {
    name: 'lint',
    tiers: ['verify', 'full'],
    kind: 'check',
    commands: [['node_modules/@biomejs/biome/bin/biome', 'check', '.']],
    minutes: 5,
  },
  { name: 'unused', tiers: ['verify', 'full'], kind: 'check', commands: [['node_modules/knip/bin/knip.js']], minutes: 5 },
  {
    name: 'reference',
    tiers: ['verify', 'full'],
    kind: 'check',
    script: 'lib/reference.ts',
    commands: [['lib/reference.ts', '--check']],
    minutes: 5,
  },
  { name: 'build', tiers: ['full', 'drill', 'bench'], kind: 'check', commands: [['bin/start.mjs', '--build']], minutes: 15 },
  {
    name: 'unit tests',
    tiers: ['verify', 'full'],
    kind: 'node:test',
    files: (tier) => find('**/*.test.ts').filter((file) => !(tier === 'verify' ? slowOrServed : served).test(file)),
    commands: [['--test-timeout=60000', `--test-concurrency=${os.availableParallelism()}`]],
    minutes: 15,
  },
  { name: 'database tests', tiers: ['full'], kind: 'node:test', files: () => find('**/*.db.test.ts'), commands: [sideBySide], minutes: 30 },
  { name: 'web tests', tiers: ['full'], kind: 'node:test', files: () => find('**/*.web.test.ts'), commands: [oneByOne], minutes: 20 },
  {
    name: 'docker tests',
    tiers: ['full'],
    kind: 'node:test',
    needs: 'docker',
    files: () => find('**/*.docker.test.ts'),
    commands: [oneByOne],
    minutes: 30,
  },
  { name: 'coverage', tiers: ['full'], kind: 'check', commands: [['test/suite/coverage.ts']], minutes: 10 },
  { name: 'budget', tiers: ['full'], kind: 'check', script: 'e2e/budget.mjs', commands: [['e2e/budget.mjs']], minutes: 5 },
  {
    name: 'browser tests',
    tiers: ['full'],
    kind: 'playwright',
    needs: 'chromium',
    files: () => specs().filter((file) => !isTimed.test(file)),
    // A browser wants a processor, and the app that it looks at another one.
    commands: [[...playwright, `--workers=${Math.max(1, Math.floor(os.availableParallelism() / 2))}`]],
    minutes: 30,
  },
  {
    name: 'timed browser tests',
    tiers: ['full'],
    kind: 'playwright',
    needs: 'chromium',
    files: () => specs().filter((file) => isTimed.test(file)),
    commands: [playwright],
    minutes: 15,
  },
  {
    name: 'drill',
    tiers: ['drill'],
    kind: 'node:test',
    needs: 'docker',
    files: () => find('**/*.drill.test.ts'),
    commands: [forHours],
    minutes: 240,
  },
  {
    name: 'drill in a browser',
    tiers: ['drill'],
    kind: 'playwright',
    needs: 'chromium',
    files: () => fs.globSync('e2e/*.drill.spec.ts'),
    commands: [playwright],
    minutes: 120,
  },
  {
    name: 'bench',
    tiers: ['bench'],
    kind: 'node:test',
    files: () => find('bench/*.bench.ts').filter((file) => !withDocker.test(file)),
    commands: [forHours],
    minutes: 240,
  },
  {
    name: 'docker bench',
    tiers: ['bench'],
    kind: 'node:test',
    needs: 'docker',
    files: () => find('bench/*.docker.bench.ts'),
    commands: [forHours],
    minutes: 240,
  },
]

/** All the files of tests that a tier runs. */
export function filesOf(tier: Tier): string[] {
  return stages.flatMap(({ tiers, files }) => (tiers.includes(tier) ? (files?.(tier) ?? []) : []))
}

/** Pictures prove nothing: they are taken for people. */
function specs(): string[] {
  return fs.globSync('e2e/*.spec.ts').filter((file) => !/(\.drill|pictures)\.spec\.ts$/.test(file))
}

function find(pattern: string): string[] {
  return fs
    .globSync(pattern, { exclude: (name) => elsewhere.test(`${name}/`) })
    .filter((file) => !elsewhere.test(file))
    .sort()
}
