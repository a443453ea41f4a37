#!/usr/bin/env node
// What a page's HTML loads as module scripts, what comes later by import(), and the styles, all gzipped, against their budgets. Reads the
// built app; exit code 1 when something is over. What only a running page shows is measured by e2e/weight.spec.ts.
import { existsSync, globSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** kB (1,000 bytes) by page. */
const budgets = {
  '/sign-in/page': 145,
  '/welcome/page': 145,
  '/(room)/page': 185,
  '/(room)/audit/page': 185,
  '/(room)/layout-check/page': 185,
  '/(room)/evidence/page': 185,
  '/(room)/skills/page': 185,
  '/(room)/skills/[skill]/[verb]/page': 205,
  '/(room)/settings/project/page': 185,
  '/(room)/settings/connections/page': 185,
  '/(room)/settings/environments/page': 185,
  '/(room)/settings/members/page': 185,
  '/(room)/settings/tokens/page': 185,
  '/(room)/settings/api/page': 185,
  '/(room)/settings/sessions/page': 185,
  '/(room)/settings/profile/page': 185,
  '/(room)/ci/page': 205,
  '/(room)/modules/page': 195,
  '/(room)/modules/[name]/page': 195,
  '/(room)/runs/page': 205,
  '/(room)/runs/[id]/page': 205,
}

const cssBudget = 25
/** What is loaded when somebody wants it, by words that stand in it alone; anything else has `lazyBudget`. */
const lazyBudget = 10
const lazyParts = [
  { name: 'palette', has: "Nothing matches '", budget: 18 },
  // The library that keeps a million lines out of the page weighs 10.3 by itself; nothing of ours comes with it but its call.
  { name: 'virtual rows', has: 'isScrollingResetDelay', budget: 11 },
]

const built = path.resolve(import.meta.dirname, '../.next')
const require = createRequire(import.meta.url)

if (!existsSync(path.join(built, 'build-manifest.json'))) {
  console.error('There is no build. Make one: node bin/start.mjs --build')
  process.exit(2)
}

const { rootMainFiles } = JSON.parse(readFileSync(path.join(built, 'build-manifest.json'), 'utf8'))

/** The scripts of a page: those of all pages, and those of its layouts, its error pages and itself. */
function scriptsOf(page) {
  globalThis.__RSC_MANIFEST ??= {}
  require(path.join(built, 'server/app', `${page}_client-reference-manifest.js`))
  const { entryJSFiles } = globalThis.__RSC_MANIFEST[page]
  return [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])]
}

const sizeOf = (file) => gzipSync(readFileSync(path.join(built, file)), { level: 9 }).length / 1_000

const total = (files) => files.reduce((sum, file) => sum + sizeOf(file), 0)
const textOf = (file) => readFileSync(path.join(built, file), 'utf8')

/** The files of every import() of the pages, each group once. */
function lazyGroups() {
  const scripts = globSync('static/chunks/**/*.js', { cwd: built })
  const groups = scripts.flatMap((file) => [...textOf(file).matchAll(/Promise\.all\(\[("static\/[^\]]+")\]\.map/g)].map(([, list]) => list))
  return [...new Set(groups)].map((list) => JSON.parse(`[${list}]`))
}

let over = 0
function report(name, size, budget) {
  if (size > budget) over += 1
  console.log(`${size > budget ? 'OVER' : 'ok  '} ${size.toFixed(1).padStart(6)} of ${budget} kB  ${name}`)
}

for (const [page, budget] of Object.entries(budgets)) report(page, total(scriptsOf(page)), budget)
const groups = lazyGroups()
const groupWith = (has) => groups.find((files) => files.some((file) => textOf(file).includes(has))) ?? []
for (const { name, has } of lazyParts) if (groupWith(has).length === 0) throw new Error(`No import() has the ${name}.`)
for (const files of groups) {
  const part = lazyParts.find(({ has }) => files === groupWith(has))
  report(`import() ${part?.name ?? files.map((file) => path.basename(file)).join(' ')}`, total(files), part?.budget ?? lazyBudget)
}
report('CSS', total(globSync('static/**/*.css', { cwd: built })), cssBudget)
process.exit(over > 0 ? 1 : 0)
