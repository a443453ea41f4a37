import diagnostics from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { peerHeader } from './peer.ts'

/** Loaded into the web server before Next: route handlers see no socket, so its address travels as a header that no client can set. */
diagnostics.subscribe('http.server.request.start', (message) => {
  const { request } = message as { request: IncomingMessage }
  request.headers[peerHeader] = request.socket.remoteAddress ?? 'unknown'
})
