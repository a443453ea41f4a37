/** A section of the settings; its page is `/settings/<id>`. */
export interface SettingsSection {
  id: string
  title: string
  summary: string
}

/** The sections of the settings, in their order. */
export const settingsSections: readonly SettingsSection[] = [
  { id: 'project', title: 'Project', summary: 'What may be tested, from where, and within which limits.' },
  { id: 'environments', title: 'Environments', summary: 'Where runs happen, and whether everything that they need answers.' },
  { id: 'connections', title: 'Connections', summary: 'What GitHub has told us, and what came of it.' },
  { id: 'members', title: 'Members', summary: 'Who may sign in, and what each role may do.' },
  { id: 'tokens', title: 'Tokens', summary: 'With what programs and agents sign in.' },
  { id: 'sessions', title: 'Sessions', summary: 'The browsers in which you are signed in.' },
  { id: 'api', title: 'API', summary: 'The same over HTTP and MCP, for programs and agents.' },
  { id: 'profile', title: 'Profile', summary: 'Who you are here, and what you may do.' },
]
