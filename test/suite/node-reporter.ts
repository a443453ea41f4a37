import path from 'node:path'
import type { TestEvent } from 'node:test/reporters'
import type { TestResult } from './result.ts'

/** A reporter of node:test: one line of JSON for each test that has ended; suites are not tests. */
export default async function* report(events: AsyncIterable<TestEvent>): AsyncGenerator<string> {
  for await (const event of events) {
    if (event.type !== 'test:pass' && event.type !== 'test:fail') continue
    const { name, skip, todo, details, file } = event.data
    if (details.type === 'suite') continue
    yield `${JSON.stringify(resultOf({ name, file, isPass: event.type === 'test:pass', skip, todo }))}\n`
  }
}

interface Ended {
  name: string
  file: string | undefined
  isPass: boolean
  skip: string | boolean | undefined
  todo: string | boolean | undefined
}

function resultOf({ name, file, isPass, skip, todo }: Ended): TestResult {
  if (skip) return { outcome: 'skipped', name, reason: skip === true ? 'no reason given' : skip }
  if (todo) return { outcome: 'skipped', name, reason: todo === true ? 'to do' : `to do: ${todo}` }
  // Node reports a file without tests as one test of the file's name, which passes although nothing was tested.
  const isFile = file !== undefined && path.resolve(name) === file
  if (!isFile) return { outcome: isPass ? 'passed' : 'failed', name, reason: '' }
  return { outcome: 'failed', name: path.relative('.', file), reason: isPass ? 'the file has no tests' : 'the file ended early' }
}
