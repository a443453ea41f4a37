import { OpsError } from '../../core/error.ts'
import type { Ask, Place } from './working-trees.ts'
import type { FileChange } from './working-trees-port.ts'

const commitLine = /^commit (?<commit>[0-9a-f]+) (?<at>\S+) (?<author>.*)$/
const changeLine = /^:\d+ \d+ (?<before>[0-9a-f]+) (?<after>[0-9a-f]+) [A-Z]\d*\t(?<path>.+)$/
const nothing = /^0+$/

/** The commits that changed some files, in one walk through the history, as far as it comes by the deadline. */
export async function historyOf(ask: Ask, { gitFolder }: Place, paths: readonly string[], deadlineMs: number) {
  const changes: FileChange[] = []
  let commit = { commit: '', author: '', at: '' }
  const hear = (line: string) => {
    const head = commitLine.exec(line)?.groups
    if (head) commit = { commit: head.commit ?? '', author: head.author ?? '', at: head.at ?? '' }
    const { before = '', after = '', path } = changeLine.exec(line)?.groups ?? {}
    if (path === undefined) return
    const id = (text: string) => (nothing.test(text) ? null : text)
    changes.push({ ...commit, path, before: id(before), after: id(after) })
  }
  const words = ['log', '--format=commit %H %aI %an', '--raw', '--no-abbrev', '--no-renames', '--no-show-signature', '--no-ext-diff']
  try {
    const settings = [['core.quotePath', 'false']] as const
    const argv = ['--literal-pathspecs', '--git-dir', gitFolder, ...words, 'HEAD', '--', ...paths]
    const { exitCode } = await ask(argv, { settings, deadlineMs, onLine: hear })
    return { changes, isWhole: exitCode === 0 }
  } catch (error) {
    if (error instanceof OpsError && error.code === 'timeout') return { changes, isWhole: false }
    throw error
  }
}

/** The texts of blobs, all in one process. */
export async function textsOf(ask: Ask, { gitFolder }: Place, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map()
  const stdin = ids.map((id) => `${id}\n`).join('')
  const { stdout } = await ask(['--git-dir', gitFolder, 'cat-file', '--batch'], { stdin })
  const texts = new Map<string, string>()
  // Each text stands after a line `id blob size` and before a line feed; the next begins where the line of the next id does.
  let from = 0
  for (const [place, id] of ids.entries()) {
    const begin = stdout.indexOf('\n', from) + 1
    const next = ids[place + 1]
    const end = next === undefined ? stdout.length - 1 : stdout.indexOf(`\n${next} `, begin - 1)
    texts.set(id, stdout.slice(begin, Math.max(begin, end)))
    from = end + 1
  }
  return texts
}
