export interface TraceLine {
  text: string
  /** `>`: the line that failed · `E`: what the error says · '': all else. */
  mark: '>' | 'E' | ''
}

const foreign = /(?:^|[\\/])(?:site-packages|dist-packages|lib[\\/]python\d|_pytest|unittest[\\/]\w+\.py)|^<|^[\\/]usr[\\/]lib/

/** True for a file of the tested project, by its path as a traceback prints it. */
export function isOwnFile(file: string): boolean {
  return !foreign.test(file)
}

/** A traceback without the frames of libraries. All of it, when nothing of the project's own would be left. */
export function trimTraceback(traceback: string): string {
  const trimmed = traceback.includes('File "') ? trimPython(traceback) : trimPytest(traceback)
  return trimmed.trim() === '' ? traceback : trimmed
}

/** `  File "x", line 1, in f` and the lines below it that are indented further are one frame. */
function trimPython(traceback: string): string {
  const kept: string[] = []
  let own = true
  let sawOwn = false
  for (const text of traceback.split('\n')) {
    const [, file] = /^ {2}File "([^"]+)", line \d+/.exec(text) ?? []
    if (file !== undefined) own = isOwnFile(file)
    else if (!/^ {4}/.test(text)) own = true
    if (file !== undefined && own) sawOwn = true
    if (own) kept.push(text)
  }
  return sawOwn ? kept.join('\n') : traceback
}

/** pytest separates its frames by a line of underscores, and ends each with `file:line: …`. */
function trimPytest(traceback: string): string {
  const frames = traceback.split(/^(?:_ ){3,}_?\s*$/m)
  if (frames.length < 2) return traceback
  const own = frames.filter((frame) => {
    const [, file] =
      /^(\S+?):\d+:/m.exec(
        frame
          .trim()
          .split('\n')
          .findLast((text) => /^\S+?:\d+:/.test(text)) ?? '',
      ) ?? []
    return file === undefined || isOwnFile(file)
  })
  const said =
    frames
      .at(-1)
      ?.split('\n')
      .filter((text) => /^E\s/.test(text)) ?? []
  const kept = own.map((frame) => frame.replace(/^\n+|\n+$/g, '')).join('\n\n')
  return own.length > 0 && own.at(-1) !== frames.at(-1) ? `${kept}\n\n${said.join('\n')}` : kept
}

/** Lines with what they are, for showing. */
export function traceLines(traceback: string): TraceLine[] {
  return traceback
    .replace(/\s+$/, '')
    .split('\n')
    .map((text) => ({ text, mark: markOf(text) }))
}

function markOf(text: string): TraceLine['mark'] {
  if (/^>\s/.test(text)) return '>'
  return /^E\s/.test(text) || /^\w[\w.]*(?:Error|Exception|Failure)\b/.test(text) ? 'E' : ''
}
