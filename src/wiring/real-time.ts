/** Calls after so many milliseconds, unless cancelled by what it returns. */
export const after = (milliseconds: number, call: () => void): (() => void) => {
  const timer = setTimeout(call, milliseconds)
  return () => clearTimeout(timer)
}
