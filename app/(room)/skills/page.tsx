import type { Metadata } from 'next'
import { Link } from '../../../components/environment/link.tsx'
import { PageHead } from '../../../components/shell/page-head.tsx'
import { Card } from '../../../components/ui/card.tsx'
import { EffectWord } from '../../../components/verb/effect-word.tsx'
import { control } from '../../../lib/control.ts'
import { type Actor, decide, roleFor } from '../../../lib/core/policy.ts'
import { viewer } from '../../../lib/web/viewer.ts'

export const metadata: Metadata = { title: 'Skills' }

export default async function SkillsPage() {
  const actor = await viewer()
  const skills = [...new Set(Object.keys(control().verbs).map((address) => address.split('.')[0] ?? ''))]
  return (
    <>
      <PageHead title="Skills" summary="All that this control room can do. Each verb has its form here, its command and its route." />
      <div className="flex flex-col gap-6">
        {skills.map((skill) => (
          <Card key={skill} title={skill}>
            <Verbs actor={actor} skill={skill} />
          </Card>
        ))}
      </div>
    </>
  )
}

function Verbs({ actor, skill }: { actor: Actor; skill: string }) {
  const { verbs, modes } = control()
  const own = Object.entries(verbs).filter(([address]) => address.startsWith(`${skill}.`))
  return (
    <ul className="overflow-hidden rounded-card border border-border bg-surface text-table">
      {own.map(([address, verb]) => {
        const decision = decide(actor, { may: 'use', address, verb, modes })
        return (
          <li
            key={address}
            className="relative grid grid-cols-1 gap-x-4 gap-y-0.5 border-b border-border dense px-3 last:border-0 hover:bg-sunken has-[a:focus-visible]:bg-selected desk:grid-cols-[minmax(0,260px)_minmax(0,1fr)_140px]"
          >
            <span className="min-w-0">
              <Link
                href={`/skills/${address.replace('.', '/')}`}
                data-row
                className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
              >
                {verb.title}
              </Link>
              <span className="block font-mono text-meta break-all text-muted">{address}</span>
            </span>
            <span className="min-w-0 break-words text-muted">
              {verb.summary}
              {!decision.allowed && <span className="block text-warn">{decision.reason}</span>}
            </span>
            <span className="flex items-baseline gap-2 desk:justify-end">
              <EffectWord effect={verb.effect} />
              <span className="text-muted capitalize">{roleFor(verb)}</span>
            </span>
          </li>
        )
      })}
    </ul>
  )
}
