import { checkOwn } from './names.ts'
import type { PostgresTool } from './port.ts'
import { psql, type Session } from './psql.ts'
import { rowsOf } from './query.ts'
import { scramVerifier } from './scram.ts'

/** Makes a role that may log in and do nothing else; the server is given a verifier and never sees the password. */
export async function createRole(session: Session, role: Parameters<PostgresTool['createRole']>[1]): Promise<void> {
  const parameters = {
    name: checkOwn('role', role.name),
    verifier: scramVerifier(role.password),
    connections: Math.max(0, Math.trunc(role.connections)),
  }
  const rights = `login nosuperuser nocreatedb nocreaterole noreplication nobypassrls connection limit :connections password :'verifier'`
  const sql = `
select count(*) > 0 as there from pg_roles where rolname = :'name' \\gset
\\if :there
alter role :"name" ${rights};
\\else
create role :"name" ${rights};
\\endif`
  await psql(session, { sql, parameters, passing: /tuple concurrently updated/ })
}

/** Removes a role; what it may have left in the database that all connect to (default rights, for example) goes first. */
export async function dropRole(session: Session, name: string): Promise<void> {
  const sql = `
select count(*) > 0 as there from pg_roles where rolname = :'name' \\gset
\\if :there
drop owned by :"name";
drop role if exists :"name";
\\endif`
  await psql(session, { sql, parameters: { name: checkOwn('role', name) } })
}

/** Names of all roles but the server's own. */
export async function roles(session: Session): Promise<string[]> {
  const rows = await rowsOf(session, { sql: `select rolname as name from pg_roles where rolname !~ '^pg_' order by rolname` })
  return rows.map(({ name }) => String(name))
}
