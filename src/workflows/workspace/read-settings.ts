import type { Settings } from '../../domain/settings.ts'
import type { StaffFileOrigin } from '../../domain/staff-record.ts'
import type { ScimStatus } from '../accounts/scim-token.ts'
import type { ConnectionKey, ConnectionState } from '../connection-key.ts'
import { nextSync, type StartedWith } from '../sync/next-sync.ts'

export type UserGroup = { readonly id: string; readonly handle: string; readonly name: string }

export type StaffListStatus = {
  readonly origin: StaffFileOrigin
  /** It is read on the schedule. */
  readonly standing: boolean
  /** When the list in force was read; null: none was yet. */
  readonly readAt: Date | null
  /** Since when it cannot be read; null where it can. */
  readonly troubleSince: Date | null
}

/** What the settings modal shows. */
export type SettingsReport = {
  readonly settings: Settings
  readonly version: number
  readonly savedBy: string | null
  readonly savedAt: Date | null
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
  readonly staffList: StaffListStatus | null
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

type Needs = {
  readonly clock: () => Date
  readonly startedWith: StartedWith
  readonly settings: {
    get(
      workspaceId: string,
    ): Promise<Pick<SettingsReport, 'settings' | 'version' | 'savedBy' | 'savedAt'> | null>
  }
  readonly workspaces: {
    get(id: string): Promise<{ alertChannelId: string | null; alertChannelTrouble: string | null } | null>
  }
  readonly connections: {
    list(workspaceId: string): Promise<readonly Omit<SettingsReport['connections'][number], 'scim'>[]>
  }
  readonly scim: { statuses(workspaceId: string): Promise<readonly ScimStatus[]> }
  readonly directory: { user(slackUserId: string): Promise<{ timeZone: string | null }> }
  readonly groups: { list(): Promise<readonly UserGroup[] | null> }
  readonly staffList: { source(workspaceId: string): Promise<StaffListStatus | null> }
  readonly equalDomains: { get(workspaceId: string): Promise<readonly string[]> }
}

/** The settings as they are. Null for a workspace the bot does not serve. */
export async function readSettings(
  needs: Needs,
  who: { readonly workspaceId: string; readonly slackUserId: string },
): Promise<SettingsReport | null> {
  const stored = await needs.settings.get(who.workspaceId)
  if (stored === null) return null
  const workspace = await needs.workspaces.get(who.workspaceId)
  const connections = await needs.connections.list(who.workspaceId)
  const statuses = await needs.scim.statuses(who.workspaceId)
  const { startedWith } = needs
  const timeZoneInForce = stored.settings.timeZone ?? startedWith.timeZone
  const own = await ownZone(needs, who.slackUserId)
  return {
    ...stored,
    startedWith: { timeZone: startedWith.timeZone, syncCron: startedWith.syncCron },
    timeZoneInForce,
    ownTimeZone: own === timeZoneInForce ? null : own,
    nextSyncAt: connections.some(({ state }) => state === 'connected')
      ? nextSync(needs, stored.settings)
      : null,
    alertChannel:
      workspace?.alertChannelId == null
        ? null
        : { id: workspace.alertChannelId, trouble: workspace.alertChannelTrouble },
    userGroups: await needs.groups.list(),
    staffList: await needs.staffList.source(who.workspaceId),
    equalDomains: await needs.equalDomains.get(who.workspaceId),
    connections: connections.map(one => ({
      ...one,
      scim: statuses.find(({ miroOrgId }) => miroOrgId === one.key.miroOrgId) ?? null,
    })),
  }
}

/** Slack may know zones that this machine does not. */
async function ownZone(needs: Needs, slackUserId: string): Promise<string | null> {
  const { timeZone } = await needs.directory.user(slackUserId)
  return timeZone !== null && Intl.supportedValuesOf('timeZone').includes(timeZone) ? timeZone : null
}
