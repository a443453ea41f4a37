/** How psycopg2 tells that the connection, and not a query, is the trouble. */
const exception = /^psycopg2\.(?:OperationalError|InterfaceError|errors\.\w+): /
const lost =
  /server closed the connection|connection already closed|terminating connection|SSL connection has been closed|could not receive data from server|the database system is/
const refused =
  /connection to server .* failed|could not connect to server|could not translate host name|password authentication failed|too many clients|No space left on device/
/** Of the official image's `wait-for-psql.py`, and of Odoo's own check of the user's name: both end the process. */
const before = /^(?:Database connection failure: |Using the database user 'postgres' is a security risk, aborting)/

/**
 * The line that says that Odoo could not reach its database, or lost it; null when none does. What a test reports counts only when
 * a connection that there was went away: a test may well speak to a database of its own.
 */
export function databaseFailureIn(lines: readonly string[], isOfTest: boolean): string | null {
  const says = (line: string) => exception.test(line) && (lost.test(line) || (!isOfTest && refused.test(line)))
  return lines.find((line) => says(line) || (!isOfTest && before.test(line)))?.trim() ?? null
}
