import { z } from 'zod'
import { type AccountCard, type CardLogged, type Happening, historyOf } from '../../../domain/account-card.ts'
import { code, date, type Markup, md, mention, spaced, words } from '../../frame/text.ts'
import { closedWords, titleOf } from '../../words/check.ts'

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
      return md`came back after it was removed or deactivated`
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
    return spaced(md`marked as ${saidInWords(details['after'])}${beforeInWords(details)}`, by)
  if (action === 'account_unlinked')
    return spaced(md`decision forgotten: ${saidInWords(details['before'])},`, by)
  const asked = askedInWords(action, details)
  return spaced(asked ?? words(action.replaceAll('_', ' ')), by)
}

const question = z.object({ person: z.string().nullish(), answer: z.string().nullish() })

/** What people were asked about the account; null: something else. */
function askedInWords(action: string, details: CardLogged['details']): Markup | null {
  const read = question.safeParse(details).data
  const person = read?.person ?? 'somebody'
  const answer = read?.answer?.replaceAll('_', ' ') ?? 'no answer'
  switch (action) {
    case 'owner_asked':
      return md`${person} asked whether it is theirs,`
    case 'review_asked':
      return md`${person} asked whether it is still needed`
    case 'owner_answered':
    case 'review_answered':
      return md`${person} answered: ${answer},`
    case 'answer_dismissed':
      return md`left as it is, ${person} said: ${answer},`
    default:
      return null
  }
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

/** ", before: staff member Dana Lee": only where it was something else. */
function beforeInWords({ before, after }: CardLogged['details']): Markup {
  const [was, is] = [saidInWords(before), saidInWords(after)]
  return was.markup === is.markup ? md`,` : md` (before: ${was}),`
}

const addressOr = (value: unknown): Markup => (typeof value === 'string' ? code(value) : md`none`)
