/** The clock of the sandbox's company: the machine's, or ahead of it. It never goes back. */
export class CompanyClock {
  private ahead = 0

  readonly now = (): Date => new Date(Date.now() + this.ahead)

  get aheadMs(): number {
    return this.ahead
  }

  /** From now on it is this moment, unless it is later already. */
  advanceTo(moment: Date): void {
    this.ahead = Math.max(this.ahead, moment.getTime() - Date.now())
  }
}
