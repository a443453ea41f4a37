#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { enter, refuse } from './door.mjs'
import { Refusal } from './saying.mjs'

const commands = {
  up: 'a Docker engine, the images odoo:19 and postgres:17, docker compose; what is there is used as it is',
  github: 'a GitHub of your own at an address of this machine, with a repository; answers are held against its description',
  status: 'says what is there; exit code 1 when something is missing',
  down: 'stops the engine if `up` has started it, and leaves the network as it was; the images stay for the next time',
}
const help = `npm run testbed [-- up|github|status|down [--purge]]

${Object.entries(commands)
  .map(([command, what]) => `  ${command.padEnd(8)}${what}`)
  .join('\n')}

  --purge   with down: deletes the images and everything else that is kept

Environment: DOCKER_HOST names an engine of yours; XDG_CACHE_HOME where things are kept (~/.cache).
`

try {
  const options = parse(process.argv.slice(2))
  if (options === null) process.stdout.write(help)
  else {
    await enter(import.meta.url, async () => {
      const { main } = await import('../testbed/main.ts')
      return main(options.command, { purge: options.purge })
    })
  }
} catch (error) {
  refuse(error)
}

function parse(argv) {
  const { values, positionals } = read(argv)
  if (values.help) return null
  const [command = 'up', ...more] = positionals
  if (!Object.hasOwn(commands, command) || more.length > 0) throw bad(`There is no command ${[command, ...more].join(' ')}.`)
  if (values.purge && command !== 'down') throw bad(`--purge goes with down, not with ${command}.`)
  return { command, purge: values.purge ?? false }
}

function read(argv) {
  try {
    const options = { purge: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } }
    return parseArgs({ args: argv, options, allowPositionals: true })
  } catch (error) {
    throw bad(`${error.message.split('. ')[0]}.`)
  }
}

function bad(message) {
  return new Refusal(message, 'npm run testbed -- --help says what there is.', 2)
}
