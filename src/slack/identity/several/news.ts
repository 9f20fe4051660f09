import type { Choice } from '../../../domain/decision.ts'
import type { MissedAccount, SavedAccount } from '../../../workflows/identity/identify-several.ts'
import { present } from '../../frame/blocks.ts'
import { bold, commas, counted, join, type Markup, md, spaced, words } from '../../frame/text.ts'
import { emailOf, missedInWords } from '../../words/identify.ts'

/** What was done to which accounts. */
type Done = { readonly saved: readonly SavedAccount[]; readonly missed: readonly MissedAccount[] }

/** So many are named; the others are counted. */
const mostNamed = 10

const listed = (names: readonly Markup[]): Markup =>
  names.length <= mostNamed
    ? commas(names)
    : md`${commas(names.slice(0, mostNamed))} and ${names.length - mostNamed} more`

const named = ({ accountId: id, email }: SavedAccount | MissedAccount): Markup => emailOf({ id, email })

/** "✅ Accepted 2. …" and below it each with whose it is. */
export function acceptedInWords({ saved, missed }: Done): Markup[] {
  const of = saved.map(one => md`• ${named(one)} → ${bold(one.personName ?? 'somebody')}`)
  const more = of.length - mostNamed
  const lines = [...of.slice(0, mostNamed), more > 0 && md`and ${more} more`]
  const title = spaced(md`✅ *Accepted ${counted(saved.length, 'guess', 'guesses')}.*`, soon)
  return present([saved.length > 0 && join([title, ...lines]), leftInWords(saved), ...missedLines(missed)])
}

/** "✅ Saved: `kim@…`, `client@…` are external. Sponsor: Ben Sorensen." */
export function savedInWords({ saved, missed }: Done, choice: Choice): Markup[] {
  const [first] = saved
  const what =
    first === undefined
      ? null
      : md`✅ Saved: ${listed(saved.map(named))} ${becameInWords(choice, saved.length, first.personName)}`
  return present([
    what !== null && spaced(what, choice.as === 'unidentified' ? null : soon),
    leftInWords(saved),
    ...missedLines(missed),
  ])
}

const soon = md`Their findings close within a minute.`

function becameInWords({ as }: Choice, many: number, personName: string | null): Markup {
  const name = bold(personName ?? 'somebody')
  const are = many === 1 ? 'is' : 'are'
  switch (as) {
    case 'staff':
      return many === 1 ? md`is the account of ${name}.` : md`are accounts of ${name}.`
    case 'new_staff':
      return md`is the account of ${name}, now on the staff list.`
    case 'external':
      return md`${are} external. Sponsor: ${name}.`
    case 'service':
      return md`${many === 1 ? 'is a service account' : 'are service accounts'}. Owner: ${name}.`
    case 'shared':
      return md`${many === 1 ? 'is a shared mailbox' : 'are shared mailboxes'}. Owner: ${name}.`
    case 'unidentified':
      return md`${are} marked as not identified. The finding stays open.`
  }
}

/** Their access is the next thing to see to. */
function leftInWords(saved: readonly SavedAccount[]): Markup | null {
  const names = [
    ...new Set(saved.filter(({ left }) => left).map(({ personName }) => personName ?? 'Somebody')),
  ]
  if (names.length === 0) return null
  const who = listed(names.map(bold))
  return names.length === 1
    ? md`⚠️ ${who} left: a finding opens, because that access has to go.`
    : md`⚠️ ${who} left: findings open, because that access has to go.`
}

function missedLines(missed: readonly MissedAccount[]): Markup[] {
  const lines = missed
    .slice(0, mostNamed)
    .map(one => md`⚠️ Not saved: ${named(one)}. ${words(missedInWords(one.because))}`)
  const more = missed.length - lines.length
  return more > 0 ? [...lines, md`⚠️ Not saved: ${counted(more, 'more account')}.`] : lines
}

/** A guess was said to be wrong. */
export const refusedInWords = (done: boolean): Markup[] => [
  done
    ? md`That guess will not come back.`
    : md`⚠️ Somebody decided about this account meanwhile. Below is how it is now.`,
]
