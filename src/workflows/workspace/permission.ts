import { type Logging, logDeed } from '../audit.ts'
import type { Answer, Uses } from '../uses.ts'

/**
 * What somebody must be. admin: an administrator of the bot, as chosen in its settings; by default Slack's owners
 * and admins. keeper: the same, and always Slack's owners and admins, so that nobody can lock the workspace out of
 * the settings. member: everybody of the workspace but guests.
 */
export type Allow = 'admin' | 'keeper' | 'member'

export type Permission =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      readonly because: Because
      /** Slack ids of who may, for the refusal to name. */
      readonly admins: readonly string[]
    }

/**
 * not_admin: Slack's owners and admins administer. not_chosen: others do. not_chosen_keeper: others do, but this
 * person may change who.
 */
type Because =
  | 'guest'
  | 'not_admin'
  | 'not_chosen'
  | 'not_chosen_keeper'
  | 'stranger'
  | 'deactivated'
  /** Their last day is over, or the staff list no longer names them, though Slack still has them. */
  | 'left'

/** How somebody stands to the bot. */
export type Standing =
  | { readonly as: 'admin' }
  /** keeper: may change who administers. */
  | { readonly as: 'member'; readonly keeper: boolean }
  | ({ readonly as: 'refused' } & Omit<Extract<Permission, { allowed: false }>, 'allowed'>)

/** What tells how somebody stands to the bot. */
type Asking = Uses<
  'clock' | 'directory.user' | 'settings.get' | 'groups.members' | 'people.admins' | 'people.leftElsewhere'
>

export type Who = { readonly workspaceId: string; readonly slackUserId: string }

/** Whether this person may do something. Asked of Slack each time; refusals are logged. */
export async function permission(
  world: Asking & Logging,
  input: Who & { readonly allow: Allow },
): Promise<Permission> {
  const because = await refusal(world, await world.directory.user(input.slackUserId), input)
  if (because === null) return { allowed: true }
  const { workspaceId, slackUserId: by } = input
  await logDeed(world, { workspaceId, by, action: 'refused', subject: by, details: { because } })
  return { allowed: false, because, admins: await othersWhoMay(world, input) }
}

/** The same question without a deed: looking is no attempt, so nothing is logged. */
export async function standing(world: Asking, who: Who): Promise<Standing> {
  const user = await world.directory.user(who.slackUserId)
  const because = await refusal(world, user, { ...who, allow: 'member' })
  if (because !== null) return { as: 'refused', because, admins: await othersWhoMay(world, who) }
  const may = async (allow: Allow) => (await refusal(world, user, { ...who, allow })) === null
  return (await may('admin')) ? { as: 'admin' } : { as: 'member', keeper: await may('keeper') }
}

/** Somebody who was one of them until the last look at Slack is not sent to themselves. */
const othersWhoMay = async (
  { people }: Uses<'people.admins'>,
  { workspaceId, slackUserId }: Who,
): Promise<readonly string[]> => (await people.admins(workspaceId)).filter(id => id !== slackUserId)

async function refusal(
  world: Asking,
  user: Answer<'directory.user'>,
  { workspaceId, slackUserId, allow }: Who & { allow: Allow },
): Promise<Because | null> {
  if (user.deactivated) return 'deactivated'
  if (user.kind === 'guest') return 'guest'
  if (user.kind !== 'member') return 'stranger'
  if (await world.people.leftElsewhere(workspaceId, slackUserId, world.clock())) return 'left'
  if (allow === 'member' || (allow === 'keeper' && user.isAdmin)) return null
  const chosen = await chosenPeople(world, workspaceId)
  if (chosen === null) return user.isAdmin ? null : 'not_admin'
  if (chosen.includes(slackUserId)) return null
  return user.isAdmin ? 'not_chosen_keeper' : 'not_chosen'
}

type Choosing = Uses<'settings.get' | 'groups.members'>

/** More than so many are never named or told. */
const most = 50

/**
 * Slack ids of who administers the bot. Slack's owners and admins where nobody of those chosen is left: here it is they
 * whom `people.admins` names.
 */
export async function administrators(
  world: Choosing & Uses<'people.admins' | 'people.isCurrent'>,
  workspaceId: string,
): Promise<readonly string[]> {
  const chosen = (await chosenPeople(world, workspaceId)) ?? []
  const current: string[] = []
  for (const id of chosen.slice(0, most)) if (await world.people.isCurrent(workspaceId, id)) current.push(id)
  return current.length > 0 ? current : world.people.admins(workspaceId)
}

/** Null: Slack's owners and admins. */
async function chosenPeople(world: Choosing, workspaceId: string): Promise<readonly string[] | null> {
  const chosen = (await world.settings.get(workspaceId))?.settings.administrators ?? { way: 'slack' }
  if (chosen.way === 'slack') return null
  return chosen.way === 'people' ? chosen.people : ((await world.groups.members(chosen.groupId)) ?? [])
}
