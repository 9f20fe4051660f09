import type { ConnectionKey } from '../connection-key.ts'
import { untilQuiet } from '../until-quiet.ts'
import { type Judging, judgePeople } from './judge-people.ts'
import { type GroupNeeds, readGroups } from './read-groups.ts'

type Needs = GroupNeeds &
  Judging & {
    readonly pause: (milliseconds: number) => Promise<void>
    readonly userGroups: GroupNeeds['userGroups'] & {
      /** When Slack last told of a change that was not read since. */
      changedSince(workspaceId: string): Promise<Date | null>
    }
    readonly keysOf: (workspaceId: string) => Promise<readonly ConnectionKey[]>
    readonly deliver: () => Promise<unknown>
  }

/**
 * Acts on what Slack told about user groups: reads them again and judges the accounts of whoever is in other groups
 * than before. What an event says is never believed, so one that comes late or twice does no harm. May be repeated.
 */
export async function lookAtGroups(needs: Needs, workspaceId: string): Promise<void> {
  const changedAt = await untilQuiet(
    needs,
    () => needs.userGroups.changedSince(workspaceId),
    found => found,
  )
  if (changedAt === null) return
  const { personIds, groupsChanged } = await readGroups(needs, workspaceId)
  if (groupsChanged) for (const key of await needs.keysOf(workspaceId)) await needs.requestEvaluation(key)
  else await judgePeople(needs, workspaceId, `groups-${needs.clock().getTime()}`, personIds)
  await needs.deliver()
}
