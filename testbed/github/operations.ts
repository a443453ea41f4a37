/** What is asked of GitHub, by the ids of its own description. The testbed answers these and no others. */
export const operations = [
  'actions/list-self-hosted-runners-for-repo',
  'apps/create-installation-access-token',
  'apps/get-authenticated',
  'apps/get-repo-installation',
  'checks/create',
  'checks/list-annotations',
  'checks/list-for-ref',
  'checks/update',
  'issues/add-labels',
  'issues/create-comment',
  'issues/list-comments',
  'issues/update-comment',
  'pulls/create',
  'pulls/get',
  'pulls/list',
  'pulls/update',
  'repos/create-commit-status',
  'repos/create-deploy-key',
  'repos/create-webhook',
  'repos/delete-deploy-key',
  'repos/delete-webhook',
  'repos/get',
  'repos/get-combined-status-for-ref',
  'repos/list-branches',
  'repos/list-deploy-keys',
  'repos/list-webhook-deliveries',
  'repos/list-webhooks',
  'repos/ping-webhook',
  'repos/update-webhook',
  'users/get-authenticated',
] as const

export type OperationId = (typeof operations)[number]

/** What GitHub calls us about, by the names of its description, and how its collection of examples has them. */
export const calls = {
  push: { event: 'push' },
  create: { event: 'create' },
  delete: { event: 'delete' },
  ping: { event: 'ping' },
  'pull-request-opened': { event: 'pull_request', action: 'opened' },
  'pull-request-synchronize': { event: 'pull_request', action: 'synchronize' },
  'pull-request-reopened': { event: 'pull_request', action: 'reopened' },
  'pull-request-closed': { event: 'pull_request', action: 'closed' },
  'check-run-rerequested': { event: 'check_run', action: 'rerequested' },
  'issue-comment-created': { event: 'issue_comment', action: 'created' },
} as const satisfies Record<string, { event: string; action?: string }>

export type CallName = keyof typeof calls
