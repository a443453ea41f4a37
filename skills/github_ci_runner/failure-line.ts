/** A frame as pytest writes it, `tests/test_a.py:12: in test_x`, and as Python itself does, `File "…/tests/test_a.py", line 12`. */
const frames = [/^(?<file>[^\s:][^:\n]*):(?<line>\d+): /gm, /^ *File "(?<file>[^"\n]+)", line (?<line>\d+)/gm]

/** The last line of `file` that a traceback names, counted from 1: where the test failed in its own file. Null when it names none. */
export function failureLine(traceback: string, file: string): number | null {
  const found = frames.flatMap((frame) => [...traceback.matchAll(frame)])
  const inFile = found.filter(({ groups }) => groups?.file === file || groups?.file?.endsWith(`/${file}`))
  const last = inFile.sort((one, other) => one.index - other.index).at(-1)
  return last ? Number(last.groups?.line) : null
}
