import { inspect } from 'node:util'

/** A value that shows itself only on request: printed, logged, inspected or serialised it reads «redacted». */
export class Secret {
  readonly #value: string

  constructor(value: string) {
    this.#value = value
  }

  /** The value itself, for the one place that needs it. */
  reveal(): string {
    return this.#value
  }

  toString(): string {
    return '«redacted»'
  }

  toJSON(): string {
    return '«redacted»'
  }

  [inspect.custom](): string {
    return '«redacted»'
  }
}
