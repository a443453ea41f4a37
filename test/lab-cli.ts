import { dispatch } from '../lib/cli/dispatch.ts'
import { openWorld } from '../lib/cli/world.ts'
import { openRedactor } from '../lib/core/redact.ts'
import { openControl } from '../lib/door/door.ts'
import { modesFrom } from '../lib/modes/modes.ts'
import { openActions } from '../lib/tools/open-oidc.ts'
import { verbs as all } from '../skills/registry.ts'
import { labHooks, labOutside, labSettings } from './lab-settings.ts'
import { labVerbs } from './lab-verbs.ts'

// A run of theirs would take a worker that knows it: with it these would be another version than the lab's workers.
const room = Object.entries(all).filter(([address, verb]) => address.startsWith('control_room.') && !('steps' in verb))
const verbs = { ...labVerbs(), ...Object.fromEntries(room) }

process.exitCode = await dispatch(process.argv.slice(2), {
  ...openWorld(),
  verbs: async () => verbs,
  open: async ({ databaseUrl, dataDir }) =>
    openControl({
      databaseUrl,
      dataDir,
      name: 'control-room-cli',
      root: process.cwd(),
      verbs,
      settings: labSettings,
      modes: modesFrom('ops_surgeon'),
      redactor: openRedactor([]),
      outside: labOutside(dataDir),
      hooks: labHooks,
      oidc: openActions({ issuer: '' }),
      runners: { runners: async () => [] },
    }),
})
