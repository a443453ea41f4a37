import { once } from 'node:events'
import { createServer, type Server } from 'node:http'

/** The names of the environments that the app under test has, and the one address at which both are asked. */
export const production = 'production'
export const staging = 'staging/main'

/** `environments` of its configuration: one server is all of them, each at a path of its own. */
export function environmentsAt(address: string): string {
  return `environments:
  ${production}: { stage: production, url: "${address}", series: "19.0" }
  ${staging}: { stage: staging, url: "${address}/staging", series: "16.0" }
`
}

/** A server that answers as Odoo 19 does at its health, and as Odoo 16 below /staging; `stop` lets nobody in any more. */
export async function startOdoo(): Promise<{ stop(): Promise<void> }> {
  const answers: Record<string, string> = {
    '/web/health': '{"status": "pass", "db_server_status": true}',
    '/staging/web/health': '{"status": "pass"}',
  }
  const server = createServer((request, response) => {
    const body = answers[(request.url ?? '').replace(/\?.*/, '')]
    response.writeHead(body ? 200 : 404, { 'content-type': 'application/json' }).end(body)
  })
  const { hostname, port } = new URL(process.env.E2E_ODOO ?? '')
  server.listen(Number(port), hostname)
  await once(server, 'listening')
  return { stop: () => stopped(server) }
}

function stopped(server: Server): Promise<void> {
  return new Promise((resolve) => {
    server.close(() => resolve())
    server.closeAllConnections()
  })
}
