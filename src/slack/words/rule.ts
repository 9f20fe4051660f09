import { roleName } from '../../domain/account.ts'
import type { Rule, StaffRole } from '../../domain/rule.ts'
import { commas, foreign, join, type Markup, md } from '../frame/text.ts'

/** Who is a valid user, in one sentence. */
export function ruleInWords(rule: Rule): Markup {
  if (rule.way === 'every_staff_member') return md`Every staff member is a valid user.`
  if (rule.way === 'by_approval') return md`Only accounts approved by name are valid.`
  const { miroRoles, staffRoles, adminRights } = rule
  const of = (kind: StaffRole['kind']) =>
    staffRoles.filter(role => role.kind === kind).map(({ name, value }) => name ?? value)
  const parts = [
    list('Miro role', miroRoles.map(roleName)),
    list('job title', of('title')),
    list('department', of('department')),
    list('Slack user group', of('group')),
  ]
  const staff = parts.slice(1).some(each => each !== null)
  const both = miroRoles.length > 0 && staff ? md` Both must hold.` : null
  return join([md`Valid by role: ${join(parts, '; ')}.`, both, rightsInWords(adminRights)], '')
}

/** What is asked of accounts that administer something beside their role. */
function rightsInWords(adminRights: readonly string[] | undefined): Markup | null {
  if (adminRights === undefined) return null
  const valid = list('Valid admin rights:', adminRights)
  return valid === null
    ? md` Accounts with admin rights have to be approved by name.`
    : md` ${valid}. Accounts with others have to be approved by name.`
}

const shown = 5

function list(what: string, values: readonly string[]): Markup | null {
  if (values.length === 0) return null
  const names = commas(values.slice(0, shown).map(value => md`${foreign(value, 70)}`))
  const more = values.length > shown ? md` and ${values.length - shown} more` : null
  return join([md`${what} ${names}`, more], '')
}
