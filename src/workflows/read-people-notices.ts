import { reminderOf } from '../domain/leaving.ts'

/** Somebody whose last day is near, or over. */
export type NoticedPerson = {
  readonly id: string
  readonly name: string
  readonly lastDay: string | null
  readonly endAt: Date
}

/** What about people waits for an administrator. Derived each time, never stored. */
export type PeopleNotices = {
  /** Contracts that end within 14 days, the soonest first. */
  readonly contracts: readonly NoticedPerson[]
  /** Who left as somebody entered, while Slack says that they are active. */
  readonly stillActive: readonly NoticedPerson[]
}

type Needs = {
  readonly clock: () => Date
  readonly leaving: {
    contracts(workspaceId: string, now: Date, until: Date, limit: number): Promise<readonly NoticedPerson[]>
    stillActive(workspaceId: string, now: Date, limit: number): Promise<readonly NoticedPerson[]>
  }
}

/** As many of each as can be told one by one, and one more to tell that there are others. */
const most = 6
const widest = 16 * 86_400_000

export async function readPeopleNotices(needs: Needs, workspaceId: string): Promise<PeopleNotices> {
  const now = needs.clock()
  const until = new Date(now.getTime() + widest)
  const contracts = await needs.leaving.contracts(workspaceId, now, until, most)
  return {
    contracts: contracts.filter(({ endAt }) => reminderOf(endAt, now) !== null),
    stillActive: await needs.leaving.stillActive(workspaceId, now, most),
  }
}
