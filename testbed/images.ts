import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { digestOf } from './digest.ts'
import { install } from './packages.ts'
import { type Environment, run, succeeds } from './programs.ts'
import { makeRootfs, rootfsImage, rootfsRecipe } from './rootfs.ts'
import type { Work } from './work.ts'

interface Image {
  name: string
  /** The folder with its Dockerfile. */
  folder: string
}

/** An image as the engine has it. */
export interface FoundImage {
  id: string
  /** The digest of what we made it of; null for one that we did not make. */
  recipe: string | null
}

const images: Image[] = [
  { name: 'odoo:19', folder: path.join(import.meta.dirname, 'images/odoo') },
  { name: 'postgres:17', folder: path.join(import.meta.dirname, 'images/postgres') },
]

export const imageNames = images.map(({ name }) => name)

/** Sees to it that both images are there: the official ones where they can be pulled, else ours. `docker` is the environment that reaches the engine. */
export async function provideImages(docker: Environment, work: Work): Promise<void> {
  const wanting = await Promise.all(images.map(async (image) => ({ image, found: await findImage(image.name, docker, work) })))
  const absent = wanting.filter(({ image, found }) => !found || (found.recipe !== null && found.recipe !== recipeOf(image)))
  if (absent.length === 0) return
  const toMake: typeof absent = []
  for (const one of absent) if (one.found || !(await pull(one.image, docker, work))) toMake.push(one)
  if (toMake.length === 0) return
  const rootfs = await findImage(rootfsImage, docker, work)
  if (rootfs?.recipe !== rootfsRecipe) {
    if (!(await succeeds('mmdebstrap', ['--version'], { deadlineMs: 30_000 })))
      await install(['mmdebstrap', 'debian-archive-keyring'], work)
    await makeRootfs(docker, work)
  }
  for (const { image } of toMake) await build(image, docker, work)
  // What was replaced goes, unless a container still needs it.
  for (const old of [...toMake.map(({ found }) => found), rootfs]) {
    if (old && (old !== rootfs || rootfs.recipe !== rootfsRecipe)) {
      await succeeds('docker', ['image', 'rm', old.id], { env: docker, signal: work.signal, deadlineMs: 60_000 })
    }
  }
}

/** The image of this name; null when the engine has none. */
export async function findImage(name: string, docker: Environment, { signal }: Pick<Work, 'signal'>): Promise<FoundImage | null> {
  const format = '{{.Repository}}:{{.Tag}} {{.ID}}'
  const listed = await run('docker', ['image', 'ls', '--no-trunc', '--format', format, name], { env: docker, signal, deadlineMs: 30_000 })
  const id = listed
    .split('\n')
    .map((line) => line.split(' '))
    .find(([found]) => found === name)?.[1]
  if (!id) return null
  const labels = '{{index .Config.Labels "devops-agent.testbed"}} {{index .Config.Labels "devops-agent.testbed.recipe"}}'
  const text = await run('docker', ['image', 'inspect', '--format', labels, id], { env: docker, signal, deadlineMs: 30_000 })
  const [mark, recipe = ''] = text.trim().split(' ')
  return { id, recipe: mark === '1' ? recipe : null }
}

async function pull({ name }: Image, env: Environment, { say, signal }: Work): Promise<boolean> {
  if (!(await succeeds('docker', ['pull', '-q', name], { env, signal, deadlineMs: 900_000 }))) {
    signal?.throwIfAborted()
    return false
  }
  say(`Pulled the official ${name}.`)
  return true
}

async function build(image: Image, env: Environment, { say, signal }: Work): Promise<void> {
  const labels = ['--label', 'devops-agent.testbed=1', '--label', `devops-agent.testbed.recipe=${recipeOf(image)}`]
  const args = ['build', '--build-arg', `ROOTFS=${rootfsImage}`, ...labels, '--tag', image.name, image.folder]
  await run('docker', args, { env, signal, deadlineMs: 300_000 })
  say(`Made the image ${image.name}.`)
}

function recipeOf({ folder }: Image): string {
  const files = readdirSync(folder).sort()
  return digestOf([rootfsRecipe, ...files.flatMap((file) => [file, readFileSync(path.join(folder, file), 'utf8')])])
}
