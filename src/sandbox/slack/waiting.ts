export type UntilOptions = {
  /** Default 5000. */
  timeoutMs?: number
  /** What is waited for, for the message of the failure. */
  what?: string
  /** Look again so often even without a change, for things outside Slack; default 250. */
  everyMs?: number
}

type Parts = {
  onChange: (listener: () => void) => () => void
  /** What is on the screens, for the message of the failure. */
  describe: () => string
}

type Truthy<T> = Exclude<T, false | null | undefined | 0 | ''>

/**
 * Resolves with the first true value of `predicate`, looked at on every change. A predicate that throws
 * does not hold yet. After the time it fails, saying what everybody sees.
 */
export const until = async <T>(
  { onChange, describe }: Parts,
  predicate: () => T | Promise<T>,
  { timeoutMs = 5000, what = 'what was waited for', everyMs = 250 }: UntilOptions,
): Promise<Truthy<T>> =>
  await new Promise((resolve, reject) => {
    let lastError: unknown = null
    let looking = false
    let again = false
    let ended = false
    const look = async () => {
      if (looking) {
        again = true
        return
      }
      looking = true
      do {
        again = false
        try {
          const value = await predicate()
          if (value && !ended) {
            end()
            resolve(value as Truthy<T>)
          }
        } catch (error) {
          lastError = error
        }
      } while (again && !ended)
      looking = false
    }
    const stopListening = onChange(() => void look())
    const every = setInterval(() => void look(), everyMs)
    const deadline = setTimeout(() => {
      end()
      const reason = lastError === null ? '' : `\nLast error: ${String(lastError)}`
      reject(new Error(`Not within ${timeoutMs} ms: ${what}${reason}\n${describe()}`))
    }, timeoutMs)
    const end = () => {
      ended = true
      stopListening()
      clearInterval(every)
      clearTimeout(deadline)
    }
    void look()
  })
