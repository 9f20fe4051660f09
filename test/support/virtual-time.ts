/** A clock that stands still until somebody moves it, and waits that move it instead of taking time. */
export type VirtualTime = {
  readonly clock: () => Date
  readonly pause: (milliseconds: number) => Promise<void>
  /** Every wait so far, in milliseconds. */
  readonly waits: readonly number[]
  advance(milliseconds: number): void
}

/** Begins at the real time: Slack's signed requests may come from the future, not from the past. */
export function virtualTime(): VirtualTime {
  let now = Date.now()
  const waits: number[] = []
  const advance = (milliseconds: number): void => {
    now += milliseconds
  }
  return {
    clock: () => new Date(now),
    pause: async milliseconds => {
      waits.push(milliseconds)
      advance(milliseconds)
    },
    waits,
    advance,
  }
}
