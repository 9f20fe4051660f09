/** What was typed does not fit what is there; the message says what is possible. */
export class Unclear extends Error {
  constructor(message: string) {
    super(message)
    this.name = 'Unclear'
  }
}
