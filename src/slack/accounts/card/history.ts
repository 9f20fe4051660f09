import { z } from 'zod'
import type { AccountCard, CardLogged, Happening } from '../../../domain/account-card.ts'
import { historyOf } from '../../../domain/account-card.ts'
import { closedWords } from '../../alerts/wording.ts'
import { titleOf } from '../../checks/words.ts'
import { code, date, join, type Markup, md, mention, words } from '../../text.ts'

const most = 12

/** What happened to the account, newest first, a line each. */
export function historyLines(card: AccountCard): Markup[] {
  const all = historyOf(card)
  const lines = all.slice(0, most).map(each => md`• ${date(each.at)}: ${happeningInWords(each)}`)
  const rest = all.length - most
  return rest > 0 ? [...lines, md`… and ${rest} earlier.`] : lines
}

function happeningInWords(happening: Happening): Markup {
  switch (happening.what) {
    case 'first_seen':
      return md`seen for the first time`
    case 'missing':
      return md`missing from the list, not looked at a second time yet`
    case 'came_back':
      return md`came back after it was removed`
    case 'removed':
      return md`seen as removed from Miro`
    case 'opened':
      return md`finding opened, ${titleOf(happening.finding.checkId)}`
    case 'closed':
      return md`finding closed, ${titleOf(happening.finding.checkId)}: ${closedWords(happening.finding.checkId, happening.finding.closedAs)}`
    case 'logged':
      return loggedInWords(happening.entry)
  }
}

/** An action without a sentence of its own is named as the log names it. */
function loggedInWords({ actor, action, details }: CardLogged): Markup {
  const by = actor === 'bot' ? null : md`by ${mention(actor)}`
  const { from, to } = details
  if (action === 'account_email_changed')
    return md`e-mail address changed from ${addressOr(from)} to ${addressOr(to)}`
  if (action === 'account_identified')
    return join(
      [md`decided: ${saidInWords(details['after'])}, before: ${saidInWords(details['before'])},`, by],
      ' ',
    )
  if (action === 'account_unlinked')
    return join([md`decision forgotten: ${saidInWords(details['before'])},`, by], ' ')
  return join([words(action.replaceAll('_', ' ')), by], ' ')
}

const logged = z.object({ class: z.string(), person: z.string().nullish() })

const classes = new Map([
  ['staff', 'staff member'],
  ['external', 'external person, sponsor'],
  ['service', 'service account, owner'],
  ['shared', 'shared mailbox, owner'],
])

/** "service account, owner Farah Haddad" */
function saidInWords(said: unknown): Markup {
  const read = logged.safeParse(said).data
  const known = read === undefined ? undefined : classes.get(read.class)
  if (known === undefined) return md`not identified`
  return read?.person ? md`${known} ${read.person}` : md`${known}`
}

const addressOr = (value: unknown): Markup => (typeof value === 'string' ? code(value) : md`none`)
