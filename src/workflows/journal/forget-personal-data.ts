import { monthsBefore } from '../../domain/retention.ts'
import type { Logging } from '../audit.ts'
import type { Uses } from '../uses.ts'

/** Days for which an organisation that was disconnected, or an app that was removed, may yet come back. */
const mayComeBack = 30

/**
 * Deletes names, addresses and notes of who and what has been gone for longer than the settings say: first what is
 * known of them now, then what was. In pieces, so that nobody waits for it. Safe to repeat.
 */
export async function forgetPersonalData(
  world: Logging &
    Uses<
      | 'clock'
      | 'makeWay'
      | 'settings.get'
      | 'retention.eraseAccounts'
      | 'retention.eraseReasons'
      | 'retention.eraseExceptions'
      | 'retention.erasePeople'
      | 'retention.eraseReads'
      | 'retention.eraseMessages'
      | 'retention.deleteParts'
    >,
  workspaceId: string,
): Promise<void> {
  const { retention } = world
  const now = world.clock()
  const stored = await world.settings.get(workspaceId)
  if (stored === null) return
  const before = monthsBefore(now, stored.settings.retentionMonths)
  const of = { workspaceId, before, away: new Date(now.getTime() - mayComeBack * 86_400_000), now }
  const all = async (piece: (given: typeof of) => Promise<number>): Promise<number> => {
    let erased = 0
    for (let more = await piece(of); more > 0; more = await piece(of)) {
      erased += more
      await world.makeWay()
    }
    return erased
  }
  const accounts = await all(retention.eraseAccounts)
  await all(retention.eraseReasons)
  await all(retention.eraseExceptions)
  const people = await all(retention.erasePeople)
  await all(retention.eraseReads)
  await all(retention.eraseMessages)
  let parts = 0
  for (let after = '0'; ; ) {
    const piece = await retention.deleteParts(of, after)
    parts += piece.deleted
    // Rows come in the order of their time: after these there are only younger ones.
    if (piece.last === null || piece.old === 0) break
    after = piece.last
    await world.makeWay()
  }
  if (accounts + people + parts === 0) return
  await world.audit.append({
    workspaceId,
    at: now,
    actor: 'bot',
    action: 'personal_data_deleted',
    subject: workspaceId,
    details: { accounts, people, parts },
  })
}
