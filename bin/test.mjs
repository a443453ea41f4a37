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
// Their stages are long, and one of their files stands for itself.
const choosing = ['drill', 'bench']
const help = `npm test | npm run verify | npm run drill | npm run bench [-- [NAME …] [--only STAGE]]

${Object.entries(tiers)
  .map(([tier, what]) => `  ${tier.padEnd(8)}${what}`)
  .join('\n')}

A NAME chooses among the files of drill and bench: npm run bench -- ci
With CI=true a test that was skipped although it could have run is a failure.
`

try {
  const options = parse(process.argv.slice(2))
  if (options === null) process.stdout.write(help)
  else {
    await enter(import.meta.url, async () => {
      await prepare()
      await look(options)
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
  const [tier = 'full', ...names] = positionals
  if (!(tier in tiers) || (names.length > 0 && !choosing.includes(tier))) throw bad(`There is no tier ${positionals.join(' ')}.`)
  return { tier, only: values.only, names }
}

/** Refuses what is not there before anything is built. */
async function look({ tier, only, names }) {
  const { filesOf, stages } = await import('../test/suite/stages.ts')
  if (only && !stages.some(({ name }) => name === only)) throw bad(`There is no stage ${only}.`)
  const { nameOf, unknownAmong } = await import('../test/suite/named.ts')
  const files = filesOf(tier)
  const [unknown] = unknownAmong(files, names)
  if (unknown === undefined) return
  throw bad(`No ${tier} is called ${unknown}. There are ${[...new Set(files.map(nameOf))].sort().join(', ')}.`)
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
