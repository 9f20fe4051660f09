import type { ModalView } from '@slack/types'
import type { WebClient } from '@slack/web-api'
import type { Message } from './blocks.ts'
import type { Clients } from './clients.ts'
import { callSlack, SlackError } from './errors.ts'
import type { Answer } from './listener.ts'
import { loadingView, type Said, saidView } from './standard-views.ts'

/** Sends to the `response_url` of a command or a click. */
export type Respond = (
  message: Message & { readonly response_type: 'ephemeral'; readonly replace_original: boolean },
) => Promise<unknown>

type Place = {
  readonly userId: string
  readonly channelId: string | null
  readonly respond: Respond | null
  /** The modal the click or submission came from. */
  readonly viewId: string | null
  /** Our name for the window that Slack lays on top of it; null: it changes in place. */
  readonly onTop?: string | null
}

export type Answering = Answer & {
  /** In the modal on screen, else as a message. */
  tell(said: Said): Promise<void>
  /** Opens a loading view, beside the modal the click came from if there is one. Throws kind `trigger_expired`. */
  open(trigger: string): Promise<void>
}

export function answering(clients: Clients, place: Place): Answering {
  let viewId = place.viewId
  let pushed = place.onTop ?? null
  const say = (message: Message) => sayOnlyTo(clients, place, message)
  /** What Slack calls the state of the window that was shown last. */
  let hash: string | undefined
  const update = async (view: ModalView, expected?: string): Promise<void> => {
    if (pushed !== null) {
      const updated = await onceItIsThere(pushed, external_id =>
        callSlack(() => clients.interactive.views.update({ external_id, view })),
      )
      ;[pushed, viewId, hash] = [null, updated?.view?.id ?? null, updated?.view?.hash]
      return
    }
    if (viewId === null) return say({ text: view.title.text, blocks: view.blocks as Message['blocks'] })
    const change = { view_id: viewId, view, ...(expected !== undefined && { hash: expected }) }
    const updated = await callSlack(() => clients.interactive.views.update(change)).catch(goneMeanwhile)
    hash = updated?.view?.hash
  }
  const show = (view: ModalView) => update(view)
  return {
    get viewId() {
      return viewId
    },
    get isOnTop() {
      return place.viewId !== null && (pushed !== null || viewId !== place.viewId)
    },
    say,
    show,
    showMore: view => update(view, hash),
    tell: said => (viewId === null ? say(said.message) : show(saidView(said))),
    async open(trigger) {
      viewId = await openView(clients.once, trigger, place.viewId)
    },
  }
}

/** The trigger works once and for three seconds, so there is one try. */
async function openView(client: WebClient, trigger: string, beside: string | null): Promise<string | null> {
  const view = loadingView()
  try {
    const opened = await callSlack(() =>
      beside === null
        ? client.views.open({ trigger_id: trigger, view })
        : client.views.push({ trigger_id: trigger, view }),
    )
    return opened.view?.id ?? null
  } catch (error) {
    // Three modals are already stacked: the one on top is used.
    if (error instanceof SlackError && error.code === 'push_limit_reached') return beside
    throw error
  }
}

/** Slack lays the window there when it has our acknowledgement, which may be a moment after this is asked for. */
async function onceItIsThere<T>(name: string, show: (name: string) => Promise<T>): Promise<T | null> {
  for (const wait of waits) {
    try {
      return await show(name)
    } catch (error) {
      goneMeanwhile(error)
    }
    await new Promise(resolve => setTimeout(resolve, wait))
  }
  // Closed by now.
  return null
}

const waits = [50, 100, 200, 400, 800, 1600]

const gone: ReadonlySet<string> = new Set(['not_found', 'view_not_found', 'hash_conflict'])

/** Closing a modal before its answer comes, or going on in it, is everybody's right. */
function goneMeanwhile(error: unknown): null {
  if (error instanceof SlackError && gone.has(error.code)) return null
  throw error
}

/** By the response address; when it is used up or there is none, in the channel; else by direct message. */
async function sayOnlyTo({ interactive, forms }: Clients, place: Place, message: Message): Promise<void> {
  const { respond, channelId, userId } = place
  if (respond !== null) {
    try {
      const said = { ...message, response_type: 'ephemeral', replace_original: false } as const
      await forms.send(said, respond, isRefused)
      return
    } catch {
      // Used up, expired or unreachable: the ways below need no response address.
    }
  }
  if (channelId !== null) {
    try {
      await callSlack(() => interactive.chat.postEphemeral({ channel: channelId, user: userId, ...message }))
      return
    } catch {
      // The bot is not in that channel.
    }
  }
  await callSlack(() =>
    interactive.chat.postMessage({ channel: userId, ...message, unfurl_links: false, unfurl_media: false }),
  )
}

/** The response address answers 400 to what it understands and does not take. */
const isRefused = (error: unknown): boolean =>
  error instanceof Error && 'statusCode' in error && error.statusCode === 400
