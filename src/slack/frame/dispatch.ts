import type { ModalView, PlainTextOption } from '@slack/types'
import type { Log } from '../../log.ts'
import { type Acted, acknowledged, storedInTime } from './acted.ts'
import { type Answering, answering, type Respond } from './answer.ts'
import type { Clients } from './clients.ts'
import { SlackError } from './errors.ts'
import { type Ask, type Policy, refusedBy } from './gate.ts'
import { oneEachTurn, type Seen } from './in-flight.ts'
import type {
  ActionListener,
  EventListener,
  Listener,
  OptionsListener,
  Screen,
  SubmissionListener,
  Who,
  WordListener,
} from './listener.ts'
import type { Identity } from './own-workspace.ts'
import {
  type Clicked,
  type From,
  type Happened,
  readAction,
  readCommand,
  readEvent,
  readOptions,
  readSubmission,
  type Typed,
} from './read.ts'
import { type Again, commonIds, loadingView, refusal, retired, tooLate } from './standard-views.ts'
import { plainTyped, typedWords } from './typed.ts'
import { withUserErrors } from './user-errors.ts'

type Parts = {
  readonly identity: Identity
  readonly clients: Clients
  readonly listeners: readonly Listener[]
  readonly policy: Policy
  readonly permission: Ask
  readonly seen: Seen
  readonly acted: Acted
  /** Slack sent something: the app may be back. */
  readonly heard: () => Promise<void>
  readonly reference: () => string
  readonly log: Log
}

/** What Slack sent, and how it signed it: empty in Socket Mode. */
export type Sent = { readonly body: unknown; readonly signature: string }

type SubmissionAck =
  | undefined
  | { response_action: 'errors'; errors: Record<string, string> }
  | { response_action: 'update' | 'push'; view: ModalView }

/**
 * What happens between Slack's payload and a handler: acknowledge, open a loading view, ask whether the person may,
 * run the handler, tell what went wrong. One place, so that no handler can forget any of it.
 */
export function dispatcher(parts: Parts) {
  const words = new Map<string, WordListener>()
  const actions = new Map<string, ActionListener>()
  const submissions = new Map<string, SubmissionListener>()
  const options = new Map<string, OptionsListener>()
  const events = new Map<string, EventListener>()
  for (const listener of parts.listeners) {
    if (listener.kind === 'word')
      for (const word of [listener.word, ...listener.also]) words.set(word, listener)
    else if (listener.kind === 'action') actions.set(listener.id, listener)
    else if (listener.kind === 'submission') submissions.set(listener.id, listener)
    else if (listener.kind === 'options') options.set(listener.id, listener)
    else events.set(listener.name, listener)
  }

  const who = (from: From): Who => ({ workspaceId: parts.identity.workspaceId, slackUserId: from.userId })

  type Turn = {
    name: string
    from: From
    answer: Answering
    screen: Screen
    trigger: string
    again: Again
    first: Promise<boolean>
  }

  async function take(turn: Turn, handle: () => Promise<void>): Promise<void> {
    const { answer, name, from, screen } = turn
    // Where the window itself is changed, what stood in it is gone by then.
    const again = screen === 'update' ? {} : { again: turn.again }
    await withUserErrors(parts, { name, tell: answer.tell, ...again }, async () => {
      const inTime = await opened(turn)
      if (!(await turn.first)) return
      if (!inTime) return answer.tell(tooLate(turn.again))
      const refused = await refusedBy(parts, from, name)
      if (refused !== null) return answer.tell(refusal(refused))
      await handle()
    })
  }

  async function opened({ answer, screen, trigger }: Turn): Promise<boolean> {
    if (screen === 'message' || (screen === 'update' && answer.viewId !== null)) return true
    try {
      await answer.open(trigger)
      return true
    } catch (error) {
      if (error instanceof SlackError && error.kind === 'trigger_expired') return false
      throw error
    }
  }

  /** An empty or unknown word is answered by the help, which gets the whole text. */
  async function typed(input: Typed, first: Promise<boolean>, answer: Answering): Promise<void> {
    const { word, rest } = typedWords(input.text)
    const known = words.get(word)
    const listener = known ?? words.get('help')
    if (listener === undefined) return
    const turn: Turn = {
      name: `/miro ${listener.word}`,
      from: input.from,
      answer,
      screen: listener.screen,
      trigger: input.trigger,
      again: { actionId: commonIds.typeAgain, value: input.text.slice(0, 500) },
      first,
    }
    await take(turn, () =>
      listener.handle({
        who: who(input.from),
        answer,
        text: known === undefined ? plainTyped(input.text) : rest,
        channelId: input.channelId,
      }),
    )
  }

  async function clicked(input: Clicked, first: Promise<boolean>, answer: Answering): Promise<void> {
    if (input.id === commonIds.typeAgain)
      return typed(
        { from: input.from, channelId: input.channelId ?? '', text: input.value, trigger: input.trigger },
        first,
        answer,
      )
    if (input.id === commonIds.openLink) return
    const listener = actions.get(input.id)
    if (listener === undefined) return answer.tell(retired())
    const turn: Turn = {
      name: input.id,
      from: input.from,
      answer,
      screen: listener.screen,
      trigger: input.trigger,
      again: { actionId: input.id, value: input.value },
      first,
    }
    const { value, chosen, channelId, messageTs, metadata, state } = input
    await take(turn, () =>
      listener.handle({ who: who(input.from), answer, value, chosen, channelId, messageTs, metadata, state }),
    )
  }

  const begin = oneEachTurn()
  /** What else has arrived is acknowledged before much work begins: those who act at once do not wait for each other. */
  const acknowledge = async (ack: () => Promise<unknown>): Promise<void> => {
    await acknowledged(parts.log, ack)
    await begin()
    await parts.heard()
  }

  const { workspaceId } = parts.identity
  const claim = (key: string): Promise<boolean> =>
    key === '' ? Promise.resolve(true) : parts.acted.claim(workspaceId, key)
  /**
   * Whether a request comes for the first time; null: this process knows that it does not. What others acted upon is
   * in the database, and is waited for before anything is done, but not before a window is opened.
   */
  const first = (name: string, signature: string): Promise<boolean> | null => {
    const key = name === '' ? signature && `unnamed ${signature}` : name
    if (key !== '' && !parts.seen.isNew(key)) return null
    const claimed = claim(key)
    // It is awaited later, when a window is open.
    claimed.catch(() => {})
    return claimed
  }

  /** Hands over an event, unless it was done before: false when that failed. Nobody waits for an answer, so nobody is told. */
  async function told({ id, event }: Happened, listener: EventListener): Promise<boolean> {
    const { onlyShows, isFarewell, handle } = listener
    let done = false
    if (isFarewell !== true) await parts.heard()
    await withUserErrors(parts, { name: event.type, tell: async () => {} }, async () => {
      const { acted } = parts
      // What has to be stored counts as done only then: a first try that was refused is no reason to refuse the next.
      const known =
        onlyShows === true ? !(await acted.claim(workspaceId, id)) : await acted.has(workspaceId, id)
      if (!known) await handle({ workspaceId, id, event })
      if (!known && onlyShows !== true) await acted.claim(workspaceId, id)
      done = true
    })
    return done
  }

  return {
    async command(sent: Sent, respond: Respond | null, ack: () => Promise<unknown>): Promise<void> {
      await acknowledge(ack)
      const input = readCommand(sent.body)
      const isFirst = input === null ? null : first(input.trigger, sent.signature)
      if (input === null || isFirst === null) return
      const place = { userId: input.from.userId, channelId: input.channelId, respond, viewId: null }
      await typed(input, isFirst, answering(parts.clients, place))
    },

    async action(sent: Sent, respond: Respond | null, ack: () => Promise<unknown>): Promise<void> {
      await acknowledge(ack)
      const input = readAction(sent.body)
      const isFirst = input === null ? null : first(input.trigger, sent.signature)
      if (input === null || isFirst === null) return
      const place = { userId: input.from.userId, channelId: input.channelId, respond, viewId: input.viewId }
      await clicked(input, isFirst, answering(parts.clients, place))
    },

    async submission(
      { body, signature }: Sent,
      ack: (answer?: SubmissionAck) => Promise<unknown>,
    ): Promise<void> {
      const input = readSubmission(body)
      const listener = input === null ? undefined : submissions.get(input.id)
      if (input === null || listener === undefined) return void (await acknowledge(ack))
      const { from, viewId, metadata, state } = input
      // What stays below unchanged is sent again with the same hash: then only the trigger tells the one from the other.
      const name = `${viewId} ${listener.onTop === true ? input.trigger : input.hash}`
      // Slack does not say what it will call a window that lies on top: it gets a name of ours.
      const onTop = listener.onTop === true && input.hasRoomOnTop ? name : null
      const place = { userId: from.userId, channelId: null, respond: null, viewId, onTop }
      const answer = answering(parts.clients, place)
      await withUserErrors(parts, { name: input.id, tell: answer.tell }, async () => {
        const read = listener.read({ metadata, state })
        if ('problems' in read) {
          await acknowledged(parts.log, () => ack({ response_action: 'errors', errors: read.problems }))
          return
        }
        const loading = loadingView()
        await acknowledge(() =>
          onTop === null
            ? ack({ response_action: 'update', view: loading })
            : ack({ response_action: 'push', view: { ...loading, external_id: onTop } }),
        )
        if (!(await first(name, signature))) return
        const refused = await refusedBy(parts, from, input.id)
        if (refused !== null) return answer.tell(refusal(refused))
        await read.handle({ who: who(from), answer })
      })
    },

    /** Options are the answer itself: nothing found when something goes wrong. */
    async options(
      { body, signature }: Sent,
      ack: (answer: { options: PlainTextOption[] }) => Promise<unknown>,
    ): Promise<void> {
      const input = readOptions(body)
      const listener = input === null ? undefined : options.get(input.id)
      let found: readonly PlainTextOption[] = []
      try {
        if (
          input !== null &&
          listener !== undefined &&
          (await claim(signature)) &&
          (await refusedBy(parts, input.from, input.id)) === null
        )
          found = await listener.handle({ who: who(input.from), text: input.text, metadata: input.metadata })
      } catch (error) {
        const err = error instanceof Error ? error : undefined
        parts.log.warn(
          { reference: parts.reference(), listener: input?.id, err },
          'options could not be found',
        )
      }
      await acknowledged(parts.log, () => ack({ options: found.slice(0, 100) }))
    },

    /**
     * Acknowledges an event when what it asks for is stored. Throws NotStored where Slack is to send it again: it could
     * not be stored, or not within the time.
     */
    async event(body: unknown, ack: () => Promise<unknown>): Promise<void> {
      const input = readEvent(body)
      const listener = input === null ? undefined : events.get(input.event.type)
      if (input === null || listener === undefined) return void (await acknowledged(parts.log, ack))
      if (listener.onlyShows === true) {
        await acknowledge(ack)
        await told(input, listener)
        return
      }
      await storedInTime(told(input, listener))
      await acknowledged(parts.log, ack)
    },
  }
}
