import { dayWords, monthWords, type WitnessTime, witnessTime } from '../../domain/witness.ts'
import type { Answer, Uses } from '../uses.ts'
import { deliverWitness } from './witness-deliver.ts'

type Adding = Uses<
  | 'clock'
  | 'journal.head'
  | 'signingKeys.current'
  | 'witnesses.day'
  | 'witnesses.month'
  | 'witnesses.addDay'
  | 'witnesses.addMonth'
>

/**
 * Says in the alert channel, once a day under a message of the month, how far the journal goes: against whoever can
 * write the database, and not against whoever also deletes in Slack. Without an alert channel it waits.
 */
export async function keepWitness(
  world: Adding & Parameters<typeof deliverWitness>[0] & Uses<'workspaces.get' | 'startedWith.timeZone'>,
  workspaceId: string,
): Promise<void> {
  const workspace = await world.workspaces.get(workspaceId)
  if (workspace === null) return
  const timeZone = workspace.timeZone ?? world.startedWith.timeZone
  const time = witnessTime(world.clock(), timeZone)
  if (time !== null) await addWhatIsDue(world, workspace, time)
  await deliverWitness(world, { workspace, timeZone })
}

/** While nothing is sealed there is nothing to vouch for. */
async function addWhatIsDue(
  world: Adding,
  { id, alertChannelId: channelId }: Pick<Answer<'workspaces.get'>, 'id' | 'alertChannelId'>,
  { day, month, opensMonth }: WitnessTime,
): Promise<void> {
  const said = await world.witnesses.day(id, day)
  if (channelId === null || (said !== null && said.state !== 'pending')) return
  const head = await world.journal.head(id)
  if (head === null) return
  const now = world.clock()
  if ((await world.witnesses.month(id, { month, channelId })) === null) {
    if (!opensMonth) return
    await world.witnesses.addMonth(id, { month, channelId }, monthWords(month), now)
  }
  if (said !== null) return
  const { fingerprint } = await world.signingKeys.current(id, now)
  const { number, hash } = head
  const words = dayWords(day, { number, hash, fingerprint })
  await world.witnesses.addDay(id, day, { words, number, hash }, now)
}
