import type { CallOptions } from '../tools.ts'

/** How this control room is known at the place that keeps a repository. */
export interface Connection {
  /** `here`: it is kept on this machine, and nobody signs in. `none`: it is GitHub's, and nobody is signed in. */
  how: 'app' | 'token' | 'none' | 'here'
  /** The account, or the App; null where nobody is signed in. */
  as: string | null
  /** What it may do with this repository, as `checks: write`; a token without scopes of its own is told by its role, as `role: admin`. */
  permissions: string[]
  /** What this program asks for and the sign-in does not give, in the same words. */
  missing: string[]
  /** Of the requests of an hour; null where they are not counted. */
  rate: { left: number; of: number; resetsAt: string } | null
}

/** What is to call us: the events that GitHub delivers to an address. */
export interface WebhookWanted {
  url: string
  events: readonly string[]
}

export interface Webhook {
  /** `off`: switched off there. `failing`: its last delivery was not taken. `differs`: see `differences`. */
  state: 'well' | 'missing' | 'differs' | 'off' | 'failing'
  /** Each a sentence. Whether the secret is the right one cannot be read: a wrong one shows as `failing`. */
  differences: string[]
  lastDelivery: { at: string; status: number } | null
}

/** A key by which a repository is fetched. */
export interface DeployKeyWanted {
  title: string
  /** As in a file `.pub`. Its comment does not count. */
  publicKey: string
}

/** `differs`: a key of this title is another one, or ours may write. */
type DeployKeyState = 'well' | 'missing' | 'differs'

/**
 * The ties between this control room and the place that keeps a repository. A place on this machine calls nobody and needs no key: asked about them it
 * answers null, and to make them is `refused`.
 */
export interface GithubConnections {
  connection(repository: string, options?: CallOptions): Promise<Connection>
  /** The webhook of exactly this address. Another control room's at the same repository is none of ours. */
  webhook(repository: string, wanted: WebhookWanted, options?: CallOptions): Promise<Webhook | null>
  /**
   * Makes it, or puts it right: address, events, JSON, checked certificates, switched on, and our secret. That is known to the adapter alone: what
   * a step is given is kept. `refused` where none is set.
   */
  putWebhook(repository: string, wanted: WebhookWanted, options?: CallOptions): Promise<{ isNew: boolean }>
  /** Nothing happens when there is none of this address. */
  removeWebhook(repository: string, url: string, options?: CallOptions): Promise<void>
  deployKey(repository: string, wanted: DeployKeyWanted, options?: CallOptions): Promise<DeployKeyState | null>
  /** Makes it, for reading only. GitHub's keys cannot be changed: one that differs is replaced. */
  putDeployKey(repository: string, wanted: DeployKeyWanted & { readOnly: true }, options?: CallOptions): Promise<{ isNew: boolean }>
  /** Nothing happens when it is not there. */
  removeDeployKey(repository: string, publicKey: string, options?: CallOptions): Promise<void>
}
