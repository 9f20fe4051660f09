import { z } from 'zod'
import { normaliseAddress } from '../../../domain/mail-address.ts'
import type { DirectoryUser, PersonKind } from '../../../domain/staff.ts'

const flag = z.boolean().nullish()

const user = z.object({
  id: z.string().min(1),
  team_id: z.string().nullish(),
  name: z.string().nullish(),
  real_name: z.string().nullish(),
  tz: z.string().nullish(),
  deleted: flag,
  is_bot: flag,
  is_app_user: flag,
  is_workflow_bot: flag,
  is_stranger: flag,
  is_restricted: flag,
  is_ultra_restricted: flag,
  is_invited_user: flag,
  is_email_confirmed: flag,
  is_admin: flag,
  is_owner: flag,
  is_primary_owner: flag,
  enterprise_user: z.object({ id: z.string().min(1), is_admin: flag, is_owner: flag }).nullish(),
  profile: z
    .object({
      email: z.string().nullish(),
      real_name: z.string().nullish(),
      display_name: z.string().nullish(),
      title: z.string().nullish(),
      guest_invited_by: z.string().nullish(),
    })
    .nullish(),
})

export type SlackUser = z.infer<typeof user>

/** One page of `users.list`. Rows of unknown shape make the page unreadable: a partial list must not be taken for a whole one. */
export const usersPage = z.object({
  members: z.array(user),
  response_metadata: z.object({ next_cursor: z.string().nullish() }).nullish(),
})

export const userAnswer = z.object({ user })

export type AskedUser = {
  readonly kind: PersonKind | 'bot' | 'stranger'
  readonly isAdmin: boolean
  readonly deactivated: boolean
  readonly name: string
  readonly address: string | null
  readonly timeZone: string | null
}

type Home = { readonly teamId: string; readonly enterpriseId: string | null }

/** Slackbot says `is_bot: false`, so it is known by its id. */
const isBot = (user: SlackUser): boolean =>
  user.is_bot === true ||
  user.is_app_user === true ||
  user.is_workflow_bot === true ||
  user.id === 'USLACKBOT'

/** In channels shared with other companies their people show up too. */
const isStranger = (user: SlackUser, home: Home): boolean =>
  user.is_stranger === true ||
  (home.enterpriseId === null && user.team_id != null && user.team_id !== home.teamId)

export function kindOf(user: SlackUser, home: Home): AskedUser['kind'] {
  if (isBot(user)) return 'bot'
  if (isStranger(user, home)) return 'stranger'
  if (user.is_restricted === true || user.is_ultra_restricted === true) return 'guest'
  if (user.is_invited_user === true) return 'invited'
  // Of people deactivated Slack leaves out what kind they were.
  return user.deleted === true && user.is_restricted == null ? 'unknown' : 'member'
}

/** What Slack calls everybody whose profile it erased. */
const erasedName = 'Deactivated User'

/** A person who administers Slack may administer the bot. */
const administers = (user: SlackUser): boolean =>
  [user, user.enterprise_user].some(each => each?.is_admin === true || each?.is_owner === true) ||
  user.is_primary_owner === true

/** An address that was never confirmed may be anybody's, so it is not matched to a Miro account. */
const addressOf = (user: SlackUser): string | null =>
  user.is_email_confirmed === false ? null : normaliseAddress(user.profile?.email)

const nameOf = (user: SlackUser): string =>
  [user.profile?.real_name, user.real_name, user.profile?.display_name, user.name]
    .map(name => name?.trim() ?? '')
    .find(name => name !== '') ?? user.id

const orNull = (text: string | null | undefined): string | null => text?.trim() || null

/** One person of the directory; null for bots, apps and people of other companies, who are never staff. */
export function directoryUser(user: SlackUser, home: Home): DirectoryUser | null {
  const kind = kindOf(user, home)
  if (kind === 'bot' || kind === 'stranger') return null
  return {
    // On Grid a person keeps this id in every workspace.
    slackUserId: user.enterprise_user?.id ?? user.id,
    name: user.deleted === true && nameOf(user) === erasedName ? null : nameOf(user),
    kind,
    address: addressOf(user),
    title: orNull(user.profile?.title),
    timeZone: orNull(user.tz),
    isAdmin: administers(user),
    deactivated: user.deleted === true,
  }
}

export const askedUser = (user: SlackUser, home: Home): AskedUser => ({
  kind: kindOf(user, home),
  isAdmin: administers(user),
  deactivated: user.deleted === true,
  name: nameOf(user),
  address: addressOf(user),
  timeZone: orNull(user.tz),
})
