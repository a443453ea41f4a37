import { countText } from '../status/format.ts'
import type { Badge } from '../status/status.ts'
import type { Impact, ImpactRow } from './answers.ts'

export const verdictWords: Record<Impact['verdict'], string> = {
  nothing: 'Nothing changes.',
  restart: 'A restart is enough: no module needs an update.',
  update: 'An update is due.',
}

/** What is to be done about a module, in one word. */
export function impactBadge({ change, needsUpdate }: Pick<ImpactRow, 'change' | 'needsUpdate'>): Badge {
  if (change === 'removed') return { glyph: 'cross', word: 'Gone', tone: 'fail' }
  if (change === 'added') return { glyph: 'check', word: 'New', tone: 'ok' }
  if (change === 'reached') return { glyph: 'minus', word: 'Reached', tone: 'neutral' }
  return needsUpdate ? { glyph: 'exclamation', word: 'Update', tone: 'warn' } : { glyph: 'dot', word: 'Restart', tone: 'neutral' }
}

/** Pure: what of a module changed, and from which version to which. */
export function impactText({ change, files, version, versionBefore }: ImpactRow): string {
  if (change === 'reached') return 'depends on what changed'
  if (change === 'removed') return 'uninstall it first where it is installed'
  const changed = files === 0 ? 'needs a module that is gone' : `${countText(files, 'file')} changed`
  const step = versionBefore === null || versionBefore === version ? `${version}` : `${versionBefore} to ${version}`
  return `${changed}, ${step}`
}
