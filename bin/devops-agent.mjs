#!/usr/bin/env node
import * as module from 'node:module'
import path from 'node:path'
import { enter } from './door.mjs'
import { prepare } from './prepare.mjs'
import { tools } from './saying.mjs'

await enter(import.meta.url, async () => {
  const cwd = process.cwd()
  await prepare()
  process.chdir(cwd) // what the caller names by a relative path is meant from there
  // Before the first of our files is read, or types are stripped from it again each time. Not in /tmp, where another user could lay code.
  module.enableCompileCache(path.join(tools, 'compile-cache'))
  // zod brings its messages in sixty languages, which take longer to load than all that is ours; English is there without them.
  // Whatever is loaded while a hook stands takes longer: it goes at once.
  const english = module.registerHooks({
    resolve: (name, context, next) => next(name === '../locales/index.js' ? '../locales/en.js' : name, context),
  })
  await import('zod')
  english.deregister()
  const { main } = await import('../lib/cli/main.ts')
  return main(process.argv.slice(2))
})
