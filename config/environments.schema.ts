import { z } from 'zod'

const stages = ['production', 'staging', 'development'] as const

/** `environments` of config/agent.yml, by name: where an Odoo runs that somebody uses. At most one of them is production. */
export function environments(series: z.ZodString) {
  const name = z.string().regex(/^[a-z0-9][\w./-]{0,59}$/i, 'names of environments have letters, digits, dots, dashes and slashes')
  const one = z.strictObject({
    stage: z.enum(stages),
    url: z.string().refine(isPlainAddress, 'is an http or https address, without a name, a password, a question mark or a #'),
    series: series.optional(),
  })
  return z
    .record(name, one)
    .superRefine((all, context) => {
      const [first, second] = Object.keys(all).filter((each) => all[each]?.stage === 'production')
      if (second === undefined) return
      context.addIssue({ code: 'custom', path: [second, 'stage'], message: `there is one production at most, and ${first} is it` })
    })
    .default({})
}

/** What stands before an @ would be shown on every page. */
function isPlainAddress(text: string): boolean {
  if (!/^https?:\/\/[^\s?#@]+$/i.test(text)) return false
  return URL.canParse(text)
}
