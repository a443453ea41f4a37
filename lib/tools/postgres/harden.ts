import { psql, type Session } from './psql.ts'
import { rowsOf } from './query.ts'

/** With these anybody may leave large objects in a database that he may only connect to. */
const functions = ['lo_create(oid)', 'lo_creat(integer)', 'lo_from_bytea(oid, bytea)', 'lo_import(text)', 'lo_import(text, oid)']

const isOpen = [
  `has_database_privilege('public', 'template1', 'connect, temporary')`,
  `has_database_privilege('public', 'postgres', 'temporary')`,
  `not has_database_privilege('public', 'postgres', 'connect')`,
  `has_schema_privilege('public', 'public', 'create')`,
  ...functions.map((one) => `has_function_privilege('public', '${one}', 'execute')`),
]

const close = `
begin;
revoke all on database template1 from public;
revoke all on database postgres from public;
grant connect on database postgres to public;
revoke create on schema public from public;
${functions.map((one) => `revoke execute on function ${one} from public;`).join('\n')}
commit;`

/**
 * Makes a server fit for roles that nobody trusts: they connect to their own database and to `postgres`, where Odoo looks whether its
 * database exists, and leave nothing there. A server that is so already is not written to, so that many may ask for it at once.
 */
export async function harden(session: Session): Promise<void> {
  const [row] = await rowsOf(session, { sql: `select ${isOpen.join(' or ')} as "isOpen"` })
  if (row?.isOpen !== false) await psql(session, { sql: close, passing: /tuple concurrently updated|deadlock detected/ })
}
