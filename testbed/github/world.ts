import type { KeyObject } from 'node:crypto'
import type { JsonObject } from './json.ts'

export type Level = 'read' | 'write'

/** Somebody who signs in: a person with a token, or an App's installation. */
export interface Account {
  login: string
  isApp: boolean
  /** By GitHub's names, `statuses: write`; nothing else may be done. */
  permissions: Record<string, Level>
  /** Of a classic token; null for a token without scopes. */
  scopes: string[] | null
}

export interface Pull {
  number: number
  title: string
  body: string
  base: string
  head: string
  sha: string
  state: 'open' | 'closed'
  mergedAt: string | null
  isDraft: boolean
  labels: string[]
  author: string
  /** `owner/name` of a fork; null when that is gone, undefined when the branch is the repository's own. */
  fork?: string | null
  createdAt: string
  /** GitHub computes whether one can be merged after it was first asked. */
  wasAsked: boolean
}

export interface Hook {
  id: number
  isActive: boolean
  events: string[]
  config: { url: string; content_type: string; insecure_ssl: string; secret: string | null }
  deliveries: Delivery[]
}

export interface Delivery {
  id: number
  guid: string
  event: string
  action: string | null
  at: string
  isRedelivery: boolean
  status: number
  durationMs: number
  body: string
}

export interface Comment {
  id: number
  number: number
  author: Account
  body: string
  at: string
}

export interface Repository {
  owner: string
  name: string
  /** Its git directory. */
  folder: string
  isPrivate: boolean
  /** Names, or beginnings that end in `*`. */
  protectedBranches: string[]
  /** Branches as they were last looked at. */
  heads: Map<string, string>
  pulls: Pull[]
  comments: Comment[]
  statuses: {
    id: number
    sha: string
    context: string
    state: string
    description: string | null
    targetUrl: string | null
    author: Account
    at: string
  }[]
  checks: { id: number; at: string; fields: JsonObject; annotations: JsonObject[] }[]
  hooks: Hook[]
  keys: { id: number; title: string; key: string; isReadOnly: boolean; at: string }[]
  /** Machines that run jobs of GitHub Actions for it. */
  runners: { id: number; name: string; os: string; isOnline: boolean; isBusy: boolean; labels: string[] }[]
  /** The App's installation here; null where it is not installed. */
  installation: { id: number; permissions: Record<string, Level> } | null
}

export interface World {
  /** Where it is reached: git below it, the API below `/api/v3`, as an Enterprise server has it. */
  origin: string
  repositories: Map<string, Repository>
  /** By their tokens. */
  accounts: Map<string, Account>
  app: { id: number; slug: string; publicKey: KeyObject } | null
  /** Nothing is counted where the limit is 0, as at an Enterprise server. */
  rate: { limit: number; left: number; resetsAt: number }
  /** What GitHub's description had against a request or an answer. */
  violations: string[]
  /** Requests of the API, as `POST /repos/acme/crm/statuses/…`. */
  seen: string[]
  nextId: number
}

export function idOf(world: World): number {
  world.nextId += 1
  return world.nextId
}

/** GitHub tells whole seconds. */
export function now(): string {
  return new Date().toISOString().replace(/\.\d+Z$/, 'Z')
}
