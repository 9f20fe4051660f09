import { type ChosenSettings, changedFields, type Field, type Settings } from '../../domain/settings.ts'
import { type Logging, logDeed } from '../audit.ts'
import type { Uses } from '../uses.ts'

type Choosing = Uses<'directory.user' | 'groups.members'>

/** What a person was asked about, and said yes to. */
export type Agreed = {
  /** They will no longer administer. */
  readonly rights: boolean
  /** Names of who is gone for longer are deleted; null: nothing was asked. */
  readonly retentionMonths: Settings['retentionMonths'] | null
}

export type SettingsInput = {
  readonly workspaceId: string
  readonly by: string
  /** Of the settings that the person saw. */
  readonly version: number
  readonly settings: ChosenSettings
  readonly agreed: Agreed
}

export type SettingsSaved =
  /** Nothing is saved before the person agrees. `keeper`: they can still change who administers. */
  | { readonly outcome: 'asks'; readonly about: Agreed; readonly keeper: boolean }
  | { readonly outcome: 'saved'; readonly changed: readonly Field[] }
  | { readonly outcome: 'unchanged' | 'changed_meanwhile' }
  /** Guests, bots and people who left cannot administer. */
  | { readonly outcome: 'not_staff'; readonly people: readonly string[] }
  | { readonly outcome: 'no_group' | 'empty_group' }

/** Saves what changed, with who and when. What did not change is not written. */
export async function saveSettings(
  world: Choosing &
    Logging &
    Uses<'startedWith.timeZone' | 'settings.get' | 'settings.save' | 'keysOf' | 'requestEvaluation'>,
  input: SettingsInput,
): Promise<SettingsSaved> {
  const { workspaceId, by, version } = input
  const before = await world.settings.get(workspaceId)
  if (before === null) return { outcome: 'changed_meanwhile' }
  const chosen = { ...input.settings, holidays: before.settings.holidays }
  const settings = asInForce(chosen, before.settings, world.startedWith.timeZone)
  const changed = changedFields(before.settings, settings)
  if (changed.length === 0) return { outcome: 'unchanged' }
  if (before.version !== version) return { outcome: 'changed_meanwhile' }
  const refused = changed.includes('administrators') ? await unfit(world, settings) : null
  if (refused !== null) return refused
  const asks = await asksFirst(world, before.settings, { ...input, settings })
  if (asks !== null) return asks
  if (!(await world.settings.save(workspaceId, settings, { version, by, now: world.clock() })))
    return { outcome: 'changed_meanwhile' }
  const news = changed.map(field => [field, { from: before.settings[field], to: settings[field] }])
  const details = Object.fromEntries(news)
  await logDeed(world, { workspaceId, by, action: 'settings_saved', subject: workspaceId, details })
  // What a check judges, and whether it does, holds at once.
  if (changed.includes('checks'))
    for (const key of await world.keysOf(workspaceId)) await world.requestEvaluation(key)
  return { outcome: 'saved', changed }
}

/** The form shows the zone in force: who leaves it as it is chose none. */
const asInForce = (chosen: Settings, before: Settings, startedWith: string): Settings =>
  before.timeZone === null && chosen.timeZone === startedWith ? { ...chosen, timeZone: null } : chosen

/** What takes something away for good, or from the person who saves, is asked first; null: they know. */
async function asksFirst(
  world: Choosing,
  before: Settings,
  { by, settings, agreed }: SettingsInput,
): Promise<Extract<SettingsSaved, { outcome: 'asks' }> | null> {
  const shorter = settings.retentionMonths < before.retentionMonths ? settings.retentionMonths : null
  const { isAdmin } = await world.directory.user(by)
  const administers = (chosen: ChosenSettings) => isAmong(world, chosen.administrators, { by, isAdmin })
  const loses = (await administers(before)) && !(await administers(settings))
  const known = (!loses || agreed.rights) && (shorter === null || shorter === agreed.retentionMonths)
  return known
    ? null
    : { outcome: 'asks', about: { rights: loses, retentionMonths: shorter }, keeper: isAdmin }
}

async function isAmong(
  { groups }: Choosing,
  administrators: Settings['administrators'],
  { by, isAdmin }: { readonly by: string; readonly isAdmin: boolean },
): Promise<boolean> {
  if (administrators.way === 'slack') return isAdmin
  if (administrators.way === 'people') return administrators.people.includes(by)
  return (await groups.members(administrators.groupId))?.includes(by) === true
}

async function unfit(world: Choosing, { administrators }: Settings): Promise<SettingsSaved | null> {
  if (administrators.way === 'people') {
    const asked = await Promise.all(
      administrators.people.map(async id => ({ id, ...(await world.directory.user(id)) })),
    )
    const people = asked.filter(({ kind, deactivated }) => kind !== 'member' || deactivated)
    return people.length === 0 ? null : { outcome: 'not_staff', people: people.map(({ id }) => id) }
  }
  if (administrators.way === 'slack') return null
  const members = await world.groups.members(administrators.groupId)
  if (members === null) return { outcome: 'no_group' }
  return members.length === 0 ? { outcome: 'empty_group' } : null
}

/** Chooses the time zone alone, as the setup proposes it. */
export async function useTimeZone(
  world: Parameters<typeof saveSettings>[0],
  { timeZone, ...who }: { readonly workspaceId: string; readonly by: string; readonly timeZone: string },
): Promise<SettingsSaved> {
  const stored = await world.settings.get(who.workspaceId)
  if (stored === null) return { outcome: 'changed_meanwhile' }
  const settings = { ...stored.settings, timeZone }
  const agreed = { rights: false, retentionMonths: null }
  return saveSettings(world, { ...who, version: stored.version, settings, agreed })
}
