import { asError } from '../log.ts'
import type { Answer, Answers } from '../storage/engine/holder-socket.ts'
import { type Verifying, verifyJournal } from '../workflows/journal/verify-journal.ts'
import type { Uses } from '../workflows/uses.ts'
import type { World } from '../workflows/world.ts'

/** What commands of this machine may ask a running bot for, by its name. */
export const answersForCommands = (world: World): Answers => ({
  [journalQuestion]: logged(world, verifyEach(world)),
})

export const journalQuestion = 'verify-journal'

/** Each workspace one after the other: what differs, and then how much was looked at. */
export function verifyEach(world: Verifying & Uses<'journal.workspaces' | 'witnesses.ofBlocks'>): Answer {
  return async (tell, signal) => {
    const makeWay = async (): Promise<void> => {
      signal.throwIfAborted()
      await world.makeWay()
    }
    for (const workspaceId of await world.journal.workspaces()) {
      const witnessed = await world.witnesses.ofBlocks(workspaceId)
      for (const witness of witnessed) await tell({ witness })
      const figures = await verifyJournal({ ...world, makeWay }, { workspaceId, witnessed }, difference =>
        tell({ difference }),
      )
      await tell({ figures })
    }
    return null
  }
}

/** Whoever asks is told that it failed; why, the log says. */
const logged =
  ({ log }: Pick<World, 'log'>, answer: Answer): Answer =>
  async (tell, signal) => {
    try {
      return await answer(tell, signal)
    } catch (error) {
      if (!signal.aborted) log.error({ err: asError(error) }, 'a command could not be answered')
      throw error
    }
  }
