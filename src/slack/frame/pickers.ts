import type {
  ConversationsSelect,
  Datepicker,
  EmailInput,
  ExternalSelect,
  FileInput,
  MultiExternalSelect,
  MultiUsersSelect,
  PlainTextOption,
  UsersSelect,
} from '@slack/types'
import { limits } from './limits.ts'
import { plain } from './text.ts'

/** Somebody of the workspace, by Slack's own list: bots, guests and people who left are in it too, so look again. */
export const userSelect = (actionId: string, placeholder: string, chosen?: string | null): UsersSelect => ({
  type: 'users_select',
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  ...(chosen && { initial_user: chosen }),
})

/** Several of them, by the same list. */
export const usersSelect = (
  actionId: string,
  placeholder: string,
  chosen: readonly string[] = [],
): MultiUsersSelect => ({
  type: 'multi_users_select',
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  ...(chosen.length > 0 && { initial_users: [...chosen] }),
})

/** A menu of one whose options are asked of the bot while the person types. */
export const externalSelect = (
  actionId: string,
  placeholder: string,
  more: { chosen?: PlainTextOption | null; from?: number } = {},
): ExternalSelect => ({
  type: 'external_select',
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  min_query_length: more.from ?? 0,
  ...(more.chosen && { initial_option: more.chosen }),
})

/** A day. `chosen`: YYYY-MM-DD. */
export const datePicker = (actionId: string, chosen?: string | null): Datepicker => ({
  type: 'datepicker',
  action_id: actionId,
  ...(chosen && { initial_date: chosen }),
})

/** Slack itself refuses what is no e-mail address. */
export const emailInput = (actionId: string, chosen?: string | null): EmailInput => ({
  type: 'email_text_input',
  action_id: actionId,
  ...(chosen && { initial_value: chosen }),
})

/** A menu of several, at most `most`, whose options are asked of the bot while the person types. */
export const multiExternalSelect = (
  actionId: string,
  placeholder: string,
  {
    most = limits.options,
    ...more
  }: { chosen?: readonly PlainTextOption[]; from?: number; most?: number } = {},
): MultiExternalSelect => ({
  // What is chosen has to come back when the form is shown again, and no more than a hundred can.
  max_selected_items: most,
  type: 'multi_external_select',
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  min_query_length: more.from ?? 0,
  ...(more.chosen && more.chosen.length > 0 && { initial_options: more.chosen.slice(0, most) }),
})

/** Channels only: no direct messages, none shared with other companies, no bots. */
export const channelSelect = (
  actionId: string,
  placeholder: string,
  chosen?: string,
): ConversationsSelect => ({
  type: 'conversations_select',
  action_id: actionId,
  placeholder: plain(placeholder, limits.placeholder),
  filter: { include: ['private', 'public'], exclude_external_shared_channels: true, exclude_bot_users: true },
  ...(chosen && { initial_conversation: chosen }),
})

/** A file of one of these endings, at most one. Needs the scope files:read. */
export const fileInput = (actionId: string, filetypes: readonly string[]): FileInput => ({
  type: 'file_input',
  action_id: actionId,
  filetypes: [...filetypes],
  max_files: 1,
})
