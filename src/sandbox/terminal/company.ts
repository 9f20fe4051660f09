import { roleName } from '../../domain/account.ts'
import type { LocalMember } from '../miro/shapes.ts'
import type { Sandbox } from '../sandbox.ts'
import type { LocalUser } from '../slack/shapes.ts'
import { onlyOne } from './match.ts'
import { Unclear } from './unclear.ts'

/** Somebody who could sit at this Slack. */
const isHuman = (user: LocalUser): boolean =>
  user.isBot !== true && user.id !== 'USLACKBOT' && user.isStranger !== true && user.isInvited !== true

export function kindOf(user: LocalUser): string {
  if (user.deleted === true) return 'deactivated'
  if (user.isBot === true || user.id === 'USLACKBOT') return 'bot'
  if (user.isStranger === true) return 'another company'
  if (user.isInvited === true) return 'invited'
  if (user.isRestricted === true || user.isUltraRestricted === true) return 'guest'
  return user.isPrimaryOwner === true || user.isOwner === true
    ? 'owner'
    : user.isAdmin === true
      ? 'admin'
      : 'member'
}

/** Everybody of the seed as they are now. */
export const peopleOf = ({ seed, slack }: Sandbox): LocalUser[] => seed.users.map(({ id }) => slack.user(id))

/** Somebody by name or address. */
export function findPerson(sandbox: Sandbox, typed: string): LocalUser {
  return onlyOne(peopleOf(sandbox).filter(isHuman), typed, {
    what: 'person',
    called: user => user.realName,
    names: user => [user.realName, user.email ?? '', user.id],
  })
}

/** Somebody to be: by name, or the first admin, member or guest. */
export function findSomebodyToBe(sandbox: Sandbox, typed: string): LocalUser {
  const byKind = peopleOf(sandbox).find(user => isHuman(user) && kindOf(user) === typed.trim().toLowerCase())
  const user = byKind ?? findPerson(sandbox, typed)
  if (user.deleted === true)
    throw new Unclear(`${user.realName} is deactivated and has no Slack. Type return ${user.realName}.`)
  return user
}

/** A Miro account by address, name or id. `members`: who is looked among. */
export function findAccount(members: readonly LocalMember[], typed: string): LocalMember {
  return onlyOne(members, typed, {
    what: 'account',
    called: member => member.email,
    names: member => [member.email, member.name ?? '', member.id],
  })
}

const roles = [
  'organization_internal_admin',
  'organization_internal_user',
  'organization_external_user',
  'organization_team_guest_user',
]

/** Miro's word for a role in words. */
export const findRole = (typed: string): string =>
  onlyOne(roles, typed, { what: 'role', called: roleName, names: role => [role, roleName(role)] })

/** Who is who in Slack, a line each. */
export const peopleAsText = (sandbox: Sandbox, currentId: string): string[] =>
  columns(
    peopleOf(sandbox).map(user => [
      user.id === currentId ? '>' : ' ',
      user.realName,
      kindOf(user),
      user.email ?? 'no e-mail address',
    ]),
  )

/** Who has an account in Miro, a line each. */
export const accountsAsText = ({ miro }: Sandbox): string[] =>
  columns(
    miro.members.map(member => [
      ' ',
      member.email,
      roleName(member.role),
      member.active ? 'active' : 'deactivated',
    ]),
  )

function columns(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows.map(row =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd(),
  )
}
