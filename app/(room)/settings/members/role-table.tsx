import { Fragment } from 'react'
import { Link } from '../../../../components/environment/link.tsx'
import { EffectWord } from '../../../../components/verb/effect-word.tsx'
import { atLeast, roles } from '../../../../lib/core/policy.ts'
import type { RoleGroup } from './role-rows.ts'

/** Verbs × roles. What a role may not use is said, not left empty. */
export function RoleTable({ groups }: { groups: readonly RoleGroup[] }) {
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by key
    <section aria-label="Roles" tabIndex={0} className="overflow-x-auto rounded-card border border-border bg-surface">
      <table className="w-full text-left text-table">
        <thead className="text-meta text-muted">
          <tr className="border-b border-border">
            <th scope="col" className="px-3 py-2 font-medium">
              Verb
            </th>
            {roles.map((role) => (
              <th key={role} scope="col" className="px-3 py-2 text-center font-medium capitalize">
                {role}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {groups.map(({ skill, verbs }) => (
            <Fragment key={skill}>
              <tr className="border-b border-border bg-sunken">
                <th scope="colgroup" colSpan={1 + roles.length} className="px-3 py-1.5 font-mono text-meta font-medium">
                  {skill}
                </th>
              </tr>
              {verbs.map(({ address, title, effect, role: needed }) => (
                <tr key={address} className="border-b border-border last:border-0">
                  <th scope="row" className="dense-cell min-w-56 px-3 font-normal">
                    <Link href={`/skills/${address.replace('.', '/')}`} className="underline underline-offset-2">
                      {title}
                    </Link>{' '}
                    <EffectWord effect={effect} />
                  </th>
                  {roles.map((role) => (
                    <td key={role} className="dense-cell px-3 text-center">
                      {atLeast(role, needed) ? <span className="text-ok">yes</span> : <span className="text-subtle">no</span>}
                    </td>
                  ))}
                </tr>
              ))}
            </Fragment>
          ))}
        </tbody>
      </table>
    </section>
  )
}
