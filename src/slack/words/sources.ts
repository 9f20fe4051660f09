import type { StaffFileOrigin } from '../../domain/staff-list.ts'
import { originsOf, precedence, type Said, type StaffSource } from '../../domain/staff-sources.ts'
import { code, date, join, type Markup, md, mention, words } from '../frame/text.ts'

/** "The staff list `staff.csv`" */
export function listAt({ kind, name }: StaffFileOrigin): Markup {
  if (name === '') return md`The staff list`
  const url = kind === 'url' && URL.canParse(name) ? new URL(name) : null
  // The part behind the path of an address may be a key to it.
  return md`The staff list ${code(url === null ? name : `${url.host}${url.pathname}`)}`
}

/** What a person can be shown of what sources say, by field. */
export const fieldName = {
  ...{
    name: 'name',
    title: 'title',
    department: 'department',
    manager: 'manager',
    type: 'employee or contractor',
  },
  ...{ timeZone: 'time zone', startAt: 'start', lastDay: 'last day', gone: 'active or gone', kind: null },
} as const

/** "From the staff list, as of 24 Nov: title, last day": a line for each, which source said what that is shown, and when. */
export function sourcesInWords(said: readonly Said[]): Markup | null {
  const origins = originsOf(said)
  const lines = precedence.flatMap(source => {
    const says = said.find(each => each.source === source)
    const names = origins.flatMap(each => (each.source === source ? (fieldName[each.field] ?? []) : []))
    return says === undefined || names.length === 0
      ? []
      : [md`${from[source](says)}: ${words(names.join(', '))}.`]
  })
  return lines.length === 0 ? null : join(lines)
}

const when = (at: Date | null): Markup => (at === null ? md`` : md`, as of ${date(at)}`)

const from: Readonly<Record<StaffSource, (said: Said) => Markup>> = {
  entered: ({ saidBy, saidAt }) =>
    md`Entered${saidBy === null ? md`` : md` by ${mention(saidBy)}`}${saidAt === null ? md`` : md` ${date(saidAt)}`}`,
  list: ({ saidAt }) => md`From the staff list${when(saidAt)}`,
  slack: ({ saidAt }) => md`From Slack${when(saidAt)}`,
}
