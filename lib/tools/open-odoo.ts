import { atFirstUse } from './late.ts'
import type { OdooServer } from './postgres/installed.ts'
import type { OdooDatabases } from './postgres/installed-port.ts'
import type { PythonSettings } from './python/interpreter.ts'
import type { PythonTool } from './python/port.ts'

/** The interpreter of Odoo, loaded when it is first asked: most questions need none. */
export function openPythonLate(settings: PythonSettings): PythonTool {
  return atFirstUse(async () => {
    const { openPython } = await import('./python/interpreter.ts')
    return openPython(settings)
  })
}

/** The databases of Odoo, loaded when they are first asked. */
export function openDatabasesLate(server: OdooServer | null): OdooDatabases {
  return atFirstUse(async () => {
    const { openOdooDatabases } = await import('./postgres/installed.ts')
    return openOdooDatabases(server)
  })
}
