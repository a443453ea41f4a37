#!/usr/bin/env node
// The control room's CI in a job of GitHub Actions: one file that needs nothing but Node 20, so that it can be copied.
//
//     node actions-ci.mjs pick    which machine takes the job, as the step's output `runner`
//     node actions-ci.mjs ask     begins a run, prints its log as it comes, and exits as the run ends
import { randomBytes } from 'node:crypto'
import { appendFileSync, realpathSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'

const pollMs = 2_000
const longestPauseMs = 30_000
const perCallMs = 30_000
/** GitHub's tokens hold for some minutes; one that soon runs out is asked for anew. */
const sparedMs = 60_000
const exitOf = { invalid: 2, unauthenticated: 3, refused: 3, not_found: 4, conflict: 5, too_large: 2, too_many: 6, unavailable: 15 }

/** What keeps the job from going on: what happened, what to do, and what to exit with. */
class Stop extends Error {
  constructor(message, hint, code) {
    super(`${message} ${hint}`.trim())
    this.exitCode = exitOf[code] ?? 70
  }
}

/** Which machine takes the job, and why; `none` for the code of a fork. */
export async function pick(env) {
  if (env.IS_FORK === 'true')
    return { runner: 'none', because: 'This is the code of a fork: the control room tests it once somebody approves that.' }
  const { DEVOPS_AGENT_RUNNER: wanted = '' } = env
  if (wanted !== '') return { runner: oneOf(wanted), because: 'DEVOPS_AGENT_RUNNER says so.' }
  const room = openRoom(env)
  try {
    const { online } = await room.ask('GET', '/api/ci/runners')
    if (online > 0) return { runner: 'self-hosted', because: `${online} of its own ${online === 1 ? 'runner is' : 'runners are'} online.` }
    return { runner: 'ubuntu-latest', because: 'No runner of its own is online.' }
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    return { runner: 'ubuntu-latest', because: `Who is online is not known. ${error.message}` }
  }
}

/** Begins the run of what was pushed, tells of it by `say` until it ends, and returns what to exit with. */
async function follow(env, say) {
  const room = openRoom(env)
  const { run: begun } = await room.ask('POST', '/api/ci/runs')
  const page = `${room.url}/runs/${begun.id}`
  say(`${plain(begun.title)}: ${page}`)
  const run = await readToItsEnd(room, begun.id, say)
  tell(run, { page, say, summary: env.GITHUB_STEP_SUMMARY })
  return run.exitCode
}

async function readToItsEnd(room, id, say) {
  const log = openLog(say)
  try {
    for (let next = 1; ; ) {
      const { run, lines, next: after } = await room.ask('GET', `/api/ci/runs/${id}?from=${next}`)
      for (const line of lines) log.line(line)
      if (lines.length === 0 && run.isOver) return run
      if (lines.length === 0) await pause(pollMs)
      next = after
    }
  } finally {
    // What is said next is meant as a command, whatever came in between.
    log.end()
  }
}

/**
 * The log, folded by the steps of the run. What the tests print is never taken for a command to GitHub Actions: commands are switched off by a
 * word that nobody can know.
 */
export function openLog(say) {
  let step = null
  let key = ''
  const end = () => {
    if (step === null) return
    say(`::${key}::`)
    say('::endgroup::')
    step = null
  }
  return {
    line({ step: of, text }) {
      if (of !== step) {
        end()
        step = of
        key = randomBytes(16).toString('hex')
        say(`::group::${plain(of)}`)
        say(`::stop-commands::${key}`)
      }
      say(plain(text))
    },
    end,
  }
}

/** The verdict: a remark at the workflow, and its summary. */
function tell({ verdict, summary, cause, exitCode }, { page, say, summary: file }) {
  const kind = exitCode !== 0 ? 'error' : verdict === 'succeeded' ? 'notice' : 'warning'
  const words = [summary, cause].filter((one) => one).join('. ') || verdict
  say(`::${kind} title=devops-agent/ci::${escaped(words)}`)
  say(page)
  if (!file) return
  const text = plain(words)
  const fence = '`'.repeat(Math.max(2, ...[...text.matchAll(/`+/g)].map(([ticks]) => ticks.length)) + 1)
  appendFileSync(file, `**devops-agent/ci: ${verdict.replaceAll('_', ' ')}**, [the run](${page})\n\n${fence}text\n${text}\n${fence}\n`)
}

/** The control room at the address that the repository's variable names. */
function openRoom(env) {
  const url = addressOf(env.DEVOPS_AGENT_URL)
  const patienceMs = Number(env.DEVOPS_AGENT_PATIENCE_SECONDS ?? 600) * 1000
  const vouch = openVouching(env, url)

  /** Asks again while nobody answers; a token that is not believed any more is replaced once. */
  async function ask(method, path) {
    const since = Date.now()
    let isRenewed = false
    for (let wait = 1_000; ; wait = Math.min(wait * 2, longestPauseMs)) {
      const answer = await sent(method, path)
      if (answer.ok) return answer.body
      const { status, problem } = answer
      if (status === 401 && !isRenewed) {
        isRenewed = true
        vouch.forget()
        continue
      }
      const isPassing = status === 0 || status === 429 || status >= 500
      if (!isPassing || Date.now() - since + wait > patienceMs) throw new Stop(problem.message, problem.hint, problem.code)
      await pause(wait)
    }
  }

  async function sent(method, path) {
    const authorization = `Bearer ${await vouch.token()}`
    try {
      const answer = await fetch(`${url}${path}`, {
        method,
        redirect: 'error',
        headers: { authorization },
        signal: AbortSignal.timeout(perCallMs),
      })
      const body = await answer.json()
      return answer.ok ? { ok: true, body } : { ok: false, status: answer.status, problem: { ...unknown(url), ...body.error } }
    } catch (error) {
      const why = error.cause?.code ?? error.message
      return { ok: false, status: 0, problem: { ...unknown(url), message: `The control room at ${url} does not answer (${why}).` } }
    }
  }
  return { url, ask }
}

function unknown(url) {
  return { code: 'unavailable', message: `The control room at ${url} could not answer.`, hint: 'Look whether GitHub reaches that address.' }
}

/** GitHub's word for this job, for the control room and nobody else. https://docs.github.com/actions/concepts/security/openid-connect */
function openVouching({ ACTIONS_ID_TOKEN_REQUEST_URL: url, ACTIONS_ID_TOKEN_REQUEST_TOKEN: secret }, audience) {
  let held = null
  const refused = () => new Stop('GitHub does not vouch for this job.', 'Give it permission id-token: write.', 'refused')
  return {
    forget() {
      held = null
    },
    async token() {
      if (held && held.until > Date.now() + sparedMs) return held.token
      if (!url || !secret) throw refused()
      const at = new URL(url)
      at.searchParams.set('audience', audience)
      const answer = await fetch(at, { headers: { authorization: `Bearer ${secret}` }, signal: AbortSignal.timeout(perCallMs) })
      if (!answer.ok) throw refused()
      const { value } = await answer.json()
      const { exp } = JSON.parse(Buffer.from(value.split('.')[1], 'base64url').toString())
      held = { token: value, until: exp * 1000 }
      return value
    },
  }
}

/** What vouches for the job is sent there, so that nobody may listen on the way. */
function addressOf(text = '') {
  const url = URL.canParse(text) ? new URL(text) : null
  const isHere = ['127.0.0.1', 'localhost'].includes(url?.hostname ?? '')
  if (url?.protocol === 'https:' || (url?.protocol === 'http:' && isHere)) return text.replace(/\/+$/, '')
  throw new Stop(
    text === '' ? 'It is not known where the control room is.' : `${text} is no address of a control room.`,
    'Set the variable DEVOPS_AGENT_URL of the repository at GitHub to its address, with https.',
    'invalid',
  )
}

function oneOf(text) {
  if (['self-hosted', 'ubuntu-latest'].includes(text)) return text
  throw new Stop(`DEVOPS_AGENT_RUNNER is ${text}.`, 'It is self-hosted, ubuntu-latest, or not set.', 'invalid')
}

/** One line. */
function plain(text) {
  return String(text).replace(/[\r\n]+/g, ' ')
}

/** As GitHub Actions wants the words of a command. */
function escaped(text) {
  return text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A')
}

async function main([what]) {
  const say = (line) => process.stdout.write(`${line}\n`)
  try {
    if (what === 'ask') return await follow(process.env, say)
    if (what !== 'pick') throw new Stop(`There is no ${what ?? 'command'} here.`, 'Say pick or ask.', 'invalid')
    const { runner, because } = await pick(process.env)
    say(`${runner}: ${plain(because)}`)
    if (process.env.GITHUB_OUTPUT) appendFileSync(process.env.GITHUB_OUTPUT, `runner=${runner}\n`)
    return 0
  } catch (error) {
    if (!(error instanceof Stop)) throw error
    say(`::error title=devops-agent/ci::${escaped(error.message)}`)
    return error.exitCode
  }
}

if (process.argv[1] && pathToFileURL(realpathSync(process.argv[1])).href === import.meta.url)
  process.exitCode = await main(process.argv.slice(2))
