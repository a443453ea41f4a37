/** An answer over HTTP; what did not answer within its time is null. */
interface Answer {
  status: number
  body: string
}

/** What was heard of a running Odoo. Null is what was not heard. */
interface HeardOfOdoo {
  /** `16.0` to `19.0`. */
  series: string
  /** `/web/health`. */
  health: Answer | null
  /** `/web/login`, without following a redirect. */
  login: Answer | null
  /** Of `ir_module_module`. */
  modules: { name: string; state: string }[] | null
  /** Whether `/web/health` was asked with `?db_server_status=1`: 16.0 ignores it, later series then ask PostgreSQL. */
  isDatabaseChecked: boolean
}

type State = 'healthy' | 'degraded' | 'down' | 'unknown'
type Finding = { state: State; reason: string }

/**
 * Judges by what each answer proves. `/web/health` answers as long as Odoo listens, whatever its database does; `/web/login` needs
 * the environment's database, its registry and a view; modules in a state between stop the scheduled jobs. Healthy is only what
 * was heard and is well in all three. Each reason is a sentence; there is at least one.
 */
export function judgeHealth(heard: HeardOfOdoo): { state: State; reasons: string[] } {
  const findings = [ofHealth(heard), ofLogin(heard.login), ofModules(heard.modules)]
  const state = (['down', 'degraded', 'unknown'] as const).find((bad) => findings.some((finding) => finding.state === bad)) ?? 'healthy'
  const telling = state === 'healthy' ? findings : findings.filter((finding) => finding.state !== 'healthy')
  return { state, reasons: telling.map(({ reason }) => reason) }
}

/** What is to be asked of a running Odoo. 16.0 knows no question about its PostgreSQL server, and answers all the same. */
export const healthQuestion = '/web/health?db_server_status=1'

/**
 * Judges what answered the question, asked from outside. Whoever answers is not down, and is healthy only in the words of its series; of
 * a series that is not known, in those of any. Healthy is not that its database can be used: `/web/health` does not say.
 */
export function judgeAnswer(health: Answer, series: string | undefined): { state: 'healthy' | 'degraded'; reason: string } {
  const { state, reason } = ofHealth({ series: series ?? '', health, isDatabaseChecked: true })
  return { state: state === 'healthy' ? 'healthy' : 'degraded', reason }
}

function ofHealth({ series, health, isDatabaseChecked }: Pick<HeardOfOdoo, 'series' | 'health' | 'isDatabaseChecked'>): Finding {
  if (health === null) return { state: 'unknown', reason: 'Nothing was heard from /web/health.' }
  const { status, db_server_status: server } = fieldsOf(health.body)
  if (server === false) return { state: 'down', reason: 'Odoo says that its PostgreSQL server does not answer.' }
  if (health.status !== 200) return { state: 'down', reason: `/web/health answered ${health.status} instead of 200.` }
  if (status !== 'pass') return { state: 'degraded', reason: `/web/health answered 200, but not with the status “pass”.` }
  const isAsked = isDatabaseChecked && Number.parseInt(series, 10) >= 17
  if (isAsked && server !== true) return { state: 'degraded', reason: '/web/health was asked about PostgreSQL and says nothing of it.' }
  return { state: 'healthy', reason: server === true ? 'Odoo listens, and its PostgreSQL server answers.' : 'Odoo listens.' }
}

function ofLogin(login: Answer | null): Finding {
  if (login === null) return { state: 'unknown', reason: 'Nothing was heard from /web/login.' }
  const { status, body } = login
  if (status >= 500) return { state: 'down', reason: `/web/login answered ${status}: the database or its registry cannot be used.` }
  if (status >= 300 && status < 400)
    return { state: 'degraded', reason: `/web/login answered ${status}: it leads elsewhere, as it does when no database is chosen.` }
  if (status !== 200) return { state: 'degraded', reason: `/web/login answered ${status} instead of 200.` }
  if (!hasToken(body)) return { state: 'degraded', reason: '/web/login answered 200 without the form of Odoo: it has no CSRF token.' }
  return { state: 'healthy', reason: 'The page to sign in is there.' }
}

const between = ['to upgrade', 'to install', 'to remove']
const shown = 5

function ofModules(modules: HeardOfOdoo['modules']): Finding {
  if (modules === null) return { state: 'unknown', reason: 'The states of the modules were not read.' }
  const stuck = modules.filter(({ state }) => between.includes(state))
  if (stuck.length === 0) return { state: 'healthy', reason: 'No module is between two states.' }
  const named = stuck.slice(0, shown).map(({ name, state }) => `${name} (${state})`)
  const more = stuck.length > shown ? ` and ${stuck.length - shown} more` : ''
  const [noun, verb] = stuck.length === 1 ? ['module', 'is'] : ['modules', 'are']
  return { state: 'degraded', reason: `${stuck.length} ${noun} ${verb} stuck, and no scheduled job runs: ${named.join(', ')}${more}.` }
}

/** The fields of a JSON object; none when the text is no such object. */
function fieldsOf(body: string): Record<string, unknown> {
  try {
    const parsed: unknown = JSON.parse(body)
    return typeof parsed === 'object' && parsed !== null ? { ...parsed } : {}
  } catch {
    return {}
  }
}

/** `<input type="hidden" name="csrf_token" value="…"/>`: the page's script has a token too, but that is on every page. */
function hasToken(body: string): boolean {
  const name = body.indexOf('name="csrf_token"')
  if (name === -1) return false
  const field = body.slice(body.lastIndexOf('<', name), body.indexOf('>', name) + 1)
  return field.startsWith('<input') && /value="[^"]+"/.test(field)
}
