/** Where a test is defined: `line` counts from 1. */
export interface TestPlace {
  file: string
  line: number
}

/** The places of the test methods in a Python file, by `Class.method`, by sight: nothing is executed. */
export function placesOfTests(file: string, text: string): Map<string, TestPlace> {
  const places = new Map<string, TestPlace>()
  let className = ''
  for (const [index, line] of text.split('\n').entries()) {
    className = /^class\s+(\w+)/.exec(line)?.[1] ?? className
    const method = /^\s+(?:async\s+)?def\s+(test\w*)\s*\(/.exec(line)?.[1]
    if (method !== undefined && className !== '') places.set(`${className}.${method}`, { file, line: index + 1 })
  }
  return places
}
