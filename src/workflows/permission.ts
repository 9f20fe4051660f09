import type { Audit } from './audit.ts'

export type Permission =
  | { readonly allowed: true }
  | {
      readonly allowed: false
      readonly because: 'guest' | 'not_admin' | 'stranger' | 'deactivated'
      /** Slack ids of who may, for the refusal to name. */
      readonly admins: readonly string[]
    }

type SlackUser = {
  readonly kind: 'member' | 'guest' | 'invited' | 'bot' | 'stranger'
  readonly isAdmin: boolean
  readonly deactivated: boolean
}

type Needs = {
  readonly clock: () => Date
  readonly directory: { user(slackUserId: string): Promise<SlackUser> }
  readonly people: { admins(workspaceId: string): Promise<readonly string[]> }
  readonly audit: Audit
}

/**
 * Whether this person may do something: what is for admins, Slack's owners and admins; what is for members, everybody
 * of the workspace but guests. Asked of Slack each time; refusals are logged.
 */
export async function permission(
  needs: Needs,
  input: { readonly workspaceId: string; readonly slackUserId: string; readonly allow: 'admin' | 'member' },
): Promise<Permission> {
  const user = await needs.directory.user(input.slackUserId)
  const because = refusal(user, input.allow)
  if (because === null) return { allowed: true }
  await needs.audit.append({
    workspaceId: input.workspaceId,
    at: needs.clock(),
    actor: input.slackUserId,
    action: 'refused',
    subject: input.slackUserId,
    details: { because },
  })
  const admins = await needs.people.admins(input.workspaceId)
  // Somebody who was one of them until the last look at Slack is not sent to themselves.
  return { allowed: false, because, admins: admins.filter(id => id !== input.slackUserId) }
}

function refusal(
  user: SlackUser,
  allow: 'admin' | 'member',
): 'guest' | 'not_admin' | 'stranger' | 'deactivated' | null {
  if (user.deactivated) return 'deactivated'
  if (user.kind === 'guest') return 'guest'
  if (user.kind !== 'member') return 'stranger'
  return allow === 'member' || user.isAdmin ? null : 'not_admin'
}
