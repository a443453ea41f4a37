import { OpsError } from '../../core/error.ts'
import { psql, type Session } from './psql.ts'

/** With these anybody may leave large objects in a database that he may only connect to. */
const functions = ['lo_create(oid)', 'lo_creat(integer)', 'lo_from_bytea(oid, bytea)', 'lo_import(text)', 'lo_import(text, oid)']

const isOpen = [
  `has_database_privilege('public', 'template1', 'connect, temporary')`,
  `has_database_privilege('public', 'postgres', 'temporary')`,
  `not has_database_privilege('public', 'postgres', 'connect')`,
  `has_schema_privilege('public', 'public', 'create')`,
  ...functions.map((one) => `has_function_privilege('public', '${one}', 'execute')`),
]

/** One start of psql, since that takes longer than all that is asked. */
const script = `
select current_setting('listen_addresses') = '' as beginning, ${isOpen.join(' or ')} as open \\gset
\\if :beginning
\\echo beginning
\\elif :open
begin;
revoke all on database template1 from public;
revoke all on database postgres from public;
grant connect on database postgres to public;
revoke create on schema public from public;
${functions.map((one) => `revoke execute on function ${one} from public;`).join('\n')}
commit;
\\endif`

/**
 * Makes a server fit for roles that nobody trusts: they connect to their own database and to `postgres`, where Odoo looks whether its
 * database exists, and leave nothing there. A server that is so already is not written to, so that many may ask for it at once. While
 * an image sets up its first cluster, a server that listens to nobody else answers on the local socket, and goes away again.
 */
export async function harden(session: Session): Promise<void> {
  const said = await psql(session, { sql: script, passing: /tuple concurrently updated|deadlock detected/ })
  if (said.trim() === 'beginning')
    throw new OpsError('unavailable', `PostgreSQL in container ${session.server.container} is being set up.`, 'Wait until it is ready.')
}
