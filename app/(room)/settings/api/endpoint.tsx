import { fieldsOf } from '../../../../lib/core/field.ts'
import { roleFor } from '../../../../lib/core/policy.ts'
import type { AnyVerb } from '../../../../lib/core/skill.ts'

const effects = { read: 'reads', write: 'writes', destroy: 'destroys' } as const

/** A verb as HTTP knows it: its path, who may use it, and its inputs. */
export function Endpoint({ address, verb }: { address: string; verb: AnyVerb }) {
  const fields = fieldsOf(verb.input)
  return (
    <details className="rounded-card border border-border bg-surface px-3 py-2 text-table">
      <summary className="cursor-pointer py-0.5">
        <code className="font-mono break-all">POST /api/skills/{address.replace('.', '/')}</code>
        <span className="text-muted">
          {' '}
          · {effects[verb.effect]} · from role <span className="capitalize">{roleFor(verb)}</span>
        </span>
      </summary>
      <p className="mt-2">{verb.summary}</p>
      {fields.length > 0 && (
        <ul className="mt-2 flex flex-col gap-1">
          {fields.map(({ name, kind, required, help, title, options }) => (
            <li key={name}>
              <code className="font-mono">{name}</code>
              <span className="text-muted">
                {' '}
                {kind}
                {required ? ', required' : ''}: {help || title}
                {options.length > 0 ? `; one of ${options.join(', ')}` : ''}
              </span>
            </li>
          ))}
        </ul>
      )}
      <pre className="mt-2 overflow-x-auto font-mono whitespace-pre-wrap break-all text-muted">{JSON.stringify(verb.example)}</pre>
    </details>
  )
}
