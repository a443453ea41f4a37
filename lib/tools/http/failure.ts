import { OpsError } from '../../core/error.ts'

const meanings: Record<string, [says: string, hint: string]> = {
  ECONNREFUSED: ['refuses the connection: nothing listens there', 'See whether the service runs, and on which port.'],
  ECONNRESET: ['ended the connection without an answer', 'See what its log says.'],
  ENOTFOUND: ['has no address: its name is not known', 'Check the name, and the name server of this machine.'],
  EAI_AGAIN: ['could not be looked up: the name server does not answer', 'Check the name server of this machine.'],
  EHOSTUNREACH: ['cannot be reached from here', 'Check the network and its firewall.'],
  ENETUNREACH: ['cannot be reached from here', 'Check the network and its firewall.'],
  CERT_HAS_EXPIRED: ['has a certificate that has run out', 'Renew it.'],
  ERR_TLS_CERT_ALTNAME_INVALID: ['has a certificate of another name', 'Get one for this name.'],
}

const ofCertificates = /CERT|SIGNED|SIGNATURE/

/** Why nobody answered, in a sentence. What the system calls something else is told by its own name. */
export function failureOf(error: unknown, host: string): OpsError {
  const code = codeOf(error)
  const [says, hint] = meanings[code] ?? [
    ofCertificates.test(code) ? `has a certificate that is not trusted: ${code}` : `did not answer as HTTP does: ${code}`,
    'See what answers there.',
  ]
  return new OpsError('unavailable', `${host} ${says}.`, hint, { cause: error })
}

/** Of several addresses that were tried the first tells. */
function codeOf(error: unknown): string {
  const first: unknown = error instanceof AggregateError ? error.errors[0] : error
  if (!(first instanceof Error)) return String(first)
  return 'code' in first && typeof first.code === 'string' ? first.code : first.message
}
