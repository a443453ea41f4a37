// Browser-safe, as all that pages and stores both need to know of a line.

// What a terminal would act on: CSI, then strings (OSC, DCS, SOS, PM, APC) up to their end or the line's, then two-byte escapes, then lone controls.
export const escapes =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: control characters are what this removes
  /(?:\x1b\[|\x9b)([0-?]*)[ -/]*([@-~]?)|(?:\x1b[\]PX^_]|[\x90\x98\x9d\x9e\x9f])[^\x07\x1b\x9c]*(?:\x07|\x1b\\|\x9c|$)?|\x1b[ -/]*[0-~]?|[\x00-\x08\x0b-\x1f\x7f-\x9f]/g

/** The line without any style or control character: what search, levels and copies see. */
export function plainText(line: string): string {
  return lastWritten(line).replaceAll(escapes, '')
}

/** `\r` keeps what was written last. */
export function lastWritten(line: string): string {
  if (!line.includes('\r')) return line
  return line.split('\r').findLast((part) => part !== '') ?? ''
}
