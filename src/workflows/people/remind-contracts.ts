import type { ContractsFacts } from '../../domain/alert.ts'
import { daysBefore, reminderToTell, type Told } from '../../domain/leaving.ts'
import { type Telling, tell } from '../alerts/keep-notice.ts'
import type { NoticedPerson } from './read-people-notices.ts'

type Contract = NoticedPerson & { readonly enteredAt: Date | null }

type Needs = Telling & {
  readonly leaving: {
    contracts(workspaceId: string, now: Date, until: Date, limit: number): Promise<readonly Contract[]>
  }
  readonly alerts: Telling['alerts'] & {
    notices(
      workspaceId: string,
      kind: 'contracts',
      since: Date,
    ): Promise<readonly { readonly kind: string; readonly people?: readonly Told[] }[]>
  }
  readonly requestDelivery: () => Promise<unknown>
}

const day = 86_400_000
/** A day has 25 hours at most. */
const widest = 16 * day
const most = 200

/**
 * Tells of contracts that end soon: one message about all that are due. What was told stands in the messages
 * themselves, so repeating it tells nothing twice, and a last day that is moved is told anew.
 */
export async function remindContracts(needs: Needs, workspaceId: string): Promise<void> {
  const now = needs.clock()
  const contracts = await needs.leaving.contracts(workspaceId, now, new Date(now.getTime() + widest), most)
  if (contracts.length === 0) return
  const since = new Date(now.getTime() - widest)
  const told = (await needs.alerts.notices(workspaceId, 'contracts', since)).flatMap(
    ({ people }) => people ?? [],
  )
  const people = contracts.flatMap((contract): ContractsFacts['people'] => {
    const reminder = reminderToTell(contract, told, now)
    const { id, name, lastDay, endAt } = contract
    return reminder === null ? [] : [{ id, name, lastDay, endAt, reminder, days: daysBefore(endAt, now) }]
  })
  if (people.length === 0) return
  await tell(needs, { workspaceId, miroOrgId: null }, { kind: 'contracts', people }, null)
  await needs.requestDelivery()
}
