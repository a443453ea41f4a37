import { readFileSync } from 'node:fs'
import path from 'node:path'
import { flagOf } from '../core/command.ts'
import type { Field } from '../core/field.ts'
import type { Registry } from '../core/skill.ts'
import type { Command } from './command.ts'
import { commands } from './commands.ts'
import { globalFlags } from './flag.ts'
import type { Output } from './output.ts'
import { paint } from './paint.ts'
import { table } from './table.ts'
import { verbLines } from './verb-lines.ts'

export function showVersion(root: string, out: Output): number {
  const { version } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8'))
  out.answer({ version }, () => [String(version)])
  return 0
}

/** All commands, and the short names of verbs. */
export function showHelp(verbs: Registry, out: Output): number {
  const aliases = Object.entries(verbs).flatMap(([address, { alias, summary }]) => (alias ? [{ name: alias, address, summary }] : []))
  const own = commands.map((command) => ({ name: usageOf(command), summary: command.summary }))
  out.answer({ commands: own, aliases, flags: globalFlags.map(({ name, help }) => ({ name, help })) }, () => [
    'devops-agent: the control room for self-hosted Odoo, from a terminal.',
    '',
    ...indented(own.map(({ name, summary }) => [name, summary])),
    '',
    ...section('Short names', indented(aliases.map(({ name, address, summary }) => [name, `${address}: ${summary}`]))),
    ...section('Everywhere', indented([...flagRows(globalFlags), ['--version', 'Prints the version']])),
    ...section('Environment', [
      ...indented([
        ['DATA_DIR', 'The data folder'],
        ['DATABASE_URL', 'A PostgreSQL of yours; by default that of the running control room'],
        ['DEVOPS_AGENT_TOKEN', 'A token: the command then may do what that may, and no more'],
        ['NO_COLOR', 'No colours'],
      ]),
    ]),
    'When no control room runs, one without pages is started; it leaves by itself.',
    'devops-agent help COMMAND says more.',
  ])
  return 0
}

/** The commands of a group such as `runs`. Without `--help` a command is missing, which is a mistake. */
export function showGroup(group: string, verbs: Registry, isAsked: boolean, out: Output): number {
  const short = Object.values(verbs).flatMap(({ alias, summary }) => (alias ? [{ name: alias, summary }] : []))
  const own = [...commands, ...short]
    .filter(({ name }) => name.startsWith(`${group} `))
    .map((command) => ({ name: usageOf(command), summary: command.summary }))
  const lines = indented(own.map(({ name, summary }) => [name, summary]))
  if (isAsked) out.answer({ commands: own }, () => lines)
  else if (out.isJson) {
    const message = `devops-agent ${group} needs one more word.`
    out.answer({ error: { code: 'invalid', message, hint: own.map(({ name }) => name).join(', '), fields: {} } }, () => [])
  } else out.note([`devops-agent ${group} needs one more word:`, ...lines].join('\n'))
  return isAsked ? 0 : 2
}

/** One command: usage, flags, and of a verb also its steps. */
export function showCommand(command: Command, inputs: readonly Field[], verbs: Registry, out: Output): number {
  const verb = command.address ? verbs[command.address] : undefined
  const flags = command.flags ?? []
  const document = { name: command.name, summary: command.summary, words: command.words ?? [], inputs, flags: [...flags, ...globalFlags] }
  out.answer(document, () => [
    command.summary,
    '',
    `  devops-agent ${usageOf(command)}${inputs.length + flags.length > 0 ? ' [flags]' : ''}`,
    '',
    ...section('Words', indented((command.words ?? []).map((word) => [word.name.toUpperCase(), word.help]))),
    ...(verb && command.address ? verbLines(command.address, verb) : []),
    ...section('Flags', indented(flagRows([...flags, ...globalFlags]))),
  ])
  return 0
}

function usageOf({ name, words = [] }: Pick<Command, 'name' | 'words'>): string {
  return [name, ...words.map((word) => (word.isRequired ? word.name.toUpperCase() : `[${word.name.toUpperCase()}]`))].join(' ')
}

function section(title: string, lines: readonly string[]): string[] {
  return lines.length > 0 ? [paint.bold(title), ...lines, ''] : []
}

function flagRows(fields: readonly Field[]): string[][] {
  return fields.map(({ name, kind, help }) => [kind === 'switch' ? flagOf(name) : `${flagOf(name)} ${kind.toUpperCase()}`, help])
}

function indented(rows: string[][]): string[] {
  return table(rows).map((line) => `  ${line}`)
}
