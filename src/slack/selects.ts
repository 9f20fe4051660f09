import type { ExternalSelect, MultiUsersSelect, PlainTextOption } from '@slack/types'
import { limits } from './limits.ts'
import { plain } from './text.ts'

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

/** People of the workspace, by Slack's own picker. */
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
