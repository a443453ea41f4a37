import type { HookSettings } from '../lib/core/guard-settings.ts'
import { openRedactor } from '../lib/core/redact.ts'
import type { Registry } from '../lib/core/skill.ts'
import { type Control, openControl } from '../lib/door/door.ts'
import { modesFrom } from '../lib/modes/modes.ts'
import type { GithubRunners } from '../lib/tools/github/runners-port.ts'
import type { OidcTool } from '../lib/tools/oidc/port.ts'
import { openActions } from '../lib/tools/open-oidc.ts'
import { verbs as realVerbs } from '../skills/registry.ts'
import { labHooks, labOutside, labSettings } from './lab-settings.ts'
import { labVerbs } from './lab-verbs.ts'

interface LabControl {
  databaseUrl: string
  dataDir: string
  /** Which verbs: `real` is the product's own, `room` the lab's with the control room's own. */
  variant: string
  secrets: readonly string[]
  /** Whose deliveries are believed; by default nobody's. */
  hooks?: HookSettings
  /** Whose workflows are; by default nobody's. */
  oidc?: OidcTool
  /** Who runs their jobs; by default nobody. */
  runners?: GithubRunners
}

/** The one door of a lab. */
export function openLabControl({
  databaseUrl,
  dataDir,
  variant,
  secrets,
  hooks = labHooks,
  oidc = openActions({ issuer: '' }),
  runners = { runners: async () => [] },
}: LabControl): Control {
  return openControl({
    databaseUrl,
    dataDir,
    name: 'control-room-lab',
    verbs: registryOf(variant),
    root: process.cwd(),
    settings: labSettings,
    modes: modesFrom('ops_surgeon'),
    redactor: openRedactor(secrets),
    outside: labOutside(dataDir),
    hooks,
    oidc,
    runners,
  })
}

function registryOf(variant: string): Registry {
  const room = Object.entries(realVerbs).filter(([address]) => address.startsWith('control_room.'))
  if (variant === 'room') return { ...labVerbs(), ...Object.fromEntries(room) }
  return variant === 'real' ? realVerbs : labVerbs(variant)
}
