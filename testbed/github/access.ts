import { verify } from 'node:crypto'
import { type Answer, refusal } from './answer.ts'
import { objectOf } from './json.ts'
import type { OperationId } from './operations.ts'
import type { Account, Level, World } from './world.ts'

/** Nobody: may read what is public. */
export const nobody: Account = { login: '', isApp: false, permissions: {}, scopes: null }

/** What each operation needs of a sign-in, by GitHub's names: `app` is the App itself, `any` is anybody who may see the repository. */
const needs: Record<OperationId, 'app' | 'any' | 'user' | readonly [permission: string, level: Level]> = {
  'actions/list-self-hosted-runners-for-repo': ['administration', 'read'],
  'apps/create-installation-access-token': 'app',
  'apps/get-authenticated': 'app',
  'apps/get-repo-installation': 'app',
  'checks/create': ['checks', 'write'],
  'checks/list-annotations': ['checks', 'read'],
  'checks/list-for-ref': ['checks', 'read'],
  'checks/update': ['checks', 'write'],
  'issues/add-labels': ['pull_requests', 'write'],
  'issues/create-comment': ['pull_requests', 'write'],
  'issues/list-comments': ['pull_requests', 'read'],
  'issues/update-comment': ['pull_requests', 'write'],
  'pulls/create': ['pull_requests', 'write'],
  'pulls/get': ['pull_requests', 'read'],
  'pulls/list': ['pull_requests', 'read'],
  'pulls/update': ['pull_requests', 'write'],
  'repos/create-commit-status': ['statuses', 'write'],
  'repos/create-deploy-key': ['administration', 'write'],
  'repos/create-webhook': ['repository_hooks', 'write'],
  'repos/delete-deploy-key': ['administration', 'write'],
  'repos/delete-webhook': ['repository_hooks', 'write'],
  'repos/get': 'any',
  'repos/get-combined-status-for-ref': ['statuses', 'read'],
  'repos/list-branches': ['contents', 'read'],
  'repos/list-deploy-keys': ['administration', 'read'],
  'repos/list-webhook-deliveries': ['repository_hooks', 'read'],
  'repos/list-webhooks': ['repository_hooks', 'read'],
  'repos/ping-webhook': ['repository_hooks', 'write'],
  'repos/update-webhook': ['repository_hooks', 'write'],
  'users/get-authenticated': 'user',
}

/** Who sends a request, from its header; an answer where the sign-in is none. */
export function whoAsks(world: World, authorization: string | undefined): Account | 'app' | Answer {
  if (!authorization) return nobody
  const [, secret = ''] = /^(?:bearer|token) (.+)$/i.exec(authorization) ?? []
  if (secret.split('.').length === 3) return isApps(world, secret) ? 'app' : refusal(401, 'A JSON web token could not be decoded')
  return world.accounts.get(secret) ?? refusal(401, 'Bad credentials')
}

/** Null when it may; else as GitHub says that it may not, with the permission that is missing. */
export function refusedTo(id: OperationId, who: Account | 'app', isPublic: boolean): Answer | null {
  const need = needs[id]
  if (need === 'app') return who === 'app' ? null : refusal(401, 'A JSON web token could not be decoded')
  if (who === 'app') return refusal(401, 'Bad credentials')
  if (need === 'user') return who === nobody ? refusal(401, 'Requires authentication') : isPerson(who)
  if (who === nobody) {
    if (need === 'any') return isPublic ? null : refusal(404, 'Not Found')
    const isSeen = isPublic && need[1] === 'read' && !['administration', 'repository_hooks'].includes(need[0])
    return isSeen ? null : refusal(isPublic ? 401 : 404, isPublic ? 'Requires authentication' : 'Not Found')
  }
  if (need === 'any') return null
  const [permission, level] = need
  if (permission === 'checks' && level === 'write' && !who.isApp) return refusal(403, 'You must authenticate via a GitHub App.')
  const has = who.permissions[permission]
  if (has === 'write' || has === level) return null
  const accepted = { 'x-accepted-github-permissions': `${permission}=${level}` }
  return refusal(403, `Resource not accessible by ${who.isApp ? 'integration' : 'personal access token'}`, undefined, accepted)
}

function isPerson(who: Account): Answer | null {
  return who.isApp ? refusal(403, 'Resource not accessible by integration') : null
}

/** An App proves itself by a JSON web token of ten minutes at most that its private key has signed. */
function isApps({ app }: World, token: string): boolean {
  const [head = '', claims = '', signature = ''] = token.split('.')
  if (!app || !verify('sha256', Buffer.from(`${head}.${claims}`), app.publicKey, Buffer.from(signature, 'base64url'))) return false
  const { iss, iat, exp } = objectOf(JSON.parse(Buffer.from(claims, 'base64url').toString()))
  const second = Date.now() / 1000
  return String(iss) === String(app.id) && Number(iat) <= second + 5 && Number(exp) > second && Number(exp) - Number(iat) <= 660
}
