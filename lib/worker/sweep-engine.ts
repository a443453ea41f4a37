import { type Problem, problemOf } from '../core/error.ts'
import { databaseOf, roleLabel, runLabel } from '../core/labels.ts'
import type { Tools } from '../tools/tools.ts'

interface Place {
  tools: Pick<Tools, 'docker' | 'postgres'>
  isOver(id: string): Promise<boolean>
  say(line: string): void
}

/** An engine that does not answer by then is left for the next time. */
const patienceMs = 5_000
const removalMs = 60_000
const serverLabels = { [roleLabel]: 'build-database' }
const admin = 'postgres'

/** Clears the Docker engine of what runs that have ended left on it. Where there is no engine, or none that answers, nothing is said. */
export async function sweepEngine({ tools, isOver, say }: Place): Promise<void> {
  const { docker } = tools
  try {
    const { containers, networks, volumes } = await docker.labelled({ [runLabel]: '' }, { deadlineMs: patienceMs })
    for (const id of new Set([...containers, ...networks, ...volumes].map(({ labels }) => labels[runLabel] ?? ''))) {
      if (!(await isOver(id))) continue
      const removed = await docker.removeLabelled({ [runLabel]: id }, { deadlineMs: removalMs })
      say(`${removed} things of run ${id}, which has ended, are removed from the Docker engine`)
    }
    const servers = await docker.labelled(serverLabels, { deadlineMs: patienceMs })
    for (const { id, status } of servers.containers) if (status === 'running') await sweepServer({ tools, isOver, say }, id)
  } catch (error) {
    if (!isAbsent(problemOf(error))) throw error
  }
}

/** An engine or a server that is not there, or does not answer. */
function isAbsent({ code }: Problem): boolean {
  return code === 'unavailable' || code === 'timeout'
}

/** Drops databases and roles that are named after runs that have ended: templates have other names. One that stays does not keep the others. */
async function sweepServer({ tools, isOver, say }: Place, container: string): Promise<void> {
  const { postgres } = tools
  const server = { container, admin }
  const databases = (await postgres.databases(server, { deadlineMs: patienceMs })).map(({ name }) => name)
  const names = new Set([...databases, ...(await postgres.roles(server, { deadlineMs: patienceMs }))])
  for (const name of await ended([...names], isOver)) {
    try {
      await postgres.drop(server, name, { deadlineMs: removalMs })
      say(`the database and the role ${name} of a run that has ended are dropped`)
    } catch (error) {
      const problem = problemOf(error)
      if (isAbsent(problem)) throw error
      say(`the database or the role ${name} of a run that has ended stays: ${problem.message}`)
    }
  }
}

/** Those names that were given to runs which have ended. */
async function ended(names: readonly string[], isOver: Place['isOver']): Promise<string[]> {
  const over = await Promise.all(names.map(async (name) => (isRunName(name) ? isOver(runOf(name)) : false)))
  return names.filter((_name, at) => over[at])
}

/** The run of a name that `databaseOf` made: ids are hexadecimal digits, with `-` and a number for each child. */
function runOf(name: string): string {
  return name.slice(databaseOf('').length).replaceAll('_', '-')
}

function isRunName(name: string): boolean {
  return name.startsWith(databaseOf('')) && databaseOf(runOf(name)) === name
}
