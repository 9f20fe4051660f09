import type { PlainTextOption } from '@slack/types'
import { isKnownRole, roleName } from '../../domain/account.ts'
import { countsApprovals, plainRole, type Rule, type SavedRule, type StaffRole } from '../../domain/rule.ts'
import type { FoundAccount } from '../../workflows/rule/draft-rule.ts'
import type { RuleGroup, RuleOptions } from '../../workflows/rule/rule-options.ts'
import { option } from '../frame/blocks.ts'
import { choiceValue, resolved } from '../frame/form-answers.ts'
import { clip, counted } from '../frame/text.ts'
import type { ChosenRule } from './read.ts'

const everyKnownRole = [
  'organization_internal_admin',
  'organization_internal_user',
  'organization_external_user',
  'organization_team_guest_user',
]

/** The form holds no more beside all else that can be chosen. */
const mostRoles = 80

/** Miro's four roles, those the rule names, and those that accounts have besides. Where Miro says "unknown" nobody can judge. */
export function roleChoices({ roles, current }: RuleOptions): string[] {
  const all = [
    ...everyKnownRole,
    ...ruleRoles(current),
    ...roles.map(({ role }) => role).filter(role => !isKnownRole(role)),
  ]
  return [...new Set(all)].filter(role => role.trim() !== '' && role !== 'unknown').slice(0, mostRoles)
}

export const ruleRoles = (current: SavedRule | null): readonly string[] =>
  current?.rule.way === 'by_role' ? current.rule.miroRoles : []

export const ruleRights = (current: SavedRule | null): readonly string[] | null =>
  current?.rule.way === 'by_role' ? (current.rule.adminRights ?? null) : null

/** Admin rights that accounts have, and those the rule names although no account has them any more. */
export const rightChoices = ({ adminRights, current }: RuleOptions): string[] =>
  [...new Set([...(ruleRights(current) ?? []), ...adminRights.map(({ right }) => right)])].filter(
    right => right.trim() !== '',
  )

/** "User Admin", below it "3 accounts" */
export const rightOption = (right: string, adminRights: RuleOptions['adminRights']): PlainTextOption =>
  option(
    right,
    choiceValue(right),
    counted(adminRights.find(each => each.right === right)?.count ?? 0, 'account'),
  )

export const ruleStaffRoles = (current: SavedRule | null, kind: StaffRole['kind']): string[] =>
  current?.rule.way === 'by_role'
    ? onceEach(current.rule.staffRoles.filter(role => role.kind === kind).map(({ value }) => value))
    : []

/** Today's job titles or departments, and those the rule names although nobody has them any more. */
export const staffChoices = (options: RuleOptions, kind: 'title' | 'department'): string[] =>
  onceEach([
    ...ruleStaffRoles(options.current, kind),
    ...(kind === 'title' ? options.titles : options.departments),
  ]).filter(value => value.trim() !== '')

/** Of those that are the same to the rule, "Engineer" and "engineer", the first. */
const onceEach = (values: readonly string[]): string[] => {
  const plain = values.map(plainRole)
  return values.filter((_, at) => plain.indexOf(plain[at] ?? '') === at)
}

/** Groups that exist, and those the rule names although Slack no longer has them. */
export function groupChoices({ groups, current }: RuleOptions): NonNullable<RuleOptions['groups']> {
  const named = ruleStaffRoles(current, 'group')
  const known = (groups ?? []).filter(({ id, active }) => active || named.includes(id))
  const lost = named
    .filter(id => !known.some(group => group.id === id))
    .map(id => ({ id, handle: groupName(current, id), name: '', active: false }))
  return [...known, ...lost]
}

/** What the rule called it. */
const groupName = (current: SavedRule | null, id: string): string =>
  (current?.rule.way === 'by_role'
    ? current.rule.staffRoles
        .find(role => role.kind === 'group' && role.value === id)
        ?.name?.replace(/^@/, '')
    : null) ?? id

/** "@design", below it its name, or that it is gone. */
export const groupOption = ({ id, handle, name, active }: RuleGroup): PlainTextOption =>
  option(`@${clip(handle, 40)}`, choiceValue(id), active ? name : 'no longer in Slack')

/** "Member", below it "212 accounts". An unknown role is shown as Miro wrote it: only that tells it from others. */
export function roleOption(role: string, roles: RuleOptions['roles']): PlainTextOption {
  const held = counted(roles.find(each => each.role === role)?.count ?? 0, 'account')
  return isKnownRole(role)
    ? option(roleName(role), choiceValue(role), held)
    : option(roleName(role), choiceValue(role), `${held} · a role new to this bot`)
}

export const textOption = (text: string): PlainTextOption => option(text, choiceValue(text))

/** "Dana Lee · dana@acme.com", below it "Member" */
export const accountOption = ({ id, email, role, name }: FoundAccount): PlainTextOption => {
  const address = email?.trim() || 'no e-mail address'
  return option(
    name === null ? address : `${clip(name, 30)} · ${address}`,
    id,
    `${roleName(role)}${email?.trim() ? '' : ` · Miro id ${id}`}`,
  )
}

/** The rule that was chosen, of what exists: a value from elsewhere names nothing. */
export function ruleOf(chosen: ChosenRule, options: RuleOptions): Rule {
  if (chosen.way !== 'by_role') return { way: chosen.way }
  return {
    way: 'by_role',
    miroRoles: resolved(chosen.miroRoles, roleChoices(options)),
    staffRoles: [
      ...resolved(chosen.titles, staffChoices(options, 'title')).map(value => ({
        kind: 'title' as const,
        value,
      })),
      ...resolved(chosen.departments, staffChoices(options, 'department')).map(value => ({
        kind: 'department' as const,
        value,
      })),
      ...groupsOf(chosen, options),
    ],
    ...(chosen.looksAtRights && { adminRights: resolved(chosen.adminRights, rightChoices(options)) }),
  }
}

/** Where they may not be read, the form keeps those of the rule as they are. */
function groupsOf(chosen: ChosenRule, options: RuleOptions): StaffRole[] {
  const kept = options.current?.rule.way === 'by_role' ? options.current.rule.staffRoles : []
  if (options.groups === null) return kept.filter(({ kind }) => kind === 'group')
  return groupChoices(options)
    .filter(({ id }) => chosen.groups.includes(choiceValue(id)))
    .map(({ id, handle }) => ({ kind: 'group', value: id, name: `@${handle}` }))
}

/** The accounts approved: those chosen, and those approved before that stand on other pages of the menu. */
export function approvedOf(chosen: ChosenRule, options: RuleOptions): string[] | null {
  const { accounts, a, z } = chosen
  if (!countsApprovals(ruleOf(chosen, options))) return null
  const elsewhere = options.approved
    .map(({ id }) => id)
    .filter(id => (a !== null && id <= a) || (z !== null && id > z))
  return [...new Set([...accounts, ...elsewhere])]
}
