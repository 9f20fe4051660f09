import type { Answer, Uses } from '../uses.ts'

/** As many as one page shows. */
export const heldPerPage = 40

export type Losing = Answer<'accountSync.losing'>[number]

/** more: there are others after these. */
export type HeldLosses =
  | {
      readonly outcome: 'shown'
      /** Of Miro; else of Slack's staff. */
      readonly accounts: boolean
      readonly gone: number
      readonly rows: readonly Losing[]
      readonly more: boolean
    }
  | { readonly outcome: 'out_of_date' }

/** Who would go by a sync that waits for a decision, page by page. */
export async function readHeldLosses(
  world: Uses<'clock' | 'runs.get' | 'accountSync.losing' | 'staffSync.losing'>,
  input: { readonly workspaceId: string; readonly runId: string; readonly afterId: string | null },
): Promise<HeldLosses> {
  const { workspaceId, runId, afterId } = input
  const run = await world.runs.get(workspaceId, runId)
  if (run?.state !== 'held' || (run.source !== 'miro' && run.source !== 'slack'))
    return { outcome: 'out_of_date' }
  const accounts = run.source === 'miro'
  const limit = heldPerPage + 1
  const found = accounts
    ? await world.accountSync.losing(run, afterId, limit)
    : await world.staffSync.losing(run, afterId, limit, world.clock())
  const rows = found.slice(0, heldPerPage)
  return { outcome: 'shown', accounts, gone: run.change?.gone ?? 0, rows, more: found.length > rows.length }
}
