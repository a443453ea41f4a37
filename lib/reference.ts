import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { type Field, fieldsOf } from './core/field.ts'
import { roleFor } from './core/policy.ts'
import { type AnyVerb, isRunVerb, type Registry } from './core/skill.ts'

/** The ten nouns, in the order of the user's plan; each is listed once it has a verb. */
const order = [
  'github_ci_runner',
  'log_explorer',
  'shell_proxy',
  'module_dependency_resolver',
  'odoo_runbot_clone',
  'staging_promoter',
  'backup_manager',
  'mail_catcher',
  'monitoring_analyst',
  'oca_ipai_layout_enforcer',
]
const internal = 'control_room'
const badges = { read: '🟢 reads', write: '🟡 writes', destroy: '🔴 destroys' } as const

/** The registry as the text of SKILLS.md: pure, so that a check needs no more than a comparison. */
export function referenceOf(verbs: Registry): string {
  const present = [...new Set(Object.keys(verbs).map(skillOf))]
  const skills = [
    ...order.filter((skill) => present.includes(skill)),
    ...present.filter((skill) => !order.includes(skill) && skill !== internal),
  ]
  const section = (skill: string) =>
    Object.entries(verbs)
      .filter(([address]) => skillOf(address) === skill)
      .flatMap(([address, verb]) => verbLines(address, verb))
  const lines = [
    '# Skills',
    '',
    'What the control room can do, and how to ask for it. Generated from the registry by `npm run reference`; do not edit.',
    '',
    'A skill is a noun, a verb is one thing that it does, and its address `skill.verb` is the command, the path of the page and of HTTP, and the name in the audit.',
    'What reads answers at once. What writes or destroys is a run: it has steps, a log and an evidence pack, and what destroys is confirmed first. A change of the control room itself is made at once, and is a record of the audit.',
    '',
    ...skills.flatMap((skill) => [`## ${skill}`, '', ...section(skill)]),
    ...(present.includes(internal) ? [`## ${internal}`, '', 'About the control room itself.', '', ...section(internal)] : []),
  ]
  return `${lines.join('\n').trimEnd()}\n`
}

function verbLines(address: string, verb: AnyVerb): string[] {
  const fields = fieldsOf(verb.input)
  const [skill = '', name = ''] = address.split('.')
  return [
    `### ${address}`,
    '',
    `**${verb.title}** · ${badges[verb.effect]} · for ${roleFor(verb)}${verb.alias ? ` · short: \`devops-agent ${verb.alias}\`` : ''}`,
    '',
    verb.summary,
    '',
    ...(fields.length > 0 ? ['| input | kind | default | what |', '|---|---|---|---|', ...fields.map(fieldRow), ''] : []),
    ...stepLines(verb),
    '```sh',
    ['devops-agent skill run', address, ...Object.entries(verb.example).flatMap(flagsOf)].join(' '),
    '```',
    '',
    '```http',
    `POST /api/skills/${skill}/${name}`,
    'Content-Type: application/json',
    '',
    JSON.stringify(verb.example),
    '```',
    '',
  ]
}

function fieldRow({ name, kind, help, title, options, required, default: preset }: Field): string {
  const what = [help || title, options.length > 0 ? `one of ${options.join(', ')}` : ''].filter(Boolean).join('; ')
  const given = required ? 'required' : preset === null ? '' : `\`${JSON.stringify(preset)}\``
  return `| \`${name}\` | ${kind} | ${given} | ${what.replaceAll('|', '\\|').replaceAll('\n', ' ')} |`
}

/** The flags of one input, quoted for a POSIX shell. A test reads them back with the command line's own reader. */
function flagsOf([name, value]: [string, unknown]): string[] {
  if (value === undefined || value === null) return []
  if (typeof value === 'boolean') return [value ? `--${name}` : `--no-${name}`]
  if (Array.isArray(value)) return value.flatMap((each) => flagsOf([name, each]))
  const text = String(value)
  return [`--${name}`, /^[\w./:@%+,=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`]
}

function stepLines(verb: AnyVerb): string[] {
  if (!isRunVerb(verb)) return []
  const safeguard = verb.safeguard === undefined ? [] : [safeguardLine(verb.safeguard, verb.steps), '']
  return [...Object.values(verb.steps).map((title, place) => `${place + 1}. ${title}`), '', ...safeguard]
}

function safeguardLine(safeguard: string | { none: string }, steps: Record<string, string>): string {
  return typeof safeguard === 'string' ? `Safeguard: ${steps[safeguard] ?? safeguard}.` : `No safeguard: ${safeguard.none}`
}

function skillOf(address: string): string {
  return address.split('.')[0] ?? address
}

/** Writes SKILLS.md, or with `--check` says whether it is what would be written. Returns the exit code. */
async function main(isCheck: boolean): Promise<number> {
  const { verbs } = await import('../skills/registry.ts')
  const file = path.resolve(import.meta.dirname, '../SKILLS.md')
  const wanted = referenceOf(verbs)
  if (!isCheck) {
    writeFileSync(file, wanted)
    return 0
  }
  if (readIfThere(file) === wanted) return 0
  console.error('SKILLS.md is not what the registry says.\nWrite it anew: npm run reference')
  return 1
}

function readIfThere(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}

if (import.meta.main) process.exitCode = await main(process.argv.includes('--check'))
