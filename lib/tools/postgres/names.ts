import { OpsError } from '../../core/error.ts'

const pattern = /^[a-z_][a-z0-9_]{0,62}$/
const builtIn = ['postgres', 'template0', 'template1']

/** The name of a database or role, or `invalid`. */
export function checkName(kind: 'database' | 'role', name: string): string {
  if (pattern.test(name)) return name
  throw new OpsError(
    'invalid',
    `${JSON.stringify(name.slice(0, 100))} is not the name of a ${kind}.`,
    'Use small letters, digits and _, at most 63, not beginning with a digit.',
  )
}

/** The same for what is to be removed or changed as a whole: what belongs to the server itself is `refused`. */
export function checkOwn(kind: 'database' | 'role', name: string): string {
  if (!builtIn.includes(checkName(kind, name)) && !name.startsWith('pg_')) return name
  throw new OpsError('refused', `The ${kind} ${name} belongs to the server itself.`, 'Name one that was made for a purpose.')
}
