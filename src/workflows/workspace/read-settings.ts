import type { ConnectionKey, ConnectionState } from '../../domain/connection-key.ts'
import type { ScimStatus } from '../accounts/scim-names.ts'
import { nextSync } from '../sync/due-syncs.ts'
import type { Answer, Uses } from '../uses.ts'
import type { Who } from './permission.ts'

/** A user group of Slack, as somebody picks it. */
export type UserGroup = Answer<'groups.list'>[number]

/** What the settings modal shows. */
export type SettingsReport = Answer<'settings.get'> & {
  readonly startedWith: { readonly timeZone: string; readonly syncCron: string }
  /** The time zone that counts: the one chosen, else the one the bot was started with. */
  readonly timeZoneInForce: string
  /** Where Slack says that the person is, when that is another one; else null. */
  readonly ownTimeZone: string | null
  /** Null while nothing is connected. */
  readonly nextSyncAt: Date | null
  readonly alertChannel: { readonly id: string; readonly trouble: string | null } | null
  /** Null: the app may not read user groups. */
  readonly userGroups: readonly UserGroup[] | null
  /** The staff list as CSV; null: nobody brought one. */
  readonly staffList: Answer<'staffList.source'> | null
  /** Declared to be the same company. */
  readonly equalDomains: readonly string[]
  readonly connections: readonly {
    readonly key: ConnectionKey
    readonly organizationName: string
    readonly state: ConnectionState
    /** How reading names by SCIM is; null: nobody gave a token. */
    readonly scim: ScimStatus | null
  }[]
}

/** The settings as they are. Null for a workspace the bot does not serve. */
export async function readSettings(
  world: Parameters<typeof nextSync>[0] &
    Uses<
      | 'startedWith.timeZone'
      | 'settings.get'
      | 'workspaces.get'
      | 'connections.list'
      | 'scim.statuses'
      | 'directory.user'
      | 'groups.list'
      | 'staffList.source'
      | 'equalDomains.get'
    >,
  who: Who,
): Promise<SettingsReport | null> {
  const stored = await world.settings.get(who.workspaceId)
  if (stored === null) return null
  const workspace = await world.workspaces.get(who.workspaceId)
  const connections = await world.connections.list(who.workspaceId)
  const statuses = await world.scim.statuses(who.workspaceId)
  const { startedWith } = world
  const timeZoneInForce = stored.settings.timeZone ?? startedWith.timeZone
  const own = await ownZone(world, who.slackUserId)
  return {
    ...stored,
    startedWith: { timeZone: startedWith.timeZone, syncCron: startedWith.syncCron },
    timeZoneInForce,
    ownTimeZone: own === timeZoneInForce ? null : own,
    nextSyncAt: connections.some(({ state }) => state === 'connected')
      ? nextSync(world, stored.settings)
      : null,
    alertChannel:
      workspace?.alertChannelId == null
        ? null
        : { id: workspace.alertChannelId, trouble: workspace.alertChannelTrouble },
    userGroups: await world.groups.list(),
    staffList: await world.staffList.source(who.workspaceId),
    equalDomains: await world.equalDomains.get(who.workspaceId),
    connections: connections.map(one => ({
      ...one,
      scim: statuses.find(({ miroOrgId }) => miroOrgId === one.key.miroOrgId) ?? null,
    })),
  }
}

/** Slack may know zones that this machine does not. */
async function ownZone(world: Uses<'directory.user'>, slackUserId: string): Promise<string | null> {
  const { timeZone } = await world.directory.user(slackUserId)
  return timeZone !== null && Intl.supportedValuesOf('timeZone').includes(timeZone) ? timeZone : null
}

/** By handle. Null: the app may not read user groups. */
export const userGroups = ({ groups }: Uses<'groups.list'>): Promise<readonly UserGroup[] | null> =>
  groups.list()
