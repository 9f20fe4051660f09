import { believable } from '../../domain/believable.ts'
import type { HeldGroup, HeldGroupsFacts } from '../../domain/source-notice.ts'
import { type Changing, changeNotice, type Keeping, keepNotice, openNotice } from '../alerts/keep-notice.ts'
import type { HeldDecided } from '../sync/decide-held.ts'
import type { Uses } from '../uses.ts'

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
  held: { readonly id: string; readonly groups: readonly HeldGroup[]; readonly readAt: Date | null },
): Promise<void> {
  const facts: HeldGroupsFacts = {
    kind: 'held_groups',
    heldId: held.id,
    groups: held.groups.slice(0, named),
    more: Math.max(0, held.groups.length - named),
    readAt: held.readAt,
    decided: null,
  }
  await keepNotice(world, about(workspaceId), 'held_groups', told =>
    JSON.stringify(told) === JSON.stringify(facts) ? null : facts,
  )
}

/** The question is answered, by a person or by a later read that can be believed. */
export const closeHeldGroups = (
  world: Changing,
  workspaceId: string,
  decided: { readonly as: 'applied' | 'superseded'; readonly by: string | null },
): Promise<unknown> =>
  changeNotice(world, about(workspaceId), 'held_groups', (told, at) => ({
    ...told,
    decided: { ...decided, at },
  }))

const about = (workspaceId: string) => ({ workspaceId, miroOrgId: null })

type HeldGroupsJob = { readonly workspaceId: string; readonly id: string; readonly by: string }

/** A person's word about user groups that are held. Judging everybody may take long, so applying becomes a job. */
export async function decideHeldGroups(
  world: Uses<'clock' | 'audit.append' | 'heldGroups.isHeld' | 'userGroups.noteChange' | 'send'>,
  input: HeldGroupsJob & { readonly decision: 'apply' | 'retry' },
): Promise<HeldDecided> {
  const { decision, ...job } = input
  const { workspaceId, id, by } = job
  if (!(await world.heldGroups.isHeld(workspaceId, id))) return { outcome: 'out_of_date' }
  const now = world.clock()
  const action = decision === 'apply' ? 'held_groups_approved' : 'held_groups_retried'
  await world.audit.append({ workspaceId, at: now, actor: by, action, subject: id, details: {} })
  if (decision === 'apply') await world.send('apply-groups', id, job)
  else {
    await world.userGroups.noteChange(workspaceId, now)
    await world.send('groups', workspaceId, { workspaceId })
  }
  return { outcome: 'done' }
}

/** The job behind *Apply anyway*. It may be repeated: what was cut off after applying goes on from there. */
export async function applyHeldGroups(
  world: Changing & Uses<'audit.append' | 'heldGroups.apply' | 'keysOf' | 'check' | 'deliver'>,
  job: HeldGroupsJob,
): Promise<void> {
  const { workspaceId, id, by } = job
  const applied = await world.heldGroups.apply(workspaceId, id)
  const open = await openNotice(world, about(workspaceId), 'held_groups')
  if (open?.facts.heldId === id) {
    await world.audit.append({
      workspaceId,
      at: world.clock(),
      actor: by,
      action: 'held_groups_applied',
      subject: id,
      details: { groups: open.facts.groups.map(({ handle, gone, before }) => ({ handle, gone, before })) },
    })
    await closeHeldGroups(world, workspaceId, { as: 'applied', by })
  } else if (!applied) return
  for (const key of await world.keysOf(workspaceId)) await world.check(key, `groups-${id}`)
  await world.deliver()
}
