import type { SavedRule } from '../../domain/rule.ts'
import { isLocal, redirectUrl } from '../connection/connect-miro.ts'
import type { Answer, Uses } from '../uses.ts'

/** How far the setup has come: what the guide and the setup message show. */
export type Setup = {
  readonly publicUrl: string
  readonly redirectUrl: string
  /** Miro's redirect then works only in a browser on the machine that runs the bot. */
  readonly publicUrlIsLocal: boolean
  readonly alertChannel: {
    readonly id: string
    readonly name: string
    readonly isPublic: boolean
    readonly trouble: string | null
  } | null
  readonly slackAdmins: readonly string[]
  /** The time zone in force, and that of whoever connected Miro, until one is chosen; null: they are the same. */
  readonly zone: { readonly inForce: string; readonly proposed: string; readonly of: string } | null
  readonly connections: readonly SetupConnection[]
  /** What was connected once and is not now, the last one first. */
  readonly disconnected: readonly SetupDisconnected[]
}

/** A disconnected organization: what is kept goes on when it is connected again. */
export type SetupDisconnected = {
  readonly organizationName: string
  readonly disconnectedAt: Date
  readonly critical: boolean
  readonly rule: SavedRule | null
}

export type SetupConnection = Omit<
  ShownConnection,
  'scopes' | 'miroUserId' | 'criticalSince' | 'criticalBy' | 'criticalOwner' | 'tokensRenewedAt'
> & {
  readonly critical: boolean
  /** Slack id of the owner of the critical system who is no longer on the staff; else null. */
  readonly ownerLeft: string | null
  readonly rule: SavedRule | null
  readonly firstSyncRunning: boolean
}

type ShownConnection = Answer<'connections.list'>[number]

export async function readSetup(
  world: Uses<
    | 'publicUrl'
    | 'workspaces.get'
    | 'people.admins'
    | 'people.hasLeft'
    | 'people.timeZone'
    | 'settings.get'
    | 'startedWith.timeZone'
    | 'connections.list'
    | 'connections.disconnected'
    | 'rules.current'
    | 'runs.latest'
  >,
  workspaceId: string,
): Promise<Setup> {
  const workspace = await world.workspaces.get(workspaceId)
  const connections = await world.connections.list(workspaceId)
  const disconnected = await world.connections.disconnected(workspaceId)
  return {
    publicUrl: world.publicUrl,
    redirectUrl: redirectUrl(world.publicUrl),
    publicUrlIsLocal: isLocal(world.publicUrl),
    alertChannel:
      workspace?.alertChannelId == null
        ? null
        : {
            id: workspace.alertChannelId,
            name: workspace.alertChannelName ?? workspace.alertChannelId,
            isPublic: workspace.alertChannelPublic === true,
            trouble: workspace.alertChannelTrouble,
          },
    slackAdmins: await world.people.admins(workspaceId),
    zone: await zoneOf(world, workspaceId, connections[0]?.connectedBy),
    connections: await Promise.all(
      connections.map(async ({ criticalSince, criticalOwner, ...connection }) => ({
        ...connection,
        critical: criticalSince !== null,
        ownerLeft:
          criticalOwner !== null && (await world.people.hasLeft(workspaceId, criticalOwner))
            ? criticalOwner
            : null,
        rule: await world.rules.current(connection.key),
        firstSyncRunning:
          connection.lastCompleteSyncAt === null &&
          (await world.runs.latest(workspaceId, 'miro', connection.key.miroOrgId))?.state === 'running',
      })),
    ),
    disconnected: await Promise.all(
      disconnected.map(async ({ key, organizationName, disconnectedAt, criticalSince }) => ({
        organizationName,
        disconnectedAt,
        critical: criticalSince !== null,
        rule: await world.rules.current(key),
      })),
    ),
  }
}

async function zoneOf(
  world: Uses<'people.timeZone' | 'settings.get' | 'startedWith.timeZone'>,
  workspaceId: string,
  connectedBy: string | undefined,
): Promise<Setup['zone']> {
  const chosen = (await world.settings.get(workspaceId))?.settings.timeZone ?? null
  if (chosen !== null || connectedBy === undefined) return null
  const inForce = world.startedWith.timeZone
  const proposed = await world.people.timeZone(workspaceId, connectedBy)
  // Slack may know zones that this machine does not.
  const fits =
    proposed !== null && proposed !== inForce && Intl.supportedValuesOf('timeZone').includes(proposed)
  return fits ? { inForce, proposed, of: connectedBy } : null
}
