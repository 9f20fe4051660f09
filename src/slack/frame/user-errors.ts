import type { Log } from '../../log.ts'
import { foreignError } from '../../workflows/foreign-error.ts'
import { isCutOff, ownTrouble } from '../../workflows/own-trouble.ts'
import { SlackError } from './errors.ts'
import { type Again, noAnswer, ownSaid, type Said, wentWrong } from './standard-views.ts'

type Parts = {
  readonly log: Log
  /** A short word that ties what the person sees to the line in the log. */
  readonly reference: () => string
}

const passing = new Set(['unavailable', 'timeout', 'rate_limited'])

/** Runs a handler. What it throws is logged with a reference, and the person is told that reference and what to do. */
export async function withUserErrors(
  parts: Parts,
  listener: {
    readonly name: string
    readonly tell: (said: Said) => Promise<void>
    /** Does the same once more. */
    readonly again?: Again
  },
  work: () => Promise<void>,
): Promise<void> {
  try {
    await work()
  } catch (error) {
    const reference = parts.reference()
    const err = error instanceof Error ? error : new Error(typeof error)
    const foreign = foreignError(error)
    const fields = { reference, listener: listener.name, kind: foreign?.kind, code: foreign?.code, err }
    if (isCutOff(error))
      parts.log.info(
        { reference, listener: listener.name },
        'a handler was cut off: the bot is being stopped',
      )
    else if (foreign === null) parts.log.error(fields, 'a handler failed')
    else parts.log.warn(fields, 'a handler was refused by another service')
    const own = ownTrouble(error)
    const said =
      own !== null
        ? ownSaid(reference, own, listener.again ?? null)
        : foreign !== null && passing.has(foreign.kind)
          ? noAnswer(reference, {
              service: serviceOf(err),
              tooMany: foreign.kind === 'rate_limited',
              waitSeconds: foreign.retryAfterSeconds,
              again: listener.again ?? null,
            })
          : wentWrong(reference)
    await listener.tell(said).catch((untold: unknown) => {
      parts.log.warn(
        { reference, err: untold instanceof Error ? untold : undefined },
        'the person could not be told',
      )
    })
  }
}

const serviceOf = (error: Error): 'Slack' | 'Miro' | 'Another service' => {
  if (error instanceof SlackError) return 'Slack'
  return error.name === 'MiroError' ? 'Miro' : 'Another service'
}
