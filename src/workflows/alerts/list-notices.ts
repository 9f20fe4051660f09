import type { HeldListFacts, ListTrouble, UnusedRows } from '../../domain/source-notice.ts'
import type { StaffFileOrigin } from '../../domain/staff-list.ts'
import type { StaffFileReason, StaffFileStaged } from '../people/staff-file.ts'
import type { Answer, Uses } from '../uses.ts'
import { type Changing, changeNotice, type Keeping, keepNotice } from './keep-notice.ts'

/** What is kept of where a workspace's staff list is from. */
export type StaffListSource = Answer<'staffList.source'>

const none: UnusedRows = { mistakes: [], conflicts: [], more: 0 }

/**
 * Something is wrong with the list that is read on the schedule, or (`trouble` null) no longer. It is told once; the
 * same message closes. One that cannot be used leaves everybody as the last good read left them.
 */
export async function noteListTrouble(
  world: Keeping & Uses<'staffList.source' | 'staffList.noteTrouble'>,
  input: {
    readonly workspaceId: string
    readonly origin: StaffFileOrigin
    readonly trouble: ListTrouble | null
    readonly unused?: UnusedRows
  },
): Promise<void> {
  const { workspaceId, origin, trouble, unused = none } = input
  // Without some rows it is in force all the same.
  const noted = trouble === 'rows' ? null : trouble
  await world.staffList.noteTrouble(workspaceId, { origin, now: world.clock(), trouble: noted })
  const readAt = (await world.staffList.source(workspaceId))?.readAt ?? null
  await keepNotice(world, { workspaceId, miroOrgId: null }, 'list_trouble', (told, now) => {
    if (trouble === null) return told && { ...told, fixedAt: now }
    if (told === null)
      return { kind: 'list_trouble', origin, trouble, unused, since: now, readAt, fixedAt: null }
    const news = { ...told, trouble, origin, unused }
    return JSON.stringify(news) === JSON.stringify(told) ? null : news
  })
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
  world: Keeping,
  workspaceId: string,
  held: { readonly runId: string; readonly reason: StaffFileReason; readonly change: StaffFileStaged },
): Promise<void> {
  const { runId, reason, change } = held
  if (reason === 'preview') return
  const { origin, rows, setAside, before, after, gone, leaving, returning, samples } = change
  const sample = reason === 'many_back' ? samples.returning : [...samples.leaving, ...samples.missing]
  const facts: HeldListFacts = {
    ...{ kind: 'held_list', runId, origin, reason, rows, setAside, before, after, gone, leaving, returning },
    unused: unusedRows(change),
    sample: sample.slice(0, named),
    decided: null,
  }
  await keepNotice(world, { workspaceId, miroOrgId: null }, 'held_list', () => facts)
}

/** The question is answered, by a person or by a later list. `runId`: only if it is about that one. */
export async function closeHeldList(
  world: Changing,
  workspaceId: string,
  {
    as,
    by,
    runId,
  }: {
    readonly as: 'applied' | 'superseded'
    readonly by: string | null
    readonly runId: string | null
  },
): Promise<void> {
  await changeNotice(world, { workspaceId, miroOrgId: null }, 'held_list', (told, at) =>
    runId === null || runId === told.runId ? { ...told, decided: { as, by, at } } : null,
  )
}
