import { setImmediate as nextTurn } from 'node:timers/promises'

/** Each waiting caller goes on in its own turn of the event loop, in the order they came. */
export function oneEachTurn(): () => Promise<unknown> {
  let last: Promise<unknown> = Promise.resolve()
  return () => {
    last = last.then(() => nextTurn())
    return last
  }
}
