import { execFileSync } from 'node:child_process'
import { existsSync, mkdirSync, readdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { openProcess } from '../lib/tools/process.ts'
import { type Lab, operator } from './lab.ts'

/** Six tests: four pass, one fails, one is skipped; each takes `seconds`. */
const slowTests = (seconds: number) => `import time
import unittest


class Slow(unittest.TestCase):
    def setUp(self):
        time.sleep(${seconds})

    def test_a(self):
        self.assertTrue(True)

    def test_b(self):
        self.assertTrue(True)

    def test_c(self):
        self.assertEqual(1 + 1, 3)

    def test_d(self):
        self.assertTrue(True)

    def test_e(self):
        self.assertTrue(True)

    @unittest.skip("not today")
    def test_f(self):
        pass
`

/** What the six tests of `slowRepository` come to. */
export const slowCounts = { passed: 4, failed: 1, error: 0, skipped: 1 }

/** A real git repository with these files on branch main. */
export function repository(folder: string, files: Record<string, string>): string {
  mkdirSync(folder, { recursive: true })
  git(folder, 'init', '--quiet', '--initial-branch=main')
  commit(folder, files)
  return folder
}

/** A branch of a repository with one more commit, in which these files are others. */
export function branchOf(folder: string, branch: string, files: Record<string, string>): void {
  git(folder, 'checkout', '--quiet', '-b', branch)
  commit(folder, files)
  git(folder, 'checkout', '--quiet', 'main')
}

function commit(folder: string, files: Record<string, string>): void {
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  git(folder, 'add', '--all')
  git(folder, 'commit', '--quiet', '--message=First')
}

function git(folder: string, ...words: string[]): void {
  execFileSync('git', ['-C', folder, '-c', 'user.name=Test', '-c', 'user.email=test@example.org', ...words], { stdio: 'pipe' })
}

export function slowRepository(folder: string, seconds: number): string {
  return repository(folder, { 'setup.cfg': '[metadata]\nname = slow\nversion = 1\n', 'test_slow.py': slowTests(seconds) })
}

/** What a run of CI has left behind that it should not have: processes that carry its id, its folder. */
export async function remains(lab: Lab, id: string): Promise<string[]> {
  const processes = (await openProcess().labels()).filter((label) => label === id)
  const work = path.join(lab.dataDir, 'work')
  const folders = existsSync(work) ? readdirSync(work).filter((name) => name.includes(id)) : []
  return [...processes, ...folders]
}

/** The tests that the page would show; each once. */
export async function testsOf(lab: Lab, id: string): Promise<string[]> {
  const { rows } = (await lab.control.ask(operator, 'control_room.tests', { id })) as { rows: { id: string; status: string }[] }
  return rows.map((row) => `${row.id} ${row.status}`)
}

export async function killPostgres(lab: Lab): Promise<void> {
  const { rows } = await lab.sql.query<{ file: string }>(`select pg_read_file('postmaster.pid') as file`)
  process.kill(Number(rows[0]?.file.split('\n')[0]), 'SIGKILL')
}
