import type { CallOptions } from '../tools.ts'

/** What somebody answered, whatever the status. */
export interface HttpAnswer {
  status: number
  /** Invalid UTF-8 is replaced. */
  body: string
  /** The body was longer than was asked for. */
  isCut: boolean
  /** Where a redirect leads, as it was answered. */
  location: string | null
}

/**
 * Asks over http and https. Errors: `unavailable` (nobody answers there, the name or the certificate is not known), `timeout` at the
 * deadline, `cancelled`, `invalid` for what is no such address or has credentials in it.
 */
export interface HttpTool {
  /**
   * GET, on a connection of its own, without cookies or credentials. A redirect is an answer and is never followed; of the body
   * `maxBytes` are read (default 64 KiB). The deadline, 10 s where none is given, holds until the body has ended.
   */
  get(url: string, options?: CallOptions & { maxBytes?: number | undefined }): Promise<HttpAnswer>
}
