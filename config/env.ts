import { z } from 'zod'

/** The only place that reads the environment. Values that are secrets are never printed: a message names the variable. */
const schema = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/, error: 'is to be a PostgreSQL URL: postgresql://user@host:port/database' }),
  DATA_DIR: z.string().min(1, 'names the data folder'),
  CONTROL_ROOM_ROOT: z.string().min(1).optional(),
  AGENT_CONFIG: z.string().min(1).optional(),
  NEXTAUTH_SECRET: z.string().min(32, 'has at least 32 characters; `npm start` generates it').optional(),
  NEXTAUTH_URL: z.url().optional(),
  DOCKER_HOST: z
    .string()
    .regex(/^(unix|tcp|ssh):\/\/./, 'is to be the address of a Docker engine: unix:///path or tcp://host:port')
    .optional(),
  WORKER_ID: z
    .string()
    .regex(/^[\w.-]{1,100}$/, 'has letters, digits, dots and dashes')
    .optional(),
  LEASE_MS: z.coerce.number().int().min(300).max(600_000).default(15_000),
})

export type Env = z.infer<typeof schema>

/** A setting that does not fit; its message names the file or variable, the key and the line. */
export class SettingError extends Error {}

/** Parses the environment of a process of the control room. */
export function readEnv(source: Readonly<Record<string, string | undefined>> = process.env): Env {
  const result = schema.safeParse(Object.fromEntries(Object.entries(source).filter(([, value]) => value !== '')))
  if (result.success) return result.data
  const [issue] = result.error.issues
  const name = String(issue?.path[0] ?? 'environment')
  throw new SettingError(
    source[name] ? `Environment variable ${name} ${issue?.message ?? 'does not fit'}.` : `Environment variable ${name} is not set.`,
  )
}

/** Where the pages are, for links; null when this process does not serve them. */
export function siteUrl(source: Readonly<Record<string, string | undefined>> = process.env): string | null {
  const { NEXTAUTH_URL } = source
  return NEXTAUTH_URL && URL.canParse(NEXTAUTH_URL) ? new URL(NEXTAUTH_URL).origin : null
}

const secretName = /TOKEN|SECRET|PASSWORD|PASSWD|API_?KEY|PRIVATE/i

/** Values that must never be written anywhere: of variables that are named like secrets, and the database's password. */
export function secretValues(source: Readonly<Record<string, string | undefined>> = process.env): string[] {
  const named = Object.entries(source).flatMap(([name, value]) => (value && secretName.test(name) ? [value] : []))
  const url = source.DATABASE_URL
  const password = url && URL.canParse(url) ? decodeURIComponent(new URL(url).password) : ''
  return password ? [...named, password] : named
}

/** A secret by the name that the configuration gives it; undefined when it is not set. */
export function secret(name: string, source: Readonly<Record<string, string | undefined>> = process.env): string | undefined {
  return source[name] || undefined
}
