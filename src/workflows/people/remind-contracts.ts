import type { ContractsFacts } from '../../domain/alert.ts'
import { daysBefore, reminderToTell } from '../../domain/leaving.ts'
import { ofPeople, type Telling, tell } from '../alerts/keep-notice.ts'
import type { Uses } from '../uses.ts'

const day = 86_400_000
/** A day has 25 hours at most. */
const widest = 16 * day
const most = 200

/**
 * Tells of contracts that end soon: one message about all that are due. What was told stands in the messages
 * themselves, so repeating it tells nothing twice, and a last day that is moved is told anew.
 */
export async function remindContracts(
  world: Telling & Uses<'leaving.contracts' | 'alerts.notices' | 'requestDelivery'>,
  workspaceId: string,
): Promise<void> {
  const now = world.clock()
  const contracts = await world.leaving.contracts(workspaceId, now, new Date(now.getTime() + widest), most)
  if (contracts.length === 0) return
  const since = new Date(now.getTime() - widest)
  const told = (await world.alerts.notices(workspaceId, 'contracts', since)).flatMap(facts =>
    facts.kind === 'contracts' ? facts.people : [],
  )
  const people = contracts.flatMap((contract): ContractsFacts['people'] => {
    const reminder = reminderToTell(contract, told, now)
    const { id, name, lastDay, endAt } = contract
    return reminder === null ? [] : [{ id, name, lastDay, endAt, reminder, days: daysBefore(endAt, now) }]
  })
  if (people.length === 0) return
  await tell(world, ofPeople(workspaceId), { kind: 'contracts', people }, null)
  await world.requestDelivery()
}
