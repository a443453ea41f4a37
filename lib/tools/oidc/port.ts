/** What GitHub Actions vouches for, of what is in a token of it. https://docs.github.com/actions/concepts/security/openid-connect */
export interface ActionsClaims {
  /** `acme/crm`. */
  repository: string
  /** `refs/heads/main`, or `refs/pull/12/merge`. */
  ref: string
  /** The commit that the workflow runs on; of a pull request one that GitHub has made for it. */
  sha: string
  /** `push`, `pull_request`, `workflow_dispatch`. */
  event: string
  /** The branch of a pull request; empty for anything else. */
  headRef: string
  /** Who began the workflow. */
  by: string
  /** The run of the workflow, and how often it was tried. */
  run: string
  attempt: string
}

/** Tokens of OpenID Connect: who sends one stores no secret. */
export interface OidcTool {
  /**
   * What a token says, when its issuer has signed it for us and it holds now. Errors: `unauthenticated` with why it is not believed,
   * `unavailable` when the issuer's keys cannot be had, `refused` where nobody's tokens are believed.
   */
  claims(token: string): Promise<ActionsClaims>
}
