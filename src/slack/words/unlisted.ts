import type { Answered, UnlistedFacts, UnlistedPerson } from '../../domain/unlisted.ts'
import type { UnlistedResult } from '../../workflows/people/answer-unlisted.ts'
import {
  bold,
  commas,
  counted,
  date,
  dotted,
  foreign,
  type Markup,
  md,
  mention,
  spaced,
  words,
} from '../frame/text.ts'
import { refusalInWords } from './joining.ts'
import { leavingRefusals } from './person.ts'

const names = 3
const short = 60

/** "3 people are no longer in the staff list but still active in Slack: Dana Lee, Jon Berg, Ed Ruiz" */
export function unlistedTitle(people: readonly Pick<UnlistedPerson, 'name'>[], all: number): Markup {
  const some = people.slice(0, names).map(({ name }) => md`${foreign(name, short)}`)
  const rest = all - some.length
  return md`${unlistedCount(all)}: ${commas(some)}${rest > 0 ? md` and ${rest} more` : md``}`
}

export const unlistedCount = (all: number): Markup =>
  md`${counted(all, 'person is', 'people are')} no longer in the staff list but still active in Slack`

/** "*Dana Lee* · missing since 24 Nov · 2 Miro accounts" */
export const unlistedInWords = ({
  name,
  since,
  accounts,
  likely = 0,
  alike,
}: Omit<UnlistedPerson, 'id' | 'askedAt' | 'alike'> & {
  readonly alike?: string | { readonly name: string } | null | undefined
}): Markup =>
  dotted(
    bold(name),
    md`missing since ${date(since)}`,
    accounts === 0 ? md`no Miro account known` : md`${counted(accounts, 'Miro account')}`,
    likely > 0 && md`${counted(likely, 'unidentified account')} likely theirs`,
    alikeInWords(alike),
  )

const alikeInWords = (alike: string | { readonly name: string } | null | undefined): Markup | null =>
  alike == null ? null : md`maybe ${bold(typeof alike === 'string' ? alike : alike.name)}, who is in the list`

export const answerBy = ({ dueAt, overdue }: Pick<UnlistedFacts, 'dueAt' | 'overdue'>): Markup =>
  overdue ? md`Overdue since ${date(dueAt)}.` : md`Answer by ${date(dueAt)}.`

const became: Readonly<Record<Answered['as'], string>> = {
  left: 'left: somebody entered a last day',
  still_here: 'is still here',
  listed: 'is in the list again',
  deactivated: 'left: Slack shows them as deactivated',
  joined: 'is in the list by another name or address',
  over: 'does not need an answer any more',
}

/** "Dana Lee is still here (24 Nov by @ada)." */
export function answeredInWords({ name, as, by, at }: Answered): Markup {
  const who = by === undefined ? null : md`by ${mention(by)}`
  const said = spaced(at === undefined ? null : date(at), who)
  return md`${foreign(name, short)} ${words(became[as])}${said.markup === '' ? md`` : md` (${said})`}.`
}

/** What came of one answer. */
export function resultInWords(result: UnlistedResult): Markup {
  const who = result.name === '' ? md`*One of them*` : bold(result.name)
  switch (result.outcome) {
    case 'left':
      return md`${who} has a last day. Access they still have after it is reported within a minute.`
    case 'still_here':
      return md`${who} is still here. Nobody is asked again while the list lacks them.`
    case 'joined':
      return md`${who} is one person with the new row from now on.`
    case 'changed':
      return md`⚠️ ${who}: not saved, as somebody answered meanwhile or the list changed.`
    case 'refused':
      return md`⚠️ ${who}: not saved. ${words(leavingRefusals[result.because])}`
    case 'not_joined':
      return md`⚠️ ${who}: not saved. ${words(refusalInWords(result.because, false))}`
  }
}
