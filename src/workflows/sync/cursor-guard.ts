/**
 * Notices a list of pages that runs in a circle, of any length, with constant memory (Brent's algorithm):
 * returns false for a cursor that was seen before, at the latest after about three turns of the circle.
 */
export function cursorGuard(): (cursor: string) => boolean {
  let marked: string | null = null
  let steps = 0
  let stepsUntilMark = 1
  return cursor => {
    if (cursor === marked) return false
    steps += 1
    if (steps === stepsUntilMark) {
      marked = cursor
      steps = 0
      stepsUntilMark *= 2
    }
    return true
  }
}
