import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'

/** A real repository with one commit on `main`, in a folder of its own; the answer is its path. */
function repositoryWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'control-room-repository-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  const git = (...args: string[]) => execFileSync('git', ['-C', folder, '-c', 'user.name=e2e', '-c', 'user.email=e2e@example.org', ...args])
  git('init', '--quiet', '--initial-branch=main')
  git('add', '.')
  git('commit', '--quiet', '--message', 'Begin')
  return folder
}

const project = '[project]\nname = "slow"\nversion = "1"\n'

/** Tests that each print their number and take `seconds`. */
export function slowRepository(count: number, seconds: number): string {
  const tests = Array.from(
    { length: count },
    (_, index) =>
      `    def test_${String(index).padStart(3, '0')}(self):\n        print("number ${index}", flush=True)\n        time.sleep(${seconds})\n`,
  )
  return repositoryWith({
    'pyproject.toml': project,
    'tests/__init__.py': '',
    'tests/test_slow.py': `import time\nimport unittest\n\n\nclass Slow(unittest.TestCase):\n${tests.join('\n')}`,
  })
}

/** One test that prints what a terminal would act on and a page must not. */
export function hostileRepository(): string {
  return repositoryWith({
    'pyproject.toml': project,
    'tests/__init__.py': '',
    'tests/test_hostile.py': `import unittest


class Hostile(unittest.TestCase):
    def test_prints(self):
        print("\\x1b]8;;javascript:alert(1)\\x07a link\\x1b]8;;\\x07 and <img src=x onerror=alert(1)>")
        print("\\x1b[31mred words\\x1b[0m and plain ones")
        for number in range(400):
            print("filler", number)
        print("the needle is here")
`,
  })
}
