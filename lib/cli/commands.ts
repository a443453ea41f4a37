import type { Command, Word } from './command.ts'
import { flag, runFlags } from './flag.ts'

const id: Word = { name: 'id', isRequired: true, help: 'The run: its id, or enough of its beginning' }

/** Every command that is not a verb's own, in the order of the help. */
export const commands: readonly Command[] = [
  { name: 'skill list', summary: 'Lists all skills and their verbs.', load: async () => (await import('./skills.ts')).listSkills },
  {
    name: 'skill show',
    summary: 'Shows what a verb takes, does and answers.',
    words: [{ name: 'verb', isRequired: true, help: 'Skill, address or alias' }],
    load: async () => (await import('./skills.ts')).showSkill,
  },
  {
    name: 'skill run',
    summary: 'Uses a verb: asks it, or makes a run and follows it to its end.',
    words: [{ name: 'verb', isRequired: true, help: 'Skill, address or alias' }],
    load: async () => (await import('./skills.ts')).showSkill,
  },
  {
    name: 'runs list',
    summary: 'Lists runs, newest first.',
    address: 'control_room.runs',
    load: async () => (await import('./runs.ts')).listRuns,
  },
  {
    name: 'runs show',
    summary: 'Shows a run: steps, cause, evidence.',
    words: [id],
    flags: [flag('follow', 'switch', 'Follows it to its end, and exits as it ends'), flag('log', 'switch', 'Prints its whole log')],
    load: async () => (await import('./runs.ts')).showRun,
  },
  {
    name: 'runs cancel',
    summary: 'Cancels a run; what it made is undone.',
    words: [id],
    load: async () => (await import('./runs.ts')).cancelRun,
  },
  { name: 'runs approve', summary: 'Lets a waiting run go on.', words: [id], load: async () => (await import('./runs.ts')).approveRun },
  {
    name: 'evidence verify',
    summary: 'Compares evidence packs with their digests; names the first thing that does not fit.',
    words: [{ ...id, name: 'run', isRequired: false, help: 'Only the pack of this run' }],
    load: async () => (await import('./verify.ts')).verifyEvidence,
  },
  {
    name: 'audit list',
    summary: 'Lists who did what, newest first.',
    address: 'control_room.audit',
    load: async () => (await import('./verify.ts')).listAudit,
  },
  {
    name: 'audit verify',
    summary: 'Recomputes the chain of the audit; names the first record that does not fit.',
    load: async () => (await import('./verify.ts')).verifyAudit,
  },
  {
    name: 'members add',
    summary: 'Adds somebody who may sign in. The password is asked for, or read from stdin.',
    flags: [
      flag('email', 'text', 'Their address, with which they sign in'),
      flag('name', 'text', 'What they are called'),
      flag('role', 'text', 'viewer, developer, operator or admin'),
    ],
    load: async () => (await import('./members.ts')).addMember,
  },
  {
    name: 'members list',
    summary: 'Lists who may sign in.',
    address: 'control_room.members',
    load: async () => (await import('./members.ts')).listMembers,
  },
  {
    name: 'token create',
    summary: 'Makes a token with which a program or an agent signs in. Its secret is printed once, to stdout.',
    address: 'control_room.create_token',
    load: async () => (await import('./tokens.ts')).createToken,
  },
  {
    name: 'token list',
    summary: 'Lists tokens: what each may do, until when, and when it was last used.',
    load: async () => (await import('./tokens.ts')).listTokens,
  },
  {
    name: 'token revoke',
    summary: 'Ends a token at once, everywhere.',
    words: [{ name: 'token', isRequired: true, help: 'Its id, or its name' }],
    load: async () => (await import('./tokens.ts')).revokeToken,
  },
  {
    name: 'mcp',
    summary: 'Speaks MCP over stdin and stdout: what is allowed here becomes tools of an agent.',
    flags: [flag('mode', 'text', 'ci_guard, ops_surgeon or manifest_steward; by default the configured one')],
    load: async () => (await import('./mcp.ts')).speakMcp,
  },
  {
    name: 'mode',
    summary: 'Lists the modes, or runs the playbook of one: mode NAME run.',
    words: [
      { name: 'mode', isRequired: false, help: 'ci_guard, ops_surgeon or manifest_steward' },
      { name: 'what', isRequired: false, help: 'run' },
    ],
    flags: runFlags,
    load: async () => (await import('./modes.ts')).playMode,
  },
  {
    name: 'runner install',
    summary: 'Writes the systemd units of two self-hosted runners of GitHub Actions, and says what is left to do.',
    words: [{ name: 'repository', isRequired: true, help: 'Its page at GitHub, as https://github.com/acme/crm' }],
    flags: [
      flag('plan', 'switch', 'Shows them, and writes nothing'),
      flag('folder', 'text', 'Where the runners live; by default /opt/devops-agent-runner'),
      flag('user', 'text', 'Whom their jobs run as; by default devops-agent-runner'),
      flag('units', 'text', 'Where units are written; by default /etc/systemd/system'),
    ],
    load: async () => (await import('./runner.ts')).installRunner,
  },
  {
    name: 'setup',
    summary: 'Prints a new one-time link that creates the first admin.',
    flags: [flag('new_token', 'switch', 'Makes earlier links void')],
    load: async () => (await import('./members.ts')).setUp,
  },
  {
    name: 'status',
    summary: 'Says whether the control room is well, and where it runs.',
    load: async () => (await import('./status.ts')).status,
  },
]
