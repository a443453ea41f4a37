/** Why the testbed cannot be had: a sentence, and what to do. The doors print both (bin/door.mjs). */
export class TestbedFailure extends Error {
  readonly hint: string

  constructor(message: string, hint: string) {
    super(message)
    this.name = 'TestbedFailure'
    this.hint = hint
  }
}
