import { asError, type Log } from './log.ts'

/** Something that was opened and has to end. */
export type Part = {
  /** For the log. */
  readonly name: string
  /** Takes nothing more in, and resolves when what is under way has ended. */
  readonly finish?: () => Promise<unknown>
  /** Ends calls of other services that are under way, `after` so many milliseconds: they may take for ever. */
  readonly cutOff?: { readonly after: number; readonly now: () => unknown }
  /** Lets go of what was opened, after everything that was opened later. */
  readonly close?: () => unknown
  /** What of it is still under way; its name, when absent. */
  readonly underWay?: () => readonly string[]
}

export type Stopping = {
  /** Throws, and closes the part, where stopping has begun already. */
  opened(part: Part): Promise<void>
  /** Ends everything within `limits.end`, and says in one line of the log what was cut off. */
  stop(): Promise<void>
  /** Aborts when stopping begins. */
  readonly signal: AbortSignal
}

/**
 * Milliseconds since the signal that all parts share: by `work` what is under way has ended or is left as it is, for
 * the next start to go on with; by `end` everything has. Docker kills after ten seconds.
 */
const standardLimits = { work: 6_000, end: 8_000 }

export function openStopping(log: Pick<Log, 'warn' | 'error'>, limits = standardLimits): Stopping {
  const parts: Part[] = []
  const begun = new AbortController()
  const cut = new Set<string>()
  let stopping: Promise<void> | null = null

  const safely = async (part: Part, work: (() => unknown) | undefined): Promise<void> => {
    try {
      await work?.()
    } catch (error) {
      log.error({ part: part.name, err: asError(error) }, 'a part of the bot could not be ended')
    }
  }

  /** Notes what has not ended at that time. */
  async function until(late: Promise<unknown>, part: Part, work: (() => unknown) | undefined): Promise<void> {
    const isLate = await Promise.race([safely(part, work).then(() => false), late.then(() => true)])
    if (isLate) for (const name of part.underWay?.() ?? [part.name]) cut.add(name)
  }

  async function stop(): Promise<void> {
    begun.abort(new DOMException('the bot is being stopped', 'AbortError'))
    const [work, end] = [limit(limits.work), limit(limits.end)]
    const cutOffs = parts.flatMap(({ cutOff }) =>
      cutOff === undefined ? [] : [setTimeout(() => void cutOff.now(), cutOff.after)],
    )
    await Promise.all(parts.map(part => until(work.passed, part, part.finish)))
    for (const timer of cutOffs) clearTimeout(timer)
    for (const part of parts.splice(0).reverse()) await until(end.passed, part, part.close)
    work.cancel()
    end.cancel()
    if (cut.size > 0) log.warn({ unfinished: [...cut].join(', ') }, 'stopped before everything had ended')
  }

  return {
    signal: begun.signal,
    async opened(part) {
      if (stopping === null) return void parts.push(part)
      await safely(part, part.close ?? part.finish)
      throw begun.signal.reason
    },
    stop() {
      stopping ??= stop()
      return stopping
    },
  }
}

/** A time that comes once; cancelled, it keeps no process alive. */
function limit(milliseconds: number): { readonly passed: Promise<void>; cancel(): void } {
  let timer: NodeJS.Timeout | undefined
  const passed = new Promise<void>(resolve => {
    timer = setTimeout(resolve, milliseconds)
  })
  return { passed, cancel: () => clearTimeout(timer) }
}
