import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { test } from 'node:test'

/** Judges files whose names say what becomes of the process that reads them. */
const program = `
import json, os, signal, sys, time
sys.path.insert(0, sys.argv[1])
import judge_apart
judge_apart.most_seconds = 2
def fate(path, kind):
    name = os.path.basename(path)
    if name.startswith("crash"):
        os.kill(os.getpid(), signal.SIGSEGV)
    if name.startswith("hang"):
        time.sleep(600)
    if name.startswith("leave"):
        raise OSError(name)
    return [dict(rule="seen", message=kind * 1000)]
judge_apart.check_file = fate
files = [dict(name=name, kind="k") for name in json.loads(sys.argv[2])]
print(json.dumps([[file["name"], problem["rule"], problem["message"][:80]] for file, problems in judge_apart.judge_apart("/", files) for problem in problems]))
`

function judge(...names: string[]): string[][] {
  const words = ['-I', '-B', '-c', program, import.meta.dirname, JSON.stringify(names)]
  return JSON.parse(execFileSync('python3', words, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'], timeout: 30_000 }))
}

test('a file that ends the process that reads it is named with how it ended, and all others are judged', () => {
  const told = judge('a', 'crash', 'b', 'leave', 'c', 'hang', 'crash-again', 'd')
  assert.deepEqual(
    told.map(([name, rule]) => `${name} ${rule}`),
    [
      'a seen',
      'crash file-crashes-python',
      'b seen',
      'leave file-crashes-python',
      'c seen',
      'hang file-crashes-python',
      'crash-again file-crashes-python',
      'd seen',
    ],
  )
  assert.match(told[1]?.[2] ?? '', /^Python 3\.\d+\.\d+ was ended by signal 11 when it read this file\.$/)
  assert.match(told[3]?.[2] ?? '', / ended when it read this file\.$/)
  assert.match(told[5]?.[2] ?? '', / took more than 2 s when it read this file\.$/)
})

test('thousands of files are judged by one process', () => {
  const names = Array.from({ length: 5_000 }, (_, index) => `f${index}`)
  assert.deepEqual(
    judge(...names).map(([name]) => name),
    names,
  )
})
