import { readFileSync } from 'node:fs'
import { isNode, LineCounter, parseDocument } from 'yaml'
import { z } from 'zod'
import { SettingError } from './env.ts'
import { environments } from './environments.schema.ts'
import { signIn, signsInOnce } from './github.schema.ts'
import { actions, testedBranches, webhook } from './hooks.schema.ts'

const mebibytes = 1024 * 1024
const series = z.string().regex(/^\d+\.\d$/, 'is a series such as "19.0"')

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'names an environment variable, and is not the secret itself')

const usualZone = 'Asia/Singapore'

const schema = z.strictObject({
  mode: z.enum(['ci_guard', 'ops_surgeon', 'manifest_steward']).default('ops_surgeon'),
  repositories: z
    .record(
      z.string().regex(/^[a-z0-9][\w.-]{0,99}$/i, 'names of repositories have letters, digits, dots and dashes'),
      z.strictObject({
        url: z.string().min(1),
        branch: z.string().min(1).default('main'),
        branches: testedBranches,
        series: series.optional(),
      }),
    )
    .default({}),
  url: z.url({ protocol: /^https?$/, error: 'is the address at which people reach this control room' }).optional(),
  environments: environments(series),
  health: z.strictObject({ everySeconds: z.number().int().min(0).max(3600).default(30) }).prefault({}),
  allow: z
    .strictObject({
      hosts: z.array(z.string().min(1)).default([]),
      paths: z.array(z.string().startsWith('/', 'is an absolute path')).default([]),
    })
    .default({ hosts: [], paths: [] }),
  steward: z
    .strictObject({
      at: z
        .string()
        .regex(/^(?:never|(?:[01]\d|2[0-3]):[0-5]\d)$/, 'is a time such as "02:00", or never')
        .default('02:00'),
      timeZone: z.string().refine(isTimeZone, `is a time zone such as ${usualZone}`).default(usualZone),
    })
    .prefault({}),
  credentials: z
    .record(
      z.string(),
      z.strictObject({
        username: z.string().default('x-access-token'),
        secretFrom: variable,
      }),
    )
    .default({}),
  github: z
    .strictObject({ ...signIn, webhook, actions })
    .refine(signsInOnce, 'signs in by a token or as an App, not both')
    .prefault({}),
  protectedBranches: z.array(z.string().min(1)).default(['main', 'master']),
  ci: z
    .strictObject({
      testMinutes: z
        .number()
        .positive()
        .max(24 * 60)
        .default(30),
      memoryMiB: z.number().int().min(64).default(4096),
      processes: z.number().int().min(8).default(1024),
      fileMiB: z.number().int().min(1).default(2048),
      cpuMinutes: z.number().positive().default(60),
      supersede: z.boolean().default(true),
      missedEveryMinutes: z
        .number()
        .int()
        .min(0)
        .max(24 * 60)
        .default(60),
    })
    .prefault({}),
  odoo: z
    .strictObject({
      image: z.string().min(1).default('odoo:{major}'),
      postgresImage: z.string().min(1).default('postgres:17'),
      cpus: z.number().positive().default(2),
      egress: z.boolean().default(false),
    })
    .prefault({}),
  addons: z
    .strictObject({
      root: z.string().startsWith('/', 'is an absolute path').optional(),
      catalogue: z.string().min(1).default('config/addons_manifest.oca_ipai.json'),
      series: series.optional(),
      path: z.array(z.string().startsWith('/', 'is an absolute path')).default([]),
      python: z.string().startsWith('/', 'is an absolute path').optional(),
      postgres: z
        .strictObject({
          host: z.string().min(1).default('127.0.0.1'),
          port: z.number().int().min(1).max(65_535).default(5432),
          user: z.string().min(1).default('odoo'),
          secretFrom: variable.optional(),
          database: z.string().min(1).optional(),
        })
        .optional(),
    })
    .prefault({}),
})

function isTimeZone(name: string): boolean {
  // To ask takes 13 ms, which every command would wait for.
  if (name === usualZone) return true
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).format(0) !== ''
  } catch {
    return false
  }
}

export type AgentConfig = z.infer<typeof schema>

/** Reads config/agent.yml; what does not fit is named with file, line and key. */
export function readAgentConfig(file: string): AgentConfig {
  return parseAgentConfig(readFileSync(file, 'utf8'), file)
}

export function parseAgentConfig(text: string, file: string): AgentConfig {
  const lines = new LineCounter()
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false })
  const [error] = document.errors
  if (error) throw new SettingError(`${file}, line ${lines.linePos(error.pos[0]).line}: this is not YAML: ${error.message}.`)
  const result = schema.safeParse(document.toJS() ?? {})
  if (result.success) return result.data
  const { issues } = result.error
  // A misspelt key is the cause of the missing one beside it.
  const issue = issues.find(({ code }) => code === 'unrecognized_keys') ?? issues[0]
  const path = (issue?.path ?? []).map((part) => (typeof part === 'symbol' ? String(part) : part))
  const [strange] = issue?.code === 'unrecognized_keys' ? issue.keys : []
  const full = strange === undefined ? path : [...path, strange]
  const told = issue?.code === 'invalid_key' ? issue.issues[0]?.message : issue?.message
  const message = strange === undefined ? told : `there is no such key; there are ${keysAt(path).join(', ')}`
  throw new SettingError(`${file}, line ${lineOf(full)}: ${full.join('.') || 'the file'}: ${message ?? 'does not fit'}.`)

  function lineOf(keys: (string | number)[]): number {
    for (let length = keys.length; length > 0; length -= 1) {
      const node = document.getIn(keys.slice(0, length), true)
      if (isNode(node) && node.range) return lines.linePos(node.range[0]).line
    }
    return 1
  }
}

function keysAt(path: (string | number)[]): string[] {
  const shapes: Record<string, string[]> = {
    '': Object.keys(schema.shape),
    health: ['everySeconds'],
    allow: ['hosts', 'paths'],
    github: ['url', 'tokenFrom', 'app', 'deployKey', 'webhook', 'actions'],
    'github.app': ['id', 'privateKeyFrom'],
    'github.deployKey': ['title', 'publicKey'],
    'github.webhook': ['secretsFrom'],
    'github.actions': ['audience', 'host', 'issuer'],
    ci: ['testMinutes', 'memoryMiB', 'processes', 'fileMiB', 'cpuMinutes', 'supersede', 'missedEveryMinutes'],
    odoo: ['image', 'postgresImage', 'cpus', 'egress'],
    addons: ['root', 'catalogue', 'series', 'path', 'python', 'postgres'],
    'addons.postgres': ['host', 'port', 'user', 'secretFrom', 'database'],
    steward: ['at', 'timeZone'],
  }
  const named: Record<string, string[]> = {
    environments: ['stage', 'url', 'series'],
    repositories: ['url', 'branch', 'branches', 'series'],
  }
  return shapes[path.join('.')] ?? named[String(path[0])] ?? ['username', 'secretFrom']
}

/** The limits of a test run, in the units of the tools. */
export function ciLimits({ ci }: AgentConfig) {
  return {
    testDeadlineMs: ci.testMinutes * 60_000,
    limits: {
      memoryBytes: ci.memoryMiB * mebibytes,
      processes: ci.processes,
      fileBytes: ci.fileMiB * mebibytes,
      cpuSeconds: Math.round(ci.cpuMinutes * 60),
    },
  }
}
