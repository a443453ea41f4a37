import type { ModuleFinding, Resolved } from '../../../components/modules/answers.ts'
import { AutomaticList } from '../../../components/modules/automatic-list.tsx'
import { CycleRing } from '../../../components/modules/cycle-ring.tsx'
import { InstallOrder } from '../../../components/modules/install-order.tsx'
import { MissingList } from '../../../components/modules/missing-list.tsx'
import { missingGroups } from '../../../components/modules/missing-words.ts'
import { ModuleFindings } from '../../../components/modules/module-findings.tsx'
import { Card } from '../../../components/ui/card.tsx'

/** What was found out about some modules: what is wrong first, then what they need in the order of installation, and what comes of it. */
export function WhatIsNeeded({ resolved }: { resolved: Resolved }) {
  const { rows, automatic, cycles, missing, missingRepositories, series, isExact } = resolved
  const findings = resolved.findings.filter(isToldHere)
  return (
    <>
      {findings.length > 0 && (
        <Card title="Findings" summary="An error keeps modules from being installed, a warning does not.">
          <ModuleFindings findings={findings} />
        </Card>
      )}
      {cycles.length > 0 && (
        <Card title="Cycles">
          {cycles.map((circle) => (
            <CycleRing key={circle.modules.join(' ')} {...circle} />
          ))}
        </Card>
      )}
      {missing.length > 0 && (
        <Card title="Missing">
          <MissingList groups={missingGroups(missing, missingRepositories)} />
        </Card>
      )}
      {rows.length > 0 && (
        <Card
          title="Install order"
          summary={`Each layer needs only what is in those before it.${
            isExact
              ? ''
              : ` What Odoo's own modules need is not known${series === null ? '' : ` for ${series}`}: those of one layer may come in another order.`
          }`}
        >
          <InstallOrder rows={rows} />
        </Card>
      )}
      {automatic.length > 0 && (
        <Card title="Odoo then installs by itself">
          <AutomaticList automatic={automatic} />
        </Card>
      )}
    </>
  )
}

/** Cycles and what is missing have a part of their own, which says more. */
function isToldHere({ rule, module }: ModuleFinding): boolean {
  return rule !== 'cycle' && !(module !== null && ['repository-missing', 'module-absent', 'module-unknown'].includes(rule))
}
