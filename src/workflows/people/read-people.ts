import { type ListedStaff, type PeopleList, soonDays } from '../../domain/people-list.ts'
import type { Answer, Uses } from '../uses.ts'

export const peoplePerPage = 20

export type PeoplePage = {
  readonly list: PeopleList
  readonly people: readonly ListedStaff[]
  /** Place of the first, from 0. */
  readonly from: number
  readonly counts: Answer<'peopleList.counts'>
}

/** People of one list, a page at a time, and how many are in each. Who asks is in none: nobody reads of their own leaving. */
export async function readPeople(
  world: Uses<'clock' | 'peopleList.counts' | 'peopleList.page'>,
  asked: {
    readonly workspaceId: string
    readonly by: string
    /** null: the first in which somebody is. */
    readonly list: PeopleList | null
    readonly from: number
  },
): Promise<PeoplePage> {
  const { workspaceId, by } = asked
  const now = world.clock()
  const at = { by, now, until: new Date(now.getTime() + soonDays * 86_400_000) }
  const counts = await world.peopleList.counts(workspaceId, at)
  const list = asked.list ?? (counts.leaving > 0 ? 'leaving' : 'left')
  const pages = Math.max(1, Math.ceil(counts[list] / peoplePerPage))
  const from = Math.min(Math.floor(asked.from / peoplePerPage), pages - 1) * peoplePerPage
  const people = await world.peopleList.page(workspaceId, list, { ...at, from, size: peoplePerPage })
  return { list, people, from, counts }
}
