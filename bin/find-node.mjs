import fs from 'node:fs'
import path from 'node:path'
import { npm } from './programs.mjs'
import { nodeMajor, Refusal, saying, tools } from './saying.mjs'

/** The Node 24 of this checkout, fetched from npm when it is not there yet. */
export async function findNode() {
  if (process.platform === 'win32') throw new Refusal('The control room does not run on Windows itself.', 'Use WSL, or a Linux machine.')
  // npm gave the name without "bin" for this one pair to someone else.
  const name = `node-${process.platform === 'darwin' && process.arch === 'arm64' ? 'bin-' : ''}${process.platform}-${process.arch}`
  const node = path.join(tools, 'node_modules', name, 'bin/node')
  if (!fs.existsSync(node)) await fetchNode(name)
  return node
}

/** Fetches into a folder of its own and moves it into place, so that two doors at once cannot meet in the middle. */
async function fetchNode(name) {
  if (process.platform === 'linux' && !process.report.getReport().header.glibcVersionRuntime) {
    throw new Refusal(
      `This system has no glibc, and Node ${nodeMajor} for it is not on npm.`,
      `Install Node ${nodeMajor} yourself, then start again.`,
    )
  }
  const draft = path.join(tools, `fetch-${process.pid}`)
  const place = path.join(tools, 'node_modules', name)
  const done = saying(`Fetching Node ${nodeMajor}`)
  fs.mkdirSync(draft, { recursive: true })
  try {
    // No install script is needed: the platform's package holds the program itself.
    await npm([
      'install',
      '--prefix',
      draft,
      '--no-save',
      '--no-audit',
      '--no-fund',
      '--ignore-scripts',
      '--global=false',
      `${name}@${nodeMajor}`,
    ])
    fs.mkdirSync(path.dirname(place), { recursive: true })
    if (!fs.existsSync(place)) fs.renameSync(path.join(draft, 'node_modules', name), place)
  } catch (error) {
    if (!fs.existsSync(path.join(place, 'bin/node'))) throw error
  } finally {
    fs.rmSync(draft, { recursive: true, force: true })
  }
  done()
}
