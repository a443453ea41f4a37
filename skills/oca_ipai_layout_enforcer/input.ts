import { z } from 'zod'

/** Repositories as the catalogue names them. */
export const repositoryNames = z
  .array(z.string().regex(/^[\w.-]{1,100}$/, 'The name of a repository: letters, digits, dots and dashes.'))
  .max(200, 'At most 200.')
  .default([])
