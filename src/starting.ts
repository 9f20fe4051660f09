import { setTimeout as wait } from 'node:timers/promises'
import type { Log } from './log.ts'
import { SlackError } from './slack/frame/errors.ts'
import { StorageError } from './storage/engine/storage-error.ts'

/** The program must not start like this: the message says why and what to do. */
export class StartError extends Error {
  override readonly name = 'StartError'
  /** True: by itself it may be otherwise in a while. */
  readonly mayPass: boolean

  constructor(message: string, { mayPass = false }: { mayPass?: boolean } = {}) {
    super(message)
    this.mayPass = mayPass
  }
}

export type Patience = {
  /** Tries until it succeeds; throws what no waiting mends, what it was told last, or the reason of the signal. */
  until<T>(attempt: () => Promise<T>, tooLate: (opened: T) => unknown): Promise<T>
}

const longestWait = 15_000

/**
 * Waits for the services that a start needs, all together for `seconds`, and says in one line of the log for each try
 * what is missing. `signal` ends the wait: what an attempt opens after that goes to `tooLate`.
 */
export function openPatience(needs: {
  readonly seconds: number
  readonly signal: AbortSignal
  readonly log: Pick<Log, 'warn'>
  readonly random?: () => number
  readonly pause?: (milliseconds: number, signal: AbortSignal) => Promise<unknown>
}): Patience {
  const { seconds, signal, log, random = Math.random, pause = realPause } = needs
  const until = performance.now() + seconds * 1000
  return {
    async until(attempt, tooLate) {
      for (let tries = 0; ; tries += 1) {
        try {
          return await unlessAborted(signal, attempt, tooLate)
        } catch (error) {
          const milliseconds = Math.min(longestWait, 1_000 * 2 ** tries) * (0.5 + random() / 2)
          if (!isPassing(error) || performance.now() + milliseconds > until) throw error
          log.warn({}, `${sentence(error)} Trying again in ${Math.ceil(milliseconds / 1000)} s.`)
          await pause(milliseconds, signal)
        }
      }
    },
  }
}

const realPause = (milliseconds: number, signal: AbortSignal) => wait(milliseconds, null, { signal })

const isPassing = (error: unknown): error is StartError | StorageError =>
  (error instanceof StartError || error instanceof StorageError) && error.mayPass

/** Of what is tried again nobody has to "start again". */
const sentence = ({ message }: Error): string => message.replace(/, and start again\.$/, '.')

async function unlessAborted<T>(
  signal: AbortSignal,
  attempt: () => Promise<T>,
  tooLate: (opened: T) => unknown,
): Promise<T> {
  signal.throwIfAborted()
  const trying = attempt()
  return await new Promise<T>((resolve, reject) => {
    const stop = () => {
      reject(signal.reason)
      trying.then(tooLate).catch(() => {})
    }
    signal.addEventListener('abort', stop)
    trying.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop))
  })
}

/** The first thing a start asks of Slack is whose token it has. What is no error of Slack comes back as it is. */
export function slackRefusal(error: unknown): unknown {
  if (!(error instanceof SlackError)) return error
  const { kind, code, permanent } = error
  return kind === 'auth'
    ? new StartError(
        `Slack refuses the bot token (${code}). Copy the Bot User OAuth Token of your Slack app (OAuth & Permissions) into SLACK_BOT_TOKEN, reinstall the app if it was removed, and start again.`,
      )
    : new StartError(
        `Slack could not be asked whose bot this is (${code}). Check that this machine reaches Slack, and start again.`,
        { mayPass: !permanent },
      )
}

/** Why the port could not be opened, in words for whoever set PORT. */
export function portRefusal(error: unknown, port: number): unknown {
  const code = error instanceof Error && 'code' in error ? error.code : null
  if (code === 'EADDRINUSE')
    return new StartError(
      `Port ${port} is in use by another program. Stop that one, or set PORT to a free one, and start again.`,
    )
  if (code === 'EACCES')
    return new StartError(
      `The user that runs the bot may not open port ${port}. Set PORT to one above 1023, and start again.`,
    )
  return error
}
