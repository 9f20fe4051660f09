import { believable } from '../../domain/believable.ts'
import type { HeldGroup, HeldGroupsFacts } from '../../domain/source-notice.ts'
import { type Keeping, tell } from '../alerts/keep-notice.ts'
import type { Audit } from '../audit.ts'
import type { ConnectionKey } from '../connection-key.ts'
import type { HeldDecided } from '../sync/decide-held.ts'

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
  needs: Keeping,
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
  const open = await openQuestion(needs, workspaceId)
  if (open === null) await tell(needs, { workspaceId, miroOrgId: null }, facts, null)
  else if (JSON.stringify(open.facts) !== JSON.stringify(facts))
    await needs.alerts.changeNotice(workspaceId, open.id, facts, needs.clock())
}

/** The question is answered, by a person or by a later read that can be believed. */
export async function closeHeldGroups(
  needs: Keeping,
  workspaceId: string,
  decided: { readonly as: 'applied' | 'superseded'; readonly by: string | null },
): Promise<void> {
  const open = await openQuestion(needs, workspaceId)
  if (open === null) return
  const at = needs.clock()
  await needs.alerts.changeNotice(workspaceId, open.id, { ...open.facts, decided: { ...decided, at } }, at)
}

async function openQuestion(
  needs: Keeping,
  workspaceId: string,
): Promise<{ readonly id: string; readonly facts: HeldGroupsFacts } | null> {
  const open = await needs.alerts.openNotice(workspaceId, null, 'held_groups')
  return open?.facts.kind === 'held_groups' ? { id: open.id, facts: open.facts } : null
}

type DecideNeeds = {
  readonly clock: () => Date
  readonly audit: Audit
  readonly heldGroups: { isHeld(workspaceId: string, id: string): Promise<boolean> }
  readonly userGroups: { noteChange(workspaceId: string, now: Date): Promise<unknown> }
  readonly enqueueApply: (job: HeldGroupsJob) => Promise<unknown>
  /** Reads the groups again. */
  readonly enqueueRead: (workspaceId: string) => Promise<unknown>
}

type HeldGroupsJob = { readonly workspaceId: string; readonly id: string; readonly by: string }

/** A person's word about user groups that are held. Judging everybody may take long, so applying becomes a job. */
export async function decideHeldGroups(
  needs: DecideNeeds,
  input: HeldGroupsJob & { readonly decision: 'apply' | 'retry' },
): Promise<HeldDecided> {
  const { decision, ...job } = input
  const { workspaceId, id, by } = job
  if (!(await needs.heldGroups.isHeld(workspaceId, id))) return { outcome: 'out_of_date' }
  const now = needs.clock()
  const action = decision === 'apply' ? 'held_groups_approved' : 'held_groups_retried'
  await needs.audit.append({ workspaceId, at: now, actor: by, action, subject: id, details: {} })
  if (decision === 'apply') await needs.enqueueApply(job)
  else {
    await needs.userGroups.noteChange(workspaceId, now)
    await needs.enqueueRead(workspaceId)
  }
  return { outcome: 'done' }
}

type ApplyNeeds = Keeping & {
  readonly audit: Audit
  readonly heldGroups: { apply(workspaceId: string, id: string): Promise<boolean> }
  readonly keysOf: (workspaceId: string) => Promise<readonly ConnectionKey[]>
  readonly check: (key: ConnectionKey, evaluationId: string) => Promise<unknown>
  readonly deliver: () => Promise<unknown>
}

/** The job behind *Apply anyway*. It may be repeated: what was cut off after applying goes on from there. */
export async function applyHeldGroups(needs: ApplyNeeds, job: HeldGroupsJob): Promise<void> {
  const { workspaceId, id, by } = job
  const applied = await needs.heldGroups.apply(workspaceId, id)
  const open = await openQuestion(needs, workspaceId)
  if (open?.facts.heldId === id) {
    await needs.audit.append({
      workspaceId,
      at: needs.clock(),
      actor: by,
      action: 'held_groups_applied',
      subject: id,
      details: { groups: open.facts.groups.map(({ handle, gone, before }) => ({ handle, gone, before })) },
    })
    await closeHeldGroups(needs, workspaceId, { as: 'applied', by })
  } else if (!applied) return
  for (const key of await needs.keysOf(workspaceId)) await needs.check(key, `groups-${id}`)
  await needs.deliver()
}
