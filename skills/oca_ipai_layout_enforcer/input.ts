import { z } from 'zod'

/** Whether a change is made in the checkout itself. */
export const inPlace = z
  .boolean()
  .default(false)
  .meta({ title: 'In place', description: 'Commits in the checkout itself, which has to be clean, instead of on a branch of its own' })

/** Repositories as the catalogue names them. */
export const repositoryNames = z
  .array(z.string().regex(/^[\w.-]{1,100}$/, 'The name of a repository: letters, digits, dots and dashes.'))
  .max(200, 'At most 200.')
  .default([])
