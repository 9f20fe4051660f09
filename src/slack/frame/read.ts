import { z } from 'zod'
import type { ViewState } from './listener.ts'

// What Slack sends, as far as the bot looks at it. https://docs.slack.dev/reference/interaction-payloads

const team = z.object({ id: z.string() }).nullish()

const view = z.object({
  id: z.string(),
  type: z.string().default('modal'),
  hash: z.string().default(''),
  root_view_id: z.string().nullish(),
  previous_view_id: z.string().nullish(),
  callback_id: z.string().default(''),
  private_metadata: z.string().default(''),
  state: z.object({ values: z.record(z.string(), z.record(z.string(), z.unknown())) }).optional(),
})

const person = { team, enterprise: team, user: z.object({ id: z.string(), team_id: z.string().optional() }) }

const chosenOption = z.object({ value: z.string() }).nullish()

const action = z.object({
  action_id: z.string(),
  value: z.string().nullish(),
  selected_option: chosenOption,
  selected_options: z.array(z.object({ value: z.string() })).nullish(),
  selected_conversation: z.string().nullish(),
  selected_user: z.string().nullish(),
})

const commandBody = z.object({
  team_id: z.string(),
  enterprise_id: z.string().optional(),
  user_id: z.string(),
  channel_id: z.string(),
  text: z.string().default(''),
  trigger_id: z.string().default(''),
})

const actionBody = z.object({
  ...person,
  trigger_id: z.string().default(''),
  channel: z.object({ id: z.string() }).nullish(),
  container: z
    .object({
      channel_id: z.string().optional(),
      message_ts: z.string().optional(),
      is_ephemeral: z.boolean().optional(),
    })
    .nullish(),
  view: view.nullish(),
  actions: z.array(action).min(1),
})

const submissionBody = z.object({ ...person, trigger_id: z.string().default(''), view })

const optionsBody = z.object({
  ...person,
  action_id: z.string(),
  value: z.string().default(''),
  view: view.nullish(),
})

const eventBody = z.object({ event_id: z.string(), event: z.object({ type: z.string() }).loose() })

/** Where somebody comes from: to be compared with the bot's own workspace. */
export type From = {
  readonly userId: string
  readonly teamId: string | null
  readonly enterpriseId: string | null
}

export type Typed = {
  readonly from: From
  readonly channelId: string
  readonly text: string
  readonly trigger: string
}

/** null: not what Slack documents, so nothing is done with it. */
export function readCommand(body: unknown): Typed | null {
  const read = commandBody.safeParse(body).data
  if (read === undefined) return null
  return {
    from: { userId: read.user_id, teamId: read.team_id, enterpriseId: read.enterprise_id || null },
    channelId: read.channel_id,
    text: read.text,
    trigger: read.trigger_id,
  }
}

export type Clicked = {
  readonly from: From
  readonly channelId: string | null
  readonly messageTs: string | null
  readonly trigger: string
  /** The modal it was in; null for a message, and for Home, which is no modal and stays where it is. */
  readonly viewId: string | null
  readonly id: string
  readonly value: string
  readonly chosen: readonly string[]
  readonly metadata: string
  readonly state: ViewState
}

export function readAction(body: unknown): Clicked | null {
  const read = actionBody.safeParse(body).data
  const clicked = read?.actions[0]
  if (read === undefined || clicked === undefined) return null
  const chosen = [
    ...(clicked.selected_options ?? []).map(({ value }) => value),
    ...(clicked.selected_option ? [clicked.selected_option.value] : []),
    ...(clicked.selected_conversation ? [clicked.selected_conversation] : []),
    ...(clicked.selected_user ? [clicked.selected_user] : []),
  ]
  return {
    from: fromOf(read),
    channelId: read.channel?.id ?? read.container?.channel_id ?? null,
    // A message only one person sees cannot be edited by its time stamp.
    messageTs: read.container?.is_ephemeral === true ? null : (read.container?.message_ts ?? null),
    trigger: read.trigger_id,
    viewId: read.view?.type === 'home' ? null : (read.view?.id ?? null),
    id: clicked.action_id,
    value: clicked.value ?? '',
    chosen,
    metadata: read.view?.private_metadata ?? '',
    state: read.view?.state?.values ?? {},
  }
}

/** What was sent of which window. */
export function readSubmission(body: unknown) {
  const read = submissionBody.safeParse(body).data
  if (read === undefined) return null
  return {
    from: fromOf(read),
    viewId: read.view.id,
    hash: read.view.hash,
    trigger: read.trigger_id,
    id: read.view.callback_id,
    metadata: read.view.private_metadata,
    state: read.view.state?.values ?? {},
    /** Slack lays three windows on each other at most: this is not the third. */
    hasRoomOnTop: read.view.previous_view_id == null || read.view.previous_view_id === read.view.root_view_id,
  }
}

/** What was typed into which menu. */
export function readOptions(body: unknown) {
  const read = optionsBody.safeParse(body).data
  if (read === undefined) return null
  return {
    from: fromOf(read),
    id: read.action_id,
    text: read.value,
    metadata: read.view?.private_metadata ?? '',
  }
}

export type Happened = { readonly id: string; readonly event: { readonly type: string } }

export function readEvent(body: unknown): Happened | null {
  const read = eventBody.safeParse(body).data
  return read === undefined ? null : { id: read.event_id, event: read.event }
}

type Person = {
  team?: { id: string } | null | undefined
  enterprise?: { id: string } | null | undefined
  user: { id: string; team_id?: string | undefined }
}

const fromOf = ({ user, team: at, enterprise }: Person): From => ({
  userId: user.id,
  teamId: user.team_id ?? at?.id ?? null,
  enterpriseId: enterprise?.id ?? null,
})
