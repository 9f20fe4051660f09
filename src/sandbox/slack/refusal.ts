/** Slack's own way to say no: HTTP 200 with `ok: false`. */
export class Refusal extends Error {
  readonly code: string
  readonly extra: Record<string, unknown>

  /** `code` is Slack's error name; `extra` goes into the answer beside it (needed, provided, response_metadata …). */
  constructor(code: string, extra: Record<string, unknown> = {}) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.extra = extra
  }
}

/** An argument is absent or has the wrong shape. */
export const invalidArguments = (messages: string[]): Refusal =>
  new Refusal('invalid_arguments', {
    response_metadata: { messages: messages.map(message => `[ERROR] ${message}`) },
  })
