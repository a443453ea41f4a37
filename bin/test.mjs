#!/usr/bin/env node
import { parseArgs } from 'node:util'
import { enter, refuse } from './door.mjs'
import { prepare } from './prepare.mjs'
import { Refusal } from './saying.mjs'

const tiers = {
  full: 'all of it',
  verify: 'in a minute, with no service',
  drill: 'every fault at every step',
  bench: 'side by side with peers',
}
const help = `npm test | npm run verify | npm run drill | npm run bench [-- --only STAGE]

${Object.entries(tiers)
  .map(([tier, what]) => `  ${tier.padEnd(8)}${what}`)
  .join('\n')}

With CI=true a test that was skipped although it could have run is a failure.
`

try {
  const options = parse(process.argv.slice(2))
  if (options === null) process.stdout.write(help)
  else {
    await enter(import.meta.url, async () => {
      await prepare()
      const { stages } = await import('../test/suite/stages.ts')
      if (options.only && !stages.some(({ name }) => name === options.only)) throw bad(`There is no stage ${options.only}.`)
      const { test } = await import('../test/suite/main.ts')
      return test(options)
    })
  }
} catch (error) {
  refuse(error)
}

function parse(argv) {
  const { values, positionals } = read(argv)
  if (values.help) return null
  const [tier = 'full', ...more] = positionals
  if (!(tier in tiers) || more.length > 0) throw bad(`There is no tier ${[tier, ...more].join(' ')}.`)
  return { tier, only: values.only }
}

function read(argv) {
  try {
    return parseArgs({ args: argv, options: { only: { type: 'string' }, help: { type: 'boolean', short: 'h' } }, allowPositionals: true })
  } catch (error) {
    throw bad(`${error.message.split('. ')[0]}.`)
  }
}

function bad(message) {
  return new Refusal(message, 'npm test -- --help says what there is.', 2)
}
