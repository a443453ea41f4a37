/** Something that is not as it should be, as `oca_ipai_layout_enforcer.verify` has it. */
export interface Finding {
  rule: string
  level: 'error' | 'warning'
  /** Below the root. */
  path: string
  message: string
  hint: string
  /** The first commit that has it; null where nobody can tell. */
  since: { commit: string; author: string; at: string } | null
  /** Null where a person has to put it right. */
  fix: { kind: 'clone' | 'checkout' | 'move' | 'write' } | null
  waiver: { reason: string; until: string } | null
}

export interface Rule {
  id: string
  title: string
  reason: string
  link: string
  /** Why it had nothing to compare with; null where it had. */
  unasked: string | null
}

/** What the verb answers. */
export interface Layout {
  rows: Finding[]
  rules: Rule[]
  /** Of 100. */
  score: number
  errors: number
  warnings: number
  waived: number
  modules: number
  repositories: number
  head: { commit: string; branch: string | null; isClean: boolean } | null
  expected: string[]
  found: string[]
  observedAt: string
}
