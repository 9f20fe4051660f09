import type { Uses } from './uses.ts'

/** What logs a refusal. */
export type Refusing = Uses<'people.admins' | 'audit.append'>

type Attempt<Because> = {
  readonly workspaceId: string
  /** Slack id. */
  readonly by: string
  /** What it was about: an account, or an organization. */
  readonly subject: string
  readonly because: Because
  /** What was attempted, and what the log keeps of it besides. */
  readonly details: { readonly what: string } & Readonly<Record<string, string>>
}

/** Logs that somebody may not decide what they tried to, and tells whether nobody else could today. */
export async function refuse<Because extends string>(
  world: Refusing,
  { workspaceId, by, subject, because, details }: Attempt<Because>,
  now: Date,
): Promise<{ readonly outcome: 'refused'; readonly because: Because; readonly onlyAdmin: boolean }> {
  await world.audit.append({
    workspaceId,
    at: now,
    actor: by,
    action: 'refused',
    subject,
    details: { because, ...details },
  })
  return { outcome: 'refused', because, onlyAdmin: await isOnlyAdmin(world, workspaceId, by) }
}

/** Whether nobody but this person could decide. */
export const isOnlyAdmin = async (
  { people }: Uses<'people.admins'>,
  workspaceId: string,
  slackUserId: string,
): Promise<boolean> => !(await people.admins(workspaceId)).some(id => id !== slackUserId)
