/** The clock of the sandbox's company: the machine's, or ahead of it. It never goes back. */
export class CompanyClock {
  private ahead: number

  /** `start`: what time it is in the company now; the machine's when absent. */
  constructor(start: Date | null = null) {
    this.ahead = start === null ? 0 : start.getTime() - Date.now()
  }

  readonly now = (): Date => new Date(Date.now() + this.ahead)

  get aheadMs(): number {
    return this.ahead
  }

  /** From now on it is this moment, unless it is later already. */
  advanceTo(moment: Date): void {
    this.ahead = Math.max(this.ahead, moment.getTime() - Date.now())
  }
}
