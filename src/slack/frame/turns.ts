import { setImmediate as nextTurn } from 'node:timers/promises'

/** Whoever waits goes on in a turn of the event loop of their own, in the order they came. */
export function oneEachTurn(): () => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    last = last.then(() => nextTurn())
    return last
  }
}
