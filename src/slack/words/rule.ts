import { isKnownRole, roleName } from '../../domain/account.ts'
import type { Rule, StaffRole } from '../../domain/rule.ts'
import { commas, foreign, join, type Markup, md } from '../frame/text.ts'

/** Who is a valid user, in one sentence. */
export function ruleInWords(rule: Rule): Markup {
  if (rule.way === 'every_staff_member') return md`Valid: everybody on the staff.`
  if (rule.way === 'by_approval') return md`Valid: accounts approved by name.`
  const { miroRoles, staffRoles, adminRights } = rule
  const of = (kind: StaffRole['kind']) =>
    staffRoles.filter(role => role.kind === kind).map(({ name, value }) => name ?? value)
  const inMiro = list(null, miroRoles.map(plural), 'and')
  const onStaff = join(
    [
      list('job title', of('title')),
      list('department', of('department')),
      list('Slack user group', of('group')),
    ],
    ' or ',
  )
  const withStaff = onStaff.markup === '' ? null : md` with ${onStaff}`
  return join([md`Valid: ${inMiro ?? md`people`}`, withStaff, md`.`, rightsInWords(adminRights)], '')
}

/** "Members" */
const plural = (role: string): string => (isKnownRole(role) ? `${roleName(role)}s` : roleName(role))

/** What is asked of accounts that administer something beside their role. */
function rightsInWords(adminRights: readonly string[] | undefined): Markup | null {
  if (adminRights === undefined) return null
  const valid = list('Valid admin rights:', adminRights, 'and')
  return valid === null
    ? md` Accounts with admin rights have to be approved by name.`
    : md` ${valid}. Accounts with others have to be approved by name.`
}

const shown = 5

/** "job title Designer, Engineer or Writer", "Company Admins and Members" */
function list(what: string | null, values: readonly string[], word = 'or'): Markup | null {
  if (values.length === 0) return null
  const names = values.slice(0, shown).map(value => md`${foreign(value, 70)}`)
  const more = values.length - names.length
  const last = more > 0 ? md`${more} more` : names.pop()
  const all = names.length === 0 ? last : md`${commas(names)} ${word} ${last ?? md``}`
  return join([what === null ? null : md`${what}`, all ?? null], ' ')
}
