import type { Uses } from '../uses.ts'

/** Seals every row of the journal that was written up to now, a block at a time. Safe to repeat, also at the same time. */
export async function sealJournal(
  { clock, journal, makeWay }: Uses<'clock' | 'journal.seal' | 'makeWay'>,
  workspaceId: string,
): Promise<void> {
  while (await journal.seal(workspaceId, clock())) await makeWay()
}
