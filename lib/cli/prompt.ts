import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { OpsError } from '../core/error.ts'
import type { World } from './world.ts'

type Asking = Pick<World, 'stdin' | 'stderr'>

/** Asks at the terminal; only the word yes is one. */
export async function agrees({ stdin, stderr }: Asking, question: string): Promise<boolean> {
  const lines = createInterface({ input: stdin, output: stderr })
  try {
    return /^y(es)?$/i.test((await lines.question(`${question} Type yes to go on: `)).trim())
  } finally {
    lines.close()
  }
}

/** A password from the terminal, unseen, or the first line of stdin. Never from the arguments, which every user of the machine can read. */
export async function readPassword({ stdin, stderr }: Asking): Promise<string> {
  const typed = stdin.isTTY ? await unseen({ stdin, stderr }) : (await text(stdin)).split(/\r?\n/, 1)[0]
  if (typed) return typed
  throw new OpsError('invalid', 'There is no password.', 'Type one, or give it on stdin: members add … < password.txt', {
    fields: { password: 'missing' },
  })
}

async function unseen({ stdin, stderr }: Asking): Promise<string> {
  const nowhere = new Writable({ write: (_chunk, _encoding, done) => done() })
  const lines = createInterface({ input: stdin, output: nowhere, terminal: true })
  stderr.write('Password: ')
  try {
    return await lines.question('')
  } finally {
    lines.close()
    stderr.write('\n')
  }
}
