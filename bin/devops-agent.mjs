#!/usr/bin/env node
import { enter } from './door.mjs'
import { prepare } from './prepare.mjs'

await enter(import.meta.url, async () => {
  const cwd = process.cwd()
  await prepare()
  process.chdir(cwd) // what the caller names by a relative path is meant from there
  const { main } = await import('../lib/cli/main.ts')
  return main(process.argv.slice(2))
})
