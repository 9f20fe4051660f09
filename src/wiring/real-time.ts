import { within as withinAfter } from '../workflows/within.ts'

/** Calls after so many milliseconds, unless cancelled by what it returns. */
export const after = (milliseconds: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, milliseconds)
  return () => clearTimeout(timer)
}

/** What work comes to, null when it takes longer. Throws what the work throws. */
export async function within<T>(milliseconds: number, work: Promise<T>): Promise<T | null> {
  const ended = await withinAfter(after, milliseconds, work)
  return ended === 'late' ? null : ended.result
}
