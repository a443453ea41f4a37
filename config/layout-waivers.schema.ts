import { z } from 'zod'

const schema = z.object({
  version: z.literal(1, 'has to be 1'),
  waivers: z.array(
    z.object({
      rule: z.string().regex(/^[a-z]+(?:-[a-z]+)*$/, 'is the name of a rule, such as readme'),
      path: z.string().min(1, 'is a path below the root').max(1000, 'has at most 1,000 characters'),
      reason: z.string().trim().min(1, 'says why').max(1000, 'has at most 1,000 characters'),
      until: z.iso.date('is the last day, such as 2026-12-31'),
    }),
  ),
})

/** What is wrong with a file of waivers: the place in it and why. */
export class WaiversError extends Error {}

/**
 * Reads `layout_waivers.json`: `version`, `waivers` [{rule, path, reason, until}]. A path is that of one finding, and `until` the last day on which
 * it is waived. Throws `WaiversError`, which names file and key.
 */
export function parseWaivers(text: string, file: string) {
  const result = schema.safeParse(jsonOf(text, file))
  if (result.success) return result.data.waivers
  const [issue] = result.error.issues
  throw new WaiversError(`${file}: ${issue?.path.join('.') || 'the file'}: ${issue?.message ?? 'does not fit'}.`)
}

function jsonOf(text: string, file: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    throw new WaiversError(`${file} is not JSON: ${error instanceof Error ? error.message : String(error)}.`)
  }
}
