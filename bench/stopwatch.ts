/** Milliseconds that `work` takes. */
export async function timed(work: () => Promise<unknown>): Promise<number> {
  const start = performance.now()
  await work()
  return performance.now() - start
}

/** The middle of an odd number of measurements: one disturbed by other programs does not count. */
export function median(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN
}

export const seconds = (milliseconds: number): string => `${(milliseconds / 1000).toFixed(2)} s`

export const times = (factor: number): string =>
  factor >= 10 ? `${factor.toFixed(0)} ×` : `${factor.toFixed(2)} ×`
