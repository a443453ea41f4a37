/** The command line: does what was typed, and returns the exit code. */
export async function main(argv: string[]): Promise<number> {
  const [{ dispatch }, { openWorld }] = await Promise.all([import('./dispatch.ts'), import('./world.ts')])
  return dispatch(argv, openWorld())
}
