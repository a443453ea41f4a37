import { isDigit, type NumberValue, readNumber } from './python-number.ts'
import { PythonRefusal } from './python-refusal.ts'
import { isPrefix, readString, type StringValue } from './python-string.ts'

/** Brackets, commas, colons and signs; `...` is one too. */
export type Mark = '(' | ')' | '[' | ']' | '{' | '}' | ',' | ':' | '+' | '-' | '...'

/** A word of the source. `newline` ends the literal; it is not reported for blank lines, nor within brackets. */
export type Token = { start: number } & (
  | { kind: 'number'; value: NumberValue }
  | { kind: 'string'; value: StringValue }
  | { kind: 'name'; text: string }
  | { kind: 'mark'; mark: Mark }
  | { kind: 'newline' }
  | { kind: 'end' }
)

/** As Python's tokenizer: the 201st open bracket is refused. */
const mostBrackets = 200
// Sticky: they begin where they are told, and take as many as there are.
const word = /\w+/y
const blanks = /[ \t\f]+/y
const opening: Record<string, string> = { ')': '(', ']': '[', '}': '{' }

/** Splits a literal into tokens, as Python's tokenizer does. Blanks before all else are skipped, as `ast.literal_eval` does. */
export class Lexer {
  readonly #text: string
  readonly #open: { mark: string; at: number }[] = []
  #at: number
  #isLineStart = true
  #hasTokens = false

  constructor(text: string) {
    this.#text = text
    this.#at = /^[ \t]*/.exec(text)?.[0].length ?? 0
  }

  /** The next token. Throws a refusal where none can be. */
  next(): Token {
    for (;;) {
      if (this.#isLineStart) this.#passIndentation()
      this.#passBlanks()
      const start = this.#at
      const char = this.#text[start]
      if (char === undefined) return this.#end(start)
      if (char === '#') this.#at = this.#lineEnd()
      else if (char === '\\') this.#passContinuation()
      else if (char === '\n') {
        if (this.#passNewline()) return { kind: 'newline', start }
      } else {
        this.#hasTokens = true
        return this.#token(start, char)
      }
    }
  }

  #token(start: number, char: string): Token {
    if (isDigit(char) || (char === '.' && isDigit(this.#text[start + 1]))) {
      const { value, end } = readNumber(this.#text, start)
      this.#at = end
      return { kind: 'number', value, start }
    }
    this.#pass(word)
    const name = this.#text.slice(start, this.#at)
    const next = this.#text[this.#at]
    if ((next === '"' || next === "'") && isPrefix(name)) {
      const { value, end } = readString(this.#text, start, this.#at)
      this.#at = end
      return { kind: 'string', value, start }
    }
    return name === '' ? { kind: 'mark', mark: this.#mark(start, char), start } : { kind: 'name', text: name, start }
  }

  #mark(start: number, char: string): Mark {
    const mark = this.#text.startsWith('...', start) ? '...' : char
    if (!isMark(mark)) throw new PythonRefusal(`${shown(this.#text, start)} is not part of a literal.`, start)
    this.#at += mark.length
    if (mark === '(' || mark === '[' || mark === '{') this.#opens(mark, start)
    if (mark === ')' || mark === ']' || mark === '}') this.#closes(mark, start)
    return mark
  }

  #opens(mark: string, at: number): void {
    if (this.#open.length === mostBrackets)
      throw new PythonRefusal(`Here is the ${mostBrackets + 1}st bracket within another, and Python reads ${mostBrackets} at most.`, at)
    this.#open.push({ mark, at })
  }

  #closes(mark: string, at: number): void {
    const last = this.#open.pop()
    if (last === undefined) throw new PythonRefusal(`${mark} closes a bracket that was never opened.`, at)
    if (last.mark !== opening[mark]) throw new PythonRefusal(`${mark} cannot close ${last.mark}.`, at)
  }

  #end(start: number): Token {
    const open = this.#open.at(-1)
    if (open) throw new PythonRefusal(`The bracket ${open.mark} is never closed.`, open.at)
    return { kind: 'end', start }
  }

  /** True where the line's end ends the literal too. */
  #passNewline(): boolean {
    this.#at += 1
    this.#isLineStart = true
    if (this.#open.length > 0 || !this.#hasTokens) return false
    this.#hasTokens = false
    return true
  }

  #passBlanks(): void {
    this.#pass(blanks)
  }

  /** Goes behind what the pattern takes here, which may be nothing. */
  #pass(pattern: RegExp): void {
    pattern.lastIndex = this.#at
    if (pattern.test(this.#text)) this.#at = pattern.lastIndex
  }

  /** A form feed begins the line anew. Where a backslash continues the indentation, its first line counts. */
  #passIndentation(): void {
    this.#isLineStart = false
    let [width, first] = [0, 0]
    for (;;) {
      const char = this.#text[this.#at]
      if (char === '\\') {
        first = first || width
        this.#passContinuation()
        continue
      }
      if (char !== ' ' && char !== '\t' && char !== '\f') break
      width = char === '\f' ? 0 : width + 1
      this.#at += 1
    }
    const isBlank = this.#text[this.#at] === '\n' || this.#text[this.#at] === '#'
    if (this.#open.length === 0 && !isBlank && (first || width) > 0)
      throw new PythonRefusal('The line is indented, where no bracket is open.', this.#at)
  }

  #passContinuation(): void {
    if (this.#text[this.#at + 1] !== '\n') throw new PythonRefusal('A backslash must be the last of its line.', this.#at)
    this.#at += 2
    if (this.#at === this.#text.length) throw new PythonRefusal('A backslash continues the last line, and nothing follows.', this.#at - 2)
  }

  #lineEnd(): number {
    const end = this.#text.indexOf('\n', this.#at)
    return end < 0 ? this.#text.length : end
  }
}

function isMark(text: string): text is Mark {
  return text === '...' || '()[]{},:+-'.includes(text)
}

/** The character at an offset, as a message can show it. */
function shown(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0
  const name = `U+${code.toString(16).toUpperCase().padStart(4, '0')}`
  if (/^[\p{L}\p{P}\p{S}]$/u.test(String.fromCodePoint(code)))
    return code < 128 ? String.fromCodePoint(code) : `${String.fromCodePoint(code)} (${name})`
  return `The character ${name}`
}
