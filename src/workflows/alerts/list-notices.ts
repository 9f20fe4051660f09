import type { HeldListFacts, ListTrouble, ListTroubleFacts, UnusedRows } from '../../domain/source-notice.ts'
import type { StaffFileOrigin } from '../../domain/staff-record.ts'
import type { StaffFileReason, StaffFileStaged } from '../people/staff-file.ts'
import { type NoticeNeeds, tell } from './notices.ts'

/** What is kept of where a workspace's staff list is from. */
export type StaffListSource = {
  readonly origin: StaffFileOrigin
  /** It is read on the schedule. */
  readonly standing: boolean
  /** When the list in force was read; null: none was yet. */
  readonly readAt: Date | null
  readonly trouble: ListTrouble | null
  readonly troubleSince: Date | null
}

export type ListNoticeNeeds = NoticeNeeds & {
  readonly staffList: {
    source(workspaceId: string): Promise<StaffListSource | null>
    /** `trouble` null: it could be read. */
    noteTrouble(
      workspaceId: string,
      noted: { origin: StaffFileOrigin; trouble: ListTrouble | null; now: Date },
    ): Promise<unknown>
  }
}

const none: UnusedRows = { mistakes: [], conflicts: [], more: 0 }

/**
 * Something is wrong with the list that is read on the schedule, or (`trouble` null) no longer. It is told once; the
 * same message closes. One that cannot be used leaves everybody as the last good read left them.
 */
export async function noteListTrouble(
  needs: ListNoticeNeeds,
  input: {
    readonly workspaceId: string
    readonly origin: StaffFileOrigin
    readonly trouble: ListTrouble | null
    readonly unused?: UnusedRows
  },
): Promise<void> {
  const { workspaceId, origin, trouble, unused = none } = input
  const now = needs.clock()
  // Without some rows it is in force all the same.
  await needs.staffList.noteTrouble(workspaceId, {
    ...{ origin, now, trouble: trouble === 'rows' ? null : trouble },
  })
  const open = await needs.alerts.openNotice(workspaceId, null, 'list_trouble')
  if (open?.facts.kind === 'list_trouble') {
    const told = open.facts
    const news = trouble === null ? { ...told, fixedAt: now } : { ...told, trouble, origin, unused }
    if (JSON.stringify(news) !== JSON.stringify(told))
      await needs.alerts.changeNotice(workspaceId, open.id, news, now)
    return
  }
  if (trouble === null) return
  const readAt = (await needs.staffList.source(workspaceId))?.readAt ?? null
  const facts: ListTroubleFacts = {
    ...{ kind: 'list_trouble', origin, trouble, unused, since: now, readAt, fixedAt: null },
  }
  await tell(needs, { workspaceId, miroOrgId: null }, facts, null)
}

/** As many as a message has room for. */
const named = 5

export function unusedRows({ reading, samples, conflicts }: StaffFileStaged): UnusedRows {
  const mistakes = reading.mistakes.first.slice(0, named)
  const left = samples.conflicts.slice(0, named - mistakes.length)
  const more = reading.mistakes.all + conflicts - mistakes.length - left.length
  return { mistakes, conflicts: left, more }
}

/** Asks for a person's word about a list: one message, also when the next read says the same. */
export async function noteHeldList(
  needs: NoticeNeeds,
  workspaceId: string,
  held: { readonly runId: string; readonly reason: StaffFileReason; readonly change: StaffFileStaged },
): Promise<void> {
  const { runId, reason, change } = held
  if (reason === 'preview') return
  const { origin, rows, setAside, before, after, gone, leaving, returning, samples } = change
  const facts: HeldListFacts = {
    ...{
      kind: 'held_list',
      runId,
      origin,
      reason,
      rows,
      setAside,
      before,
      after,
      gone,
      leaving,
      returning,
      decided: null,
    },
    unused: unusedRows(change),
    sample: (reason === 'many_back' ? samples.returning : [...samples.leaving, ...samples.missing]).slice(
      0,
      5,
    ),
  }
  const open = await needs.alerts.openNotice(workspaceId, null, 'held_list')
  if (open !== null) await needs.alerts.changeNotice(workspaceId, open.id, facts, needs.clock())
  else await tell(needs, { workspaceId, miroOrgId: null }, facts, null)
}

/** The question is answered, by a person or by a later list. `runId`: only if it is about that one. */
export async function closeHeldList(
  needs: NoticeNeeds,
  workspaceId: string,
  decided: {
    readonly as: 'applied' | 'superseded'
    readonly by: string | null
    readonly runId: string | null
  },
): Promise<void> {
  const open = await needs.alerts.openNotice(workspaceId, null, 'held_list')
  if (open?.facts.kind !== 'held_list') return
  const { as, by, runId } = decided
  if (runId !== null && runId !== open.facts.runId) return
  const at = needs.clock()
  const facts: HeldListFacts = { ...open.facts, decided: { as, by, at } }
  await needs.alerts.changeNotice(workspaceId, open.id, facts, at)
}
