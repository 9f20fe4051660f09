import type { Uses } from '../uses.ts'

type Removing = Uses<'clock' | 'log.warn' | 'workspaces.setRemoved' | 'installation.setRemoved'>

/** The app was removed from Slack, or its token taken back: from now on nothing is asked of Slack, nor of Miro on schedule. */
export async function noteAppRemoved(
  world: Removing,
  { workspaceId, because }: { readonly workspaceId: string; readonly because: string },
): Promise<void> {
  const news = await world.workspaces.setRemoved(workspaceId, because, world.clock())
  world.installation.setRemoved(true)
  if (news)
    world.log.warn(
      { workspaceId, because },
      'the app was removed from Slack: nothing is asked of Slack or Miro until it is back, and what is stored stays',
    )
}

type Returning = Uses<
  | 'clock'
  | 'log.info'
  | 'workspaces.setBack'
  | 'installation.setRemoved'
  | 'send'
  | 'keysOf'
  | 'enqueueSync'
  | 'requestDelivery'
>

/** Slack sent something: where the app counts as removed, the token is tried, and when it works everything goes on. */
export async function noteHeard(
  world: Returning & Uses<'installation.isRemoved' | 'installation.tokenWorks'>,
  { workspaceId }: { readonly workspaceId: string },
): Promise<void> {
  if (world.installation.isRemoved() && (await world.installation.tokenWorks()))
    await noteAppBack(world, workspaceId)
}

/** The token works. Where the app was removed before, people and accounts are read again, and what waited is sent. */
async function noteAppBack(world: Returning, workspaceId: string): Promise<void> {
  const news = await world.workspaces.setBack(workspaceId, world.clock())
  world.installation.setRemoved(false)
  if (!news) return
  world.log.info({ workspaceId }, 'the app is back in Slack')
  await world.send('staff', workspaceId, { workspaceId })
  for (const { miroOrgId } of await world.keysOf(workspaceId))
    await world.enqueueSync({
      workspaceId,
      miroOrgIds: [miroOrgId],
      staff: false,
      requestedBy: null,
      progress: null,
    })
  await world.requestDelivery()
}

/** Ids of the workspaces that have the app, as the database says. */
export async function servedWorkspaces(
  world: Uses<'workspaces.all' | 'installation.setRemoved'>,
): Promise<ReadonlySet<string>> {
  const all = await world.workspaces.all()
  const served = all.filter(({ removedAt }) => removedAt === null)
  // Another process may have seen it go, or come back.
  world.installation.setRemoved(all.length > 0 && served.length === 0)
  return new Set(served.map(({ id }) => id))
}
