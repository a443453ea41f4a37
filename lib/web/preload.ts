import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { peerHeader } from './peer.ts'
import { wellFormed } from './well-formed.ts'

/**
 * Loaded into the web server before Next: route handlers see no socket, so its address travels as a header that no client can set. And Next
 * answers a path that it cannot decode with a fault of its own, before any page or route is asked.
 */
diagnostics.subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage }
  request.url = wellFormed(request.url ?? '/')
  request.headers[peerHeader] = request.socket.remoteAddress ?? 'unknown'
})
