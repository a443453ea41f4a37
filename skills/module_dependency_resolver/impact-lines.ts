import { typedWords } from '../../lib/core/typed-words.ts'
import type { Impact } from './impact.ts'

const verdicts = { nothing: 'Nothing changes.', restart: 'A restart is enough: no module needs an update.', update: 'An update is due.' }

/** The answer for a terminal: what is to be done, then why. */
export function impactLines({ rows, verdict, elsewhere, unreadable, commands, base, head }: Impact): string[] {
  return [
    `${base.name} (${base.sha.slice(0, 7)}) to ${head.name} (${head.sha.slice(0, 7)}): ${verdicts[verdict]}`,
    ...rows.map((row) => `  ${row.name}: ${described(row)}`),
    ...(elsewhere > 0 ? [`  ${elsewhere === 1 ? '1 file' : `${elsewhere} files`} of no module`] : []),
    ...unreadable.map((path) => `Error: the manifest of ${path} cannot be read.`),
    ...rows
      .filter(({ needsBump }) => needsBump)
      .map(({ name, version }) => `Warning: ${name} changed, and its version is ${version} as before.`),
    ...commands.map(({ purpose, argv }) => `${purpose}: ${typedWords(argv)}`),
  ]
}

function described({ change, files, needsUpdate, version, versionBefore }: Impact['rows'][number]): string {
  if (change === 'reached') return 'depends on what changed'
  if (change === 'removed') return 'is gone: uninstall it first where it is installed'
  const count = files === 1 ? '1 file' : `${files} files`
  const step = versionBefore === null ? `new, ${version}` : version === versionBefore ? `${version}` : `${versionBefore} to ${version}`
  if (files === 0) return `needs a module that is gone (${step})`
  return `${count} changed (${step}), ${needsUpdate ? 'to update' : 'a restart is enough'}`
}
