import type { ConnectionKey } from '../domain/connection-key.ts'
import type { Uses } from './uses.ts'

/** What logs who did what. */
export type Logging = Uses<'clock' | 'audit.append'>

type Deed = {
  readonly workspaceId: string
  /** Slack id, or "bot". */
  readonly by: string
  readonly action: string
  /** What it was done to: an account, a person, an organization. */
  readonly subject: string
  readonly details?: object
}

/** Logs that somebody did something. */
export const logDeed = ({ audit, clock }: Logging, { by, details = {}, ...deed }: Deed): Promise<void> =>
  audit.append({ ...deed, at: clock(), actor: by, details })

/** The same of what is done to an organization. */
export const logOf = (
  world: Logging,
  { workspaceId, miroOrgId }: ConnectionKey,
  deed: Omit<Deed, 'workspaceId' | 'subject'>,
): Promise<void> => logDeed(world, { ...deed, workspaceId, subject: miroOrgId })

/** What logs a refusal. */
export type Refusing = Logging & Uses<'people.admins'>

/** `what` was attempted; what else stands here is kept in the log with it. */
type Attempt<Because extends string> = Readonly<Record<string, string>> & {
  readonly workspaceId: string
  /** Slack id. */
  readonly by: string
  /** What it was about: an account, or an organization. */
  readonly subject: string
  readonly because: Because
  readonly what: string
}

export type RefusedFor<Because> = {
  readonly outcome: 'refused'
  readonly because: Because
  /** Nobody else could do it today. */
  readonly onlyAdmin: boolean
}

/** Logs that somebody may not decide what they tried to, and tells whether nobody else could today. */
export async function refuse<Because extends string>(
  world: Refusing,
  { workspaceId, by, subject, ...details }: Attempt<Because>,
): Promise<RefusedFor<Because>> {
  await logDeed(world, { workspaceId, by, action: 'refused', subject, details })
  const { because } = details
  return { outcome: 'refused', because, onlyAdmin: await isOnlyAdmin(world, workspaceId, by) }
}

/** Whether nobody but this person could decide. */
export const isOnlyAdmin = async (
  { people }: Uses<'people.admins'>,
  workspaceId: string,
  slackUserId: string,
): Promise<boolean> => !(await people.admins(workspaceId)).some(id => id !== slackUserId)
