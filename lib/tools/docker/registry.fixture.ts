import { createHash } from 'node:crypto'
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gzipSync } from 'node:zlib'
import { pack } from 'tar-stream'

const types = {
  manifest: 'application/vnd.docker.distribution.manifest.v2+json',
  config: 'application/vnd.docker.container.image.v1+json',
  layer: 'application/vnd.docker.image.rootfs.diff.tar.gzip',
}
const digestOf = (content: Buffer | string) => `sha256:${createHash('sha256').update(content).digest('hex')}`

/**
 * A registry with one small image `/small:1`, as far as a pull needs one (Docker Registry HTTP API V2). Engines speak plain HTTP with a
 * registry on localhost.
 */
export async function openRegistry(labels: Record<string, string>) {
  const archive = pack()
  archive.entry({ name: 'hello' }, 'hello')
  archive.finalize()
  const tar = await buffer(archive)
  const layer = gzipSync(tar)
  const rootfs = { type: 'layers', diff_ids: [digestOf(tar)] }
  const config = JSON.stringify({ architecture: 'amd64', os: 'linux', config: { Labels: labels, Cmd: ['/hello'] }, rootfs })
  const about = (mediaType: string, content: Buffer | string) => ({ mediaType, size: content.length, digest: digestOf(content) })
  const [of, layers] = [about(types.config, config), [about(types.layer, layer)]]
  const manifest = JSON.stringify({ schemaVersion: 2, mediaType: types.manifest, config: of, layers })
  const contents = new Map<string, [type: string, content: Buffer | string]>([
    ['/v2/', ['application/json', '{}']],
    [`/v2/small/blobs/${digestOf(config)}`, [types.config, config]],
    [`/v2/small/blobs/${digestOf(layer)}`, [types.layer, layer]],
    ...['1', digestOf(manifest)].map((name): [string, [string, string]] => [`/v2/small/manifests/${name}`, [types.manifest, manifest]]),
  ])
  const server = createServer((request, response) => {
    const [type, content] = contents.get(request.url ?? '') ?? []
    if (type === undefined || content === undefined) {
      response
        .writeHead(404, { 'content-type': 'application/json' })
        .end('{"errors":[{"code":"MANIFEST_UNKNOWN","message":"manifest unknown"}]}')
      return
    }
    const headers = { 'content-type': type, 'content-length': Buffer.byteLength(content), 'docker-content-digest': digestOf(content) }
    response.writeHead(200, headers).end(request.method === 'HEAD' ? undefined : content)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  const port = address && typeof address === 'object' ? address.port : 0
  return { host: `localhost:${port}`, configId: digestOf(config), close: () => server.close() }
}
