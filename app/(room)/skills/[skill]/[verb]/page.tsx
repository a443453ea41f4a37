import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { FactList } from '../../../../../components/data/fact-list.tsx'
import { Link } from '../../../../../components/environment/link.tsx'
import { PageHead } from '../../../../../components/shell/page-head.tsx'
import { Card } from '../../../../../components/ui/card.tsx'
import { CopyButton } from '../../../../../components/ui/copy-button.tsx'
import { Notice } from '../../../../../components/ui/notice.tsx'
import { EffectWord } from '../../../../../components/verb/effect-word.tsx'
import { filled } from '../../../../../components/verb/filled.ts'
import { control } from '../../../../../lib/control.ts'
import { commandOf } from '../../../../../lib/core/command.ts'
import { fieldsOf } from '../../../../../lib/core/field.ts'
import { roleFor } from '../../../../../lib/core/policy.ts'
import type { AnyVerb } from '../../../../../lib/core/skill.ts'
import { viewer } from '../../../../../lib/web/viewer.ts'
import type { Search } from '../../../../read.ts'
import { RunsSection } from '../../../runs-section.tsx'
import { VerbForm, type VerbKind } from './verb-form.tsx'

interface Props {
  params: Promise<{ skill: string; verb: string }>
  searchParams: Search
}

async function verbOf({ params }: Props): Promise<{ address: string; verb: AnyVerb }> {
  const { skill, verb: name } = await params
  const address = `${skill}.${name}`
  const { verbs } = control()
  const verb = Object.hasOwn(verbs, address) ? verbs[address] : undefined
  return verb ? { address, verb } : notFound()
}

export async function generateMetadata(props: Props): Promise<Metadata> {
  return { title: (await verbOf(props)).verb.title }
}

/** Any verb: its form, its plan, who may use it, and its past runs. */
export default async function VerbPage(props: Props) {
  const actor = await viewer()
  const { address, verb } = await verbOf(props)
  const decision = await control().judged(actor, address)
  return (
    <>
      <PageHead title={verb.title} summary={verb.summary} />
      <p className="-mt-2 mb-4 flex flex-wrap items-center gap-x-3 gap-y-1 text-table text-muted">
        <span className="font-mono break-all">{address}</span>
        <EffectWord effect={verb.effect} />
        <span>
          from role <span className="capitalize">{roleFor(verb)}</span>
        </span>
      </p>
      <div className="flex flex-col gap-6">
        {!decision.allowed && (
          <Notice tone="warn" glyph="lock">
            <p className="font-medium">{decision.reason}</p>
            <p className="text-muted">{decision.hint}</p>
          </Notice>
        )}
        <VerbForm
          address={address}
          verb={verb.title}
          kind={kindOf(verb)}
          fields={filled(fieldsOf(verb.input), await props.searchParams)}
          example={exampleOf(verb)}
          isRefused={!decision.allowed}
        />
        <Doors address={address} command={commandOf(address, verb.example)} />
        {'steps' in verb && <Plan steps={Object.values(verb.steps)} />}
        {'steps' in verb && (
          <Card title="Past runs">
            <RunsSection
              actor={actor}
              only={address}
              path={`/skills/${address.replace('.', '/')}`}
              search={await props.searchParams}
              empty="It has not run yet."
            />
          </Card>
        )}
      </div>
    </>
  )
}

/** The same in a terminal and over HTTP, with the inputs of the verb's own example. */
function Doors({ address, command }: { address: string; command: string }) {
  const route = `POST /api/skills/${address.replace('.', '/')}`
  return (
    <Card title="From elsewhere">
      <FactList
        facts={[
          {
            name: 'Command',
            value: <code className="font-mono break-words">{command}</code>,
            note: <CopyButton text={command} label="Copy as command" size="small" />,
          },
          {
            name: 'Route',
            value: <code className="font-mono break-words">{route}</code>,
            note: (
              <Link href="/settings/api" className="text-accent underline underline-offset-2">
                Its inputs
              </Link>
            ),
          },
        ]}
      />
    </Card>
  )
}

function Plan({ steps }: { steps: readonly string[] }) {
  return (
    <Card title="What it does">
      <ol className="list-decimal rounded-card border border-border bg-surface py-2 pr-3 pl-8 text-table">
        {steps.map((title) => (
          <li key={title} className="py-0.5">
            {title}
          </li>
        ))}
      </ol>
    </Card>
  )
}

function kindOf(verb: AnyVerb): VerbKind {
  if (verb.effect === 'read') return 'read'
  return 'change' in verb ? 'change' : 'run'
}

function exampleOf({ example }: AnyVerb): Record<string, string> {
  return Object.fromEntries(Object.entries(example).map(([name, value]) => [name, Array.isArray(value) ? value.join('\n') : String(value)]))
}
