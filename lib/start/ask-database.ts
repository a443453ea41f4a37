import pg from 'pg'

export interface Question {
  text: string
  values?: unknown[]
}

/** Asks one question over a connection of its own, with deadlines: a server that does not answer is an error after two seconds. */
export async function askDatabase(url: string, { text, values = [] }: Question): Promise<Record<string, unknown>[]> {
  const client = new pg.Client({
    connectionString: url,
    connectionTimeoutMillis: 2000,
    query_timeout: 2000,
    application_name: 'control-room-supervisor',
  })
  client.on('error', () => {})
  try {
    await client.connect()
    const { rows } = await client.query<Record<string, unknown>>(text, values)
    return rows
  } finally {
    client.end().catch(() => {})
  }
}

/** True when the server answers a question. */
export function databaseAnswers(url: string): Promise<boolean> {
  return askDatabase(url, { text: 'select 1' }).then(
    () => true,
    () => false,
  )
}

/** The SQLSTATE or system code of an error of the database driver. */
export function databaseErrorCode(error: unknown): string | undefined {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : undefined
}

/** Makes the database that `url` names, when its server has none of that name. */
export async function createDatabase(url: string): Promise<void> {
  const target = new URL(url)
  const name = decodeURIComponent(target.pathname.slice(1))
  target.pathname = '/postgres'
  const found = await askDatabase(target.href, { text: 'select 1 from pg_database where datname = $1', values: [name] })
  if (found.length === 0) await askDatabase(target.href, { text: `create database ${pg.escapeIdentifier(name)}` })
}
