/** What CI guard watches over, and whom it tells. */
export interface GuardSettings {
  /** Those that the configuration names, and which of their branches are tested: names, or beginnings that end in `*`. */
  repositories: readonly { name: string; url: string; branches: readonly string[] }[]
  /** True when a newer push of a branch cancels the open run of the older one. */
  supersede: boolean
  /** How often branches are compared with what was delivered; 0 is never. */
  missedEveryMs: number
  /** Where people reach the control room; null where nobody has said it. */
  url: string | null
}

/** What the door of deliveries believes. */
export interface HookSettings extends Pick<GuardSettings, 'repositories'> {
  /** The secrets that sign deliveries: two while one is replaced by the other, none as long as nobody has set one. */
  secrets: readonly string[]
  /** Where the repositories are whose workflows are believed: `github.com`. */
  host: string
}
