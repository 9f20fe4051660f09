import { closeQuestion, type Keeping, ofPeople, superseded } from '../alerts/keep-notice.ts'
import { foreignError } from '../foreign-error.ts'
import type { Uses } from '../uses.ts'
import { doubted, noteHeldGroups } from './held-groups.ts'

type Changes = {
  /** The people who are in other groups than before. */
  readonly personIds: readonly string[]
  /** A group came or went: that may bear on everybody. */
  readonly groupsChanged: boolean
}

export type ReadingGroups = Keeping &
  Uses<
    | 'groups.all'
    | 'userGroups.compare'
    | 'userGroups.apply'
    | 'userGroups.readAt'
    | 'userGroups.forget'
    | 'userGroups.hold'
  >

const nothing: Changes = { personIds: [], groupsChanged: false }

/**
 * Reads Slack's user groups and takes them over, all or nothing. Where a group that a rule names would change more
 * than can be believed, a person is asked: till then what was known stays, and grows old. Throws Slack's error; what
 * was known then stays too.
 */
export async function readGroups(world: ReadingGroups, workspaceId: string): Promise<Changes> {
  const askedAt = world.clock()
  const groups = await world.groups.all()
  if (groups === null) {
    await world.userGroups.forget(workspaceId, askedAt)
    await closeQuestion(world, ofPeople(workspaceId), 'held_groups', superseded)
    return nothing
  }
  const read = { askedAt, groups }
  const unbelievable = doubted(await world.userGroups.compare(workspaceId, groups, askedAt))
  const [first] = unbelievable
  if (first !== undefined) {
    const runId = await world.userGroups.hold(workspaceId, read, first.reason)
    if (runId === null) return nothing
    const readAt = await world.userGroups.readAt(workspaceId)
    await noteHeldGroups(world, workspaceId, { runId, groups: unbelievable, readAt })
    return nothing
  }
  const changes = await world.userGroups.apply(workspaceId, read)
  if (changes === null) return nothing
  await closeQuestion(world, ofPeople(workspaceId), 'held_groups', superseded)
  return changes
}

/** The same where something else goes on with what was known of them: the next staff scan asks Slack again. */
export async function tryGroups(world: ReadingGroups & Uses<'log'>, workspaceId: string): Promise<void> {
  try {
    await readGroups(world, workspaceId)
  } catch (error) {
    if (!(error instanceof Error) || foreignError(error) === null) throw error
    world.log.warn({ workspace: workspaceId, err: error }, 'the user groups could not be read')
  }
}
