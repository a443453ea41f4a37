import { createHash, createHmac, pbkdf2Sync, randomBytes } from 'node:crypto'
import { OpsError } from '../../core/error.ts'

const iterations = 4096
const saltBytes = 16
const keyBytes = 32

/**
 * What PostgreSQL keeps of a password (RFC 5802, `SCRAM-SHA-256$iterations:salt$StoredKey:ServerKey`): given this, the server never
 * sees the password. Only printable ASCII is taken, which needs no preparation (RFC 4013).
 */
export function scramVerifier(password: string, salt: Buffer = randomBytes(saltBytes)): string {
  if (!/^[\x20-\x7e]{1,1000}$/.test(password))
    throw new OpsError('invalid', 'The password is empty or has characters other than printable ASCII.', 'Let it be generated.')
  const salted = pbkdf2Sync(password, salt, iterations, keyBytes, 'sha256')
  const keyOf = (name: string) => createHmac('sha256', salted).update(name).digest()
  const storedKey = createHash('sha256').update(keyOf('Client Key')).digest('base64')
  return `SCRAM-SHA-256$${iterations}:${salt.toString('base64')}$${storedKey}:${keyOf('Server Key').toString('base64')}`
}
