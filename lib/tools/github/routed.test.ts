import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { GithubTool } from './port.ts'
import { routed } from './routed.ts'

/** Says its own name, and which method was asked about which repository. */
const kept = new Proxy({} as GithubTool, {
  get: (_target, method) => async (asked: string | { repository: string }) =>
    `${String(method)} ${typeof asked === 'string' ? asked : asked.repository}`,
})
const nowhere = 'http://127.0.0.1:9'
const open = (how: 'token' | 'none') => {
  const signIn = how === 'none' ? { how } : { how, token: 'ghp_1' }
  return routed({ url: nowhere, signIn, webhookSecret: null, allow: { hosts: ['127.0.0.1:9'] }, kept })
}
const methods = [
  ...['pullRequest', 'closePullRequest', 'openPullRequests', 'branches', 'setStatus', 'statuses', 'putCheck', 'checks', 'putComment'],
  ...['comment', 'connection', 'webhook', 'putWebhook', 'removeWebhook', 'deployKey', 'putDeployKey', 'removeDeployKey', 'runners'],
]
const call = (github: GithubTool, method: string, repository: string): Promise<unknown> =>
  Reflect.apply(Reflect.get(github, method), github, [repository])

test('a repository of another place is asked about here, whoever signs in at GitHub', async () => {
  for (const how of ['token', 'none'] as const) {
    for (const method of methods) assert.equal(await call(open(how), method, '/srv/crm'), `${method} /srv/crm`)
    const wanted = { repository: '/srv/crm', base: 'main', head: 'x', title: 'x', body: '' }
    assert.equal(await open(how).openPullRequest(wanted), 'openPullRequest /srv/crm')
  }
})

test('where nobody signs in, all is kept here but the answer to who signs in', async () => {
  const repository = `${nowhere}/acme/crm`
  for (const method of methods.filter((name) => name !== 'connection'))
    assert.equal(await call(open('none'), method, repository), `${method} ${repository}`)
  await assert.rejects(open('none').connection(repository, { deadlineMs: 500 }), { name: 'OpsError', message: /GitHub/ })
})

test("a repository of GitHub's is asked about there", async () => {
  await assert.rejects(open('token').branches(`${nowhere}/acme/crm`, { deadlineMs: 500 }), { name: 'OpsError', message: /GitHub/ })
})
