import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { everything, startGithub } from '../testbed/github/server.ts'

const secrets = { GITHUB_TOKEN: 'ghp_of-the-testbed-alone', GITHUB_WEBHOOK_SECRET: 'of the testbed alone' }
const publicKey = 'ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAAA control'

/** A validated GitHub with `acme/crm`, and what an app needs to know of it. */
export async function openGithub() {
  const root = mkdtempSync(path.join(tmpdir(), 'github-e2e-'))
  const server = await startGithub(root)
  const crm = server.addRepository({ owner: 'acme', name: 'crm' })
  server.addToken(secrets.GITHUB_TOKEN, { login: 'ada', permissions: everything })
  const parts = [`repositories:\n  crm:\n    url: ${server.origin}/acme/crm.git\n`]
  const edit = (text: string, url: string) =>
    text
      .replace('url: https://github.com ', `url: ${server.origin}\n  tokenFrom: GITHUB_TOKEN\n  deployKey: { publicKey: "${publicKey}" } `)
      .replace('secretsFrom: []', 'secretsFrom: [GITHUB_WEBHOOK_SECRET]')
      .replace('hosts: [', `hosts: ["${new URL(server.origin).host}", `)
      .concat(`\nurl: ${url}\n`)
  const close = async () => {
    await server.close()
    rmSync(root, { recursive: true })
  }
  return { crm, violations: server.world.violations, deliveries: server.deliveries, parts, more: { env: secrets, edit }, close }
}
