import type { ChecksReport } from '../../workflows/checks/read-checks.ts'
import type { PeopleNotices } from '../../workflows/people/read-people-notices.ts'
import { syncButton } from '../doors/setup.ts'
import { bold, count, counted, join, type Markup, md } from '../frame/text.ts'

// Whom and what the checks leave out: said, so that nobody takes the rest for everything.

/** As many are named. */
const most = 3

export function unreadTask({ unread, organizationName }: ChecksReport) {
  if (unread.length === 0) return null
  const names = unread.filter(name => name !== '').map(name => md`${name}`)
  const which = names.length === 0 ? md`without an e-mail address or an id` : named(names, unread.length)
  return {
    text: md`${bold(organizationName)}: the last sync could not read ${counted(unread.length, 'entry', 'entries')} in Miro’s list: ${which}. We keep what was known before, and no check judges it. Check it in Miro, then press Sync now.`,
    buttons: [syncButton('Sync now')],
  }
}

export function withoutAddressTask(people: PeopleNotices['withoutAddress']) {
  const total = people[0]?.total ?? 0
  if (total === 0) return null
  const names = people.map(({ name }) => bold(name))
  return {
    text: md`Slack gives no e-mail address of ${counted(total, 'person', 'people')}, so no account can be matched: ${named(names, total)}. Add their addresses in Slack, or bring a staff list with \`/miro import\`.`,
    buttons: [],
  }
}

function named(names: readonly Markup[], total: number): Markup {
  const shown = names.slice(0, most)
  const more = total - shown.length
  return join([join(shown, ', '), more > 0 && md`and ${count(more)} more`], ' ')
}
