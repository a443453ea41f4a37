import { z } from 'zod'

const variable = z.string().regex(/^[A-Z][A-Z0-9_]*$/, 'names an environment variable, and is not the secret itself')

/** `github` of config/agent.yml: where GitHub is, and how the control room signs in there: by a person's token, or as an App, which alone may write checks. */
export const signIn = {
  url: z.url({ protocol: /^https?$/, error: 'is the address of GitHub, or of an Enterprise server' }).default('https://github.com'),
  tokenFrom: variable.optional(),
  app: z.strictObject({ id: z.number().int().positive(), privateKeyFrom: variable }).optional(),
  deployKey: z
    .strictObject({
      title: z.string().min(1).max(100).default('Control room'),
      publicKey: z.string().regex(/^(?:ssh-|ecdsa-)\S+ \S+/, 'is a public key as it stands in a file .pub'),
    })
    .optional(),
}

/** Which of the two signs in is to be seen at a glance. */
export function signsInOnce({ tokenFrom, app }: { tokenFrom?: string | undefined; app?: object | undefined }): boolean {
  return tokenFrom === undefined || app === undefined
}
