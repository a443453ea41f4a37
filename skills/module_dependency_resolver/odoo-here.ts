import { OpsError } from '../../lib/core/error.ts'
import type { LookContext } from '../../lib/core/skill.ts'
import type { InstalledModule } from '../../lib/tools/postgres/installed-port.ts'
import type { Externals, Lacking } from '../../lib/tools/python/port.ts'
import type { Finding } from './findings.ts'

/** What was answered; null where nobody was asked, or where the findings say why there is no answer. */
interface Told<Answer> {
  answer: Answer | null
  findings: Finding[]
}

/** What a database has installed, when one was named. That it cannot be asked hides nothing else. */
export async function installedIn({ databases }: Pick<LookContext, 'databases'>, name: string): Promise<Told<InstalledModule[]>> {
  return name === '' ? { answer: null, findings: [] } : told('database-not-asked', () => databases.installed(name))
}

/** What the Python of Odoo, and its machine, lack of it. */
export async function lackingOf({ python }: Pick<LookContext, 'python'>, wanted: Externals): Promise<Told<Lacking>> {
  return told('python-not-asked', () => python.lacking(wanted))
}

async function told<Answer>(rule: string, ask: () => Promise<Answer | null>): Promise<Told<Answer>> {
  try {
    return { answer: await ask(), findings: [] }
  } catch (error) {
    if (!(error instanceof OpsError)) throw error
    const finding: Finding = { rule, severity: 'warning', module: null, message: `${error.message} ${error.hint}`, place: null }
    return { answer: null, findings: [finding] }
  }
}
