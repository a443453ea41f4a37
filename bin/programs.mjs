import path from 'node:path'
import { Refusal, root, say } from './saying.mjs'

const unreachable = ['ENOTFOUND', 'EAI_AGAIN', 'ETIMEDOUT', 'ECONNREFUSED', 'ECONNRESET', 'ENETUNREACH']

/** Runs npm; that it is absent, or has no network, is said in a sentence. */
export async function npm(args) {
  // Under `npm start` npm says where it is; run that way it needs no shell and runs under the Node that this process runs under.
  const own = process.env.npm_execpath
  const [program, ...first] = own && path.basename(own) === 'npm-cli.js' ? [process.execPath, own] : ['npm']
  try {
    await run(program, [...first, ...args])
  } catch (error) {
    if (error.code === 'ENOENT')
      throw new Refusal('npm was not found.', 'Install it (on Debian or Ubuntu: apt-get install npm), then try again.')
    const code = /npm (?:error|ERR!) code (\w+)/.exec(error.output ?? '')?.[1]
    if (unreachable.includes(code))
      throw new Refusal(`npm cannot reach its registry (${code}).`, 'Check the network, and `npm config get registry`; then try again.')
    throw error
  }
}

/** Runs a program quietly; what it said is shown when it fails. */
export async function run(program, args, options = {}) {
  const { spawn } = await import('node:child_process')
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'], ...options })
    let output = ''
    const hear = (chunk) => {
      output = (output + chunk).slice(-20_000)
    }
    child.stdout.on('data', hear)
    child.stderr.on('data', hear)
    child.on('error', reject)
    child.on('close', (code, signal) => {
      if (code === 0) return resolve()
      const name = [path.basename(program), ...args.slice(0, 2).map((arg) => path.basename(arg))].join(' ')
      say(output.trimEnd())
      reject(
        Object.assign(new Refusal(`${name} ended with ${signal ?? code}.`, 'What it said stands above. Mend it, then try again.'), {
          output,
        }),
      )
    })
  })
}
