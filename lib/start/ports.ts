import { createServer } from 'node:net'
import path from 'node:path'
import { z } from 'zod'
import { readPrivate, writePrivate } from './private-file.ts'

const ports = z.partialRecord(z.enum(['postgres', 'web']), z.number().int().min(1).max(65535))
type PortUser = 'postgres' | 'web'

/** The first free one of these ports, else any free one; remembered for `user` (`ports.json`). */
export async function choosePort(dataDir: string, user: PortUser, wishes: (number | undefined)[]): Promise<number> {
  for (const wish of wishes) if (wish !== undefined && (await isFree(wish))) return remember(dataDir, user, wish)
  return remember(dataDir, user, await freePort())
}

/** The port that `user` had last time, free or not. */
export function rememberedPort(dataDir: string, user: PortUser): number | undefined {
  return readPrivate(fileOf(dataDir), ports)?.[user]
}

/** True when nothing on this machine listens there. */
export function isFree(port: number): Promise<boolean> {
  return listen(port).then(
    () => true,
    () => false,
  )
}

/** A port that nothing listens on at this moment. */
function freePort(): Promise<number> {
  return listen(0)
}

function remember(dataDir: string, user: PortUser, port: number): number {
  writePrivate(fileOf(dataDir), { ...readPrivate(fileOf(dataDir), ports), [user]: port })
  return port
}

function fileOf(dataDir: string): string {
  return path.join(dataDir, 'ports.json')
}

function listen(port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once('error', reject)
    server.listen(port, '127.0.0.1', () => {
      const address = server.address()
      server.close(() => (address && typeof address === 'object' ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
}
