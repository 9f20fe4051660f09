import type { NoticeFacts } from '../../domain/alert.ts'
import type { Uses } from '../uses.ts'

type Kind = NoticeFacts['kind']
type FactsOf<K extends Kind> = Extract<NoticeFacts, { kind: K }>

/** What a notice is about: an organization, or (null) people. */
export type About = { readonly workspaceId: string; readonly miroOrgId: string | null }

/** What is about the people of a workspace, and no organization of Miro's. */
export const ofPeople = (workspaceId: string): About => ({ workspaceId, miroOrgId: null })

/** What changing a notice uses. */
export type Changing = Uses<'clock' | 'alerts.openNotice' | 'alerts.changeNotice'>

/** What telling one uses. */
export type Telling = Uses<
  'clock' | 'workspaces.get' | 'people.admins' | 'people.isCurrent' | 'alerts.notify'
>

/** What keeping one uses. */
export type Keeping = Changing & Telling

/** The notice of a kind whose matter is not settled. */
export async function openNotice<K extends Kind>(
  { alerts }: Uses<'alerts.openNotice'>,
  { workspaceId, miroOrgId }: About,
  kind: K,
): Promise<{ readonly id: string; readonly facts: FactsOf<K> } | null> {
  const open = await alerts.openNotice(workspaceId, miroOrgId, kind)
  return open !== null && isOf(open.facts, kind) ? { id: open.id, facts: open.facts } : null
}

export const isOf = <K extends Kind>(facts: NoticeFacts, kind: K): facts is FactsOf<K> => facts.kind === kind

/**
 * Changes the open notice of a kind, which is also how it closes. `say`: what it says from now on, by what it said;
 * null: the same. False: none is open.
 */
export async function changeNotice<K extends Kind>(
  world: Changing,
  about: About,
  kind: K,
  say: (told: FactsOf<K>, now: Date) => FactsOf<K> | null,
): Promise<boolean> {
  const open = await openNotice(world, about, kind)
  if (open === null) return false
  const now = world.clock()
  const facts = say(open.facts, now)
  if (facts !== null) await world.alerts.changeNotice(about.workspaceId, open.id, facts, now)
  return true
}

/**
 * Closes a question about something that is held: a person answered it, or a later read needs no answer.
 * `runId`: only if it is about that one.
 */
export const closeQuestion = (
  world: Changing,
  about: About,
  kind: 'held_sync' | 'held_list' | 'held_groups',
  { as, by, runId }: { as: 'applied' | 'superseded'; by: string | null; runId: string | null },
): Promise<boolean> =>
  changeNotice(world, about, kind, (told, at) =>
    runId === null || runId === told.runId ? { ...told, decided: { as, by, at } } : null,
  )

/** No answer is needed any more. */
export const superseded = { as: 'superseded', by: null, runId: null } as const

/** Changes the open notice of a kind, or tells of the matter where none is open. `say` null: there is nothing new. */
export async function keepNotice<K extends Kind>(
  world: Keeping,
  about: About,
  kind: K,
  say: (told: FactsOf<K> | null, now: Date) => FactsOf<K> | null,
  connectedBy: string | null = null,
): Promise<void> {
  if (await changeNotice(world, about, kind, say)) return
  const facts = say(null, world.clock())
  if (facts !== null) await tell(world, about, facts, connectedBy)
}

/** To the alert channel, else to the person who connected, else (that person left) to an administrator. */
export async function tell(
  world: Telling,
  about: About,
  facts: NoticeFacts,
  connectedBy: string | null = null,
): Promise<void> {
  const { workspaceId, miroOrgId } = about
  const workspace = await world.workspaces.get(workspaceId)
  const userId = workspace?.alertChannelId ? null : await reachable(world, workspaceId, connectedBy)
  await world.alerts.notify({ workspaceId, miroOrgId, kind: facts.kind, facts, userId }, world.clock())
}

async function reachable(
  { people }: Uses<'people.admins' | 'people.isCurrent'>,
  workspaceId: string,
  preferred: string | null,
): Promise<string | null> {
  if (preferred !== null && (await people.isCurrent(workspaceId, preferred))) return preferred
  const admins = await people.admins(workspaceId)
  return admins[0] ?? preferred
}
