import type { WebClient } from '@slack/web-api'
import { z } from 'zod'
import type { UserGroup } from '../../domain/staff.ts'
import { callSlack, SlackError } from './errors.ts'

export type UserGroups = {
  /** Every group with its members, also those that were switched off. Null as for `list`. */
  all(): Promise<readonly UserGroup[] | null>
  /** By handle. Null: the app may not read user groups, an optional scope. */
  list(): Promise<readonly { readonly id: string; readonly handle: string; readonly name: string }[] | null>
  /** Slack ids; null when the group is gone or may not be read. */
  members(groupId: string): Promise<readonly string[] | null>
}

const listed = z.object({
  usergroups: z.array(z.object({ id: z.string(), handle: z.string(), name: z.string() })),
})
const everything = z.object({
  usergroups: z.array(
    z.object({
      id: z.string().min(1),
      handle: z.string(),
      name: z.string(),
      date_delete: z.number().nullish(),
      users: z.array(z.string()).nullish(),
    }),
  ),
})
const members = z.object({ users: z.array(z.string()) })

/** Slack allows about 20 such calls a minute, and every click of an administrator asks. */
const membersLast = 30_000

/**
 * The workspace's user groups. Throws SlackError when Slack does not answer. `people`: for reads after events, which a
 * click must not wait for.
 */
export function openUserGroups(
  { interactive: client, people }: Readonly<Record<'interactive' | 'people', WebClient>>,
  clock: () => Date,
): UserGroups {
  const known = new Map<string, { readonly at: number; readonly members: readonly string[] | null }>()
  /** Asked apart where the list came without them. */
  const membersOf = async (groupId: string): Promise<string[]> =>
    members.parse(await callSlack(() => people.usergroups.users.list({ usergroup: groupId }))).users
  return {
    all: () =>
      orNull(async () => {
        const answer = await callSlack(() =>
          people.usergroups.list({ include_disabled: true, include_users: true }),
        )
        const read = everything.safeParse(answer).data
        if (read === undefined) throw new SlackError({ kind: 'unavailable', code: 'bad_answer' })
        const groups: UserGroup[] = []
        for (const { id, handle, name, date_delete, users } of read.usergroups) {
          const active = (date_delete ?? 0) === 0
          groups.push({ id, handle, name, active, members: active ? (users ?? (await membersOf(id))) : [] })
        }
        return groups
      }),
    list: () =>
      orNull(async () =>
        listed
          .parse(await callSlack(() => client.usergroups.list()))
          .usergroups.toSorted((one, other) => one.handle.localeCompare(other.handle)),
      ),
    async members(groupId) {
      const now = clock().getTime()
      const last = known.get(groupId)
      if (last !== undefined && Math.abs(now - last.at) < membersLast) return last.members
      const read = await orNull(
        async () =>
          members.parse(await callSlack(() => client.usergroups.users.list({ usergroup: groupId }))).users,
      )
      known.set(groupId, { at: now, members: read })
      return read
    },
  }
}

const gone = new Set(['no_such_subteam', 'subteam_not_found', 'plan_upgrade_required'])

async function orNull<T>(ask: () => Promise<T>): Promise<T | null> {
  try {
    return await ask()
  } catch (error) {
    if (error instanceof SlackError && (error.kind === 'missing_scope' || gone.has(error.code))) return null
    throw error
  }
}
