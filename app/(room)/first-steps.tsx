import Link from 'next/link'
import { Card } from '../../components/ui/card.tsx'

/** What comes before the first run. */
export function FirstSteps({ repositories }: { repositories: readonly string[] }) {
  const steps = [
    {
      title: 'Name your repositories',
      text: `In config/agent.yml. Known: ${repositories.join(', ') || 'none'}.`,
      href: '/settings/project',
    },
    { title: 'Check the tools', text: 'Asks everything that runs need whether it answers.', href: '/settings/environments' },
    { title: 'Run the first tests', text: 'The example is there by itself.', href: '/ci' },
    { title: 'Let others in', text: 'Members, each with a role.', href: '/settings/members' },
  ]
  return (
    <Card title="First steps" summary="Nothing has run here yet.">
      <ol className="overflow-hidden rounded-card border border-border bg-surface">
        {steps.map(({ title, text, href }) => (
          <li
            key={href}
            className="relative border-b border-border dense px-3 last:border-0 hover:bg-sunken has-[a:focus-visible]:bg-selected"
          >
            <Link
              href={href}
              data-row
              className="font-medium outline-none after:absolute after:inset-0 focus-visible:after:outline-2 focus-visible:after:-outline-offset-2 focus-visible:after:outline-focus"
            >
              {title}
            </Link>
            <span className="block text-table break-words text-muted">{text}</span>
          </li>
        ))}
      </ol>
    </Card>
  )
}
