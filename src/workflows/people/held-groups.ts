import { believable } from '../../domain/believable.ts'
import type { HeldGroup, HeldGroupsFacts } from '../../domain/source-notice.ts'
import { type Keeping, keepNotice, ofPeople } from '../alerts/keep-notice.ts'

export type ComparedGroup = Omit<HeldGroup, 'reason'>

/** As many as a message has room for. */
const named = 5

/** The groups that would change more than can be believed without a person's word. */
export const doubted = (compared: readonly ComparedGroup[]): HeldGroup[] =>
  compared.flatMap(group => {
    const believed = believable(group)
    return believed.ok ? [] : [{ ...group, reason: believed.reason }]
  })

/** Asks for a person's word: one message, also when the next read says the same. */
export async function noteHeldGroups(
  world: Keeping,
  workspaceId: string,
  held: { readonly runId: string; readonly groups: readonly HeldGroup[]; readonly readAt: Date | null },
): Promise<void> {
  const facts: HeldGroupsFacts = {
    kind: 'held_groups',
    runId: held.runId,
    groups: held.groups.slice(0, named),
    more: Math.max(0, held.groups.length - named),
    readAt: held.readAt,
    decided: null,
  }
  await keepNotice(world, ofPeople(workspaceId), 'held_groups', told =>
    JSON.stringify(told) === JSON.stringify(facts) ? null : facts,
  )
}
