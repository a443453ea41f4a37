import { spawnSync } from 'node:child_process'
import * as fs from 'node:fs'
import { stripTypeScriptTypes } from 'node:module'
import path from 'node:path'
import { z } from 'zod'
import { shortfalls } from './coverage-gate.ts'

// Makes a report of what all Node processes of the tests have executed, and holds it against coverage.json, folder by folder.
const limits = z.record(z.string(), z.object({ lines: z.number(), branches: z.number() }))
const wanted = limits.parse(JSON.parse(fs.readFileSync('test/suite/coverage.json', 'utf8')))
const folders = Object.keys(wanted)

/** A file of types alone is never loaded, and has nothing to execute. */
function isEmptyAtRunTime(file: string): boolean {
  return (
    stripTypeScriptTypes(fs.readFileSync(file, 'utf8'))
      .replace(/\/\*[\s\S]*?\*\/|\/\/.*/g, '')
      .trim() === ''
  )
}

const sources = folders.flatMap((folder) => fs.globSync(`${folder}/**/*.ts`))
const left = sources.filter((file) => /\.(test|fixture)\.ts$|^lib\/store\/generated\//.test(file) || isEmptyAtRunTime(file))
const report = [
  'report',
  '--all',
  '--temp-directory=.tools/coverage/raw',
  '--reports-dir=.tools/coverage',
  '--reporter=json-summary',
  '--reporter=html',
  '--extension=.ts',
]
const args = [
  ...report,
  ...folders.flatMap((folder) => [`--src=${folder}`, `--include=${folder}/**/*.ts`]),
  ...left.map((file) => `--exclude=${file}`),
]
const { status } = spawnSync(process.execPath, ['node_modules/c8/bin/c8.js', ...args], {
  stdio: 'inherit',
  env: { ...process.env, NODE_V8_COVERAGE: '' },
})
if (status !== 0) process.exit(1)

const share = z.object({ total: z.number(), covered: z.number(), pct: z.union([z.number(), z.string()]) })
const summary = z
  .record(z.string(), z.object({ lines: share, branches: share }))
  .parse(JSON.parse(fs.readFileSync('.tools/coverage/coverage-summary.json', 'utf8')))
const files = Object.entries(summary)
  .filter(([file]) => file !== 'total')
  .map(([file, { lines, branches }]) => ({ file: path.relative('.', file), lines, branches }))
const { sums, problems } = shortfalls(files, wanted)
console.log([...sums, ...problems].join('\n'))
process.exit(problems.length === 0 ? 0 : 1)
