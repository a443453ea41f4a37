import { OpsError } from '../core/error.ts'
import { run } from './run.ts'

export interface SystemUser {
  name: string
  uid: number
  gid: number
}

/** PostgreSQL refuses to run as root: then it runs as the system user `postgres`, who is made if absent. Not as root: undefined. */
export async function postgresUser(): Promise<SystemUser | undefined> {
  if (process.getuid?.() !== 0) return undefined
  const name = 'postgres'
  await run('id', [name]).catch(() => make(name))
  const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])])
  return { name, uid: Number(uid), gid: Number(gid) }
}

async function make(name: string): Promise<void> {
  try {
    await run('useradd', ['--system', '--user-group', '--no-create-home', '--shell', '/usr/sbin/nologin', name])
  } catch (error) {
    throw new OpsError('unavailable', `The system user ${name} cannot be made.`, 'Start as another user than root, or make that user.', {
      cause: error,
    })
  }
}
