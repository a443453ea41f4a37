import type { Readable, Writable } from 'node:stream'
import { StdioServerTransport } from '@modelcontextprotocol/sdk/server/stdio.js'
import { type McpOptions, serve } from './server.ts'

/** An engine without pages leaves when nobody has asked it anything for a minute. */
const askEveryMs = 20_000

/** Speaks MCP over two streams, until the agent closes its side or `leave` is aborted; a run that it began goes on. */
export async function serveStdio(options: McpOptions, streams: { stdin: Readable; stdout: Writable }, leave: AbortSignal): Promise<void> {
  const { stdin, stdout } = streams
  const transport = new StdioServerTransport(stdin, stdout)
  const server = await serve(options, transport)
  const beat = setInterval(() => void options.control.health().catch(() => undefined), askEveryMs)
  await new Promise<void>((resolve) => {
    for (const event of ['end', 'close', 'error']) stdin.once(event, () => resolve())
    stdout.once('error', () => resolve())
    leave.addEventListener('abort', () => resolve(), { once: true })
    server.onclose = resolve
  })
  clearInterval(beat)
  await server.close()
}
