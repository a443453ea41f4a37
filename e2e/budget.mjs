#!/usr/bin/env node
// What a page's HTML loads as module scripts, gzipped, against its budget. Reads the built app; exit code 1 when a page is over.
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { gzipSync } from 'node:zlib'

/** kB (1,000 bytes) by page. */
const budgets = {
  '/sign-in/page': 145,
  '/welcome/page': 145,
  '/(room)/page': 185,
  '/(room)/audit/page': 185,
  '/(room)/evidence/page': 185,
  '/(room)/skills/page': 185,
  '/(room)/skills/[skill]/[verb]/page': 205,
  '/(room)/settings/project/page': 185,
  '/(room)/settings/environments/page': 185,
  '/(room)/settings/members/page': 185,
  '/(room)/settings/tokens/page': 185,
  '/(room)/settings/api/page': 185,
  '/(room)/settings/sessions/page': 185,
  '/(room)/settings/profile/page': 185,
  '/(room)/ci/page': 205,
  '/(room)/runs/page': 205,
  '/(room)/runs/[id]/page': 205,
}

const built = path.resolve(import.meta.dirname, '../.next')
const require = createRequire(import.meta.url)

if (!existsSync(path.join(built, 'build-manifest.json'))) {
  console.error('There is no build. Make one: node bin/start.mjs --build')
  process.exit(2)
}

const { rootMainFiles } = JSON.parse(readFileSync(path.join(built, 'build-manifest.json'), 'utf8'))

/** The scripts of a page: those of all pages, and those of its layouts, its error pages and itself. */
function scriptsOf(page) {
  globalThis.__RSC_MANIFEST = {}
  require(path.join(built, 'server/app', `${page}_client-reference-manifest.js`))
  const { entryJSFiles } = globalThis.__RSC_MANIFEST[page]
  return [...new Set([...rootMainFiles, ...Object.values(entryJSFiles).flat()])]
}

const sizeOf = (file) => gzipSync(readFileSync(path.join(built, file)), { level: 9 }).length / 1_000

let over = 0
for (const [page, budget] of Object.entries(budgets)) {
  const size = scriptsOf(page).reduce((sum, file) => sum + sizeOf(file), 0)
  if (size > budget) over += 1
  console.log(`${size > budget ? 'OVER' : 'ok  '} ${size.toFixed(1).padStart(6)} of ${budget} kB  ${page}`)
}
process.exit(over > 0 ? 1 : 0)
