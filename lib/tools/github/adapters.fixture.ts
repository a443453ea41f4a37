import { generateKeyPairSync } from 'node:crypto'
import { everything, startGithub, type TestGithub } from '../../../testbed/github/server.ts'
import type { makeRepository } from '../git/repository.fixture.ts'
import { openEmbeddedGithub } from './embedded.ts'
import { openOctokitGithub } from './octokit.ts'
import type { SignIn } from './octokit-client.ts'
import type { GithubTool } from './port.ts'

/** An adapter with the repository of a test behind it, and that repository's address there. */
export interface Opened {
  github: GithubTool
  repository: string
  /** As another process opens it. */
  again(): GithubTool
  /** Fails with what was not as GitHub describes it. */
  close(): Promise<void>
}

type Made = ReturnType<typeof makeRepository>

const protectedBranches = ['main', 'release/*']

/** Everything that answers for a place which keeps repositories: both kinds are held to the same. */
export const adapters: [name: 'embedded' | 'octokit', open: (made: Made) => Promise<Opened>][] = [
  [
    'embedded',
    async ({ source, folder, open }) => {
      const place = folder('kept')
      const again = () => openEmbeddedGithub({ folder: place, git: open(), protectedBranches })
      return { github: again(), again, repository: source, close: async () => undefined }
    },
  ],
  [
    'octokit',
    async ({ source, folder }) => {
      const { server, again, repository } = await signedIn({ root: folder('github'), folder: `${source}/.git` })
      return { github: again(), again, repository, close: () => closed(server) }
    },
  ],
]

/** A validated GitHub that keeps `acme/crm`, and an App that may do everything there. */
export async function signedIn({ root, folder }: { root: string; folder?: string }) {
  const server = await startGithub(root)
  const crm = server.addRepository({ owner: 'acme', name: 'crm', protectedBranches, ...(folder !== undefined && { folder }) })
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  server.addApp({ id: 7, slug: 'control-room', publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString() })
  server.install(crm, everything)
  const app: SignIn = { how: 'app', appId: 7, privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString() }
  const again = (signIn: SignIn = app) => openAt(server, signIn)
  return { server, crm, app, again, repository: `${server.origin}/acme/crm.git` }
}

/** The adapter as it speaks to a validated GitHub, without the pauses that the real one asks for. */
export function openAt(
  { origin }: Pick<TestGithub, 'origin'>,
  signIn: SignIn,
  webhookSecret: string | null = 'webhook secret',
): GithubTool {
  return openOctokitGithub({ url: origin, signIn, webhookSecret, allow: { hosts: [new URL(origin).host] }, unitMs: 5 })
}

/** Stops it, and fails with what was not as GitHub describes it. */
export async function closed(server: TestGithub): Promise<void> {
  await server.close()
  if (server.world.violations.length > 0) throw new Error(`GitHub's description rejects:\n${server.world.violations.join('\n')}`)
}
