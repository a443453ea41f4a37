#!/usr/bin/env node
import path from 'node:path'
import { parseArgs } from 'node:util'
import { enter, refuse } from './door.mjs'
import { prepare } from './prepare.mjs'
import { Refusal, root } from './saying.mjs'

const help = `npm start -- [--port N] [--data DIR] [--headless]

  --port N      the port of the web server on 127.0.0.1 (8017, or a free one, which is remembered)
  --data DIR    the folder of everything it keeps (DATA_DIR, else .data)
  --headless    database and worker only, no pages; leaves by itself when nobody needs it
  --build       installs and builds what has changed, and starts nothing

Environment: DATABASE_URL names a PostgreSQL of yours, to use instead of the embedded one.
`

try {
  const options = parse(process.argv.slice(2))
  if (options.help) process.stdout.write(help)
  else await enter(import.meta.url, () => start(options))
} catch (error) {
  refuse(error)
}

async function start({ port, dataDir, headless, buildOnly }) {
  await prepare({ build: !headless })
  if (buildOnly) return 0
  const { start } = await import('../lib/start/main.ts')
  return start({ root, port, dataDir, headless, env: process.env })
}

function parse(argv) {
  const { values } = read(argv)
  const port = values.port === undefined ? undefined : Number(values.port)
  if (port !== undefined && !(Number.isInteger(port) && port >= 1 && port <= 65535)) throw bad(`--port ${values.port} is not a port.`)
  if (values.data === '') throw bad('--data names no folder.')
  return {
    help: values.help ?? false,
    headless: values.headless ?? false,
    buildOnly: values.build ?? false,
    port,
    dataDir: values.data && path.resolve(values.data),
  }
}

function read(argv) {
  try {
    const options = {
      port: { type: 'string' },
      data: { type: 'string' },
      headless: { type: 'boolean' },
      build: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    }
    return parseArgs({ args: argv, options, strict: true, allowPositionals: false })
  } catch (error) {
    throw bad(`${error.message.split('. ')[0]}.`)
  }
}

function bad(message) {
  return new Refusal(message, 'npm start -- --help says what there is.', 2)
}
