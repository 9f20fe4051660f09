import type { KnownBlock, ModalView } from '@slack/types'
import type { AccountCard } from '../../../domain/account-card.ts'
import { inWords } from '../../../domain/check.ts'
import { mayLeave } from '../../../domain/leaving.ts'
import type { JournalPage } from '../../../workflows/journal/read-journal.ts'
import type { Whois } from '../../../workflows/people/whois.ts'
import { cardButton } from '../../doors/account.ts'
import { journalButton } from '../../doors/journal.ts'
import { joinButton, leavingButton } from '../../doors/person.ts'
import {
  actions,
  button,
  context,
  type Maybe,
  type Message,
  message,
  modal,
  note,
  present,
  section,
} from '../../frame/blocks.ts'
import { bold, counted, date, dotted, foreign, join, type Markup, md, words } from '../../frame/text.ts'
import { whoisIds } from '../../ids/people.ts'
import { accountFacts, earlyHint, stateInWords, whoseLines } from '../../words/account.ts'
import { titleOf, verdictMark } from '../../words/check.ts'
import { deadlineLine } from '../../words/finding.ts'
import { conflictInWords, personInWords } from '../../words/person.ts'
import { sourcesInWords } from '../../words/sources.ts'
import { historyInWords } from '../../words/told.ts'
import { joinedBlock } from '../joining/view.ts'
import { likelyBlocks } from '../likely-view.ts'

type Found = Extract<Whois, { outcome: 'found' }>
/** The newest ones: those before come to light when these are taken back. */
const mostJoins = 3

type Answered = Exclude<Whois, { outcome: 'refused' }>

/** A person and their accounts; only who asked sees it. */
export function whoisMessage(answered: Answered, now: Date, history: JournalPage | null = null): Message {
  switch (answered.outcome) {
    case 'nobody':
      return nobody(answered.own)
    case 'several':
      return several(answered)
    case 'found':
      return foundMessage(answered, now, history)
  }
}

/** The same in a window. */
export const personView = (answered: Answered, now: Date, history: JournalPage | null): ModalView =>
  modal(whoisIds.modal, 'Person', whoisMessage(answered, now, history).blocks)

const nobody = (own: boolean): Message =>
  note(
    own
      ? md`You are not in the staff list yet, so no Miro account is known as yours. The list is synced from Slack every hour.`
      : md`Nobody was found. Mention a person of this workspace, or write an e-mail address or a part of a name: \`/miro whois dana@example.com\`. People who joined Slack today are known after the next sync of the staff list.`,
  )

function several({ people, more }: Extract<Whois, { outcome: 'several' }>): Message {
  const text = md`${more ? 'Many' : counted(people.length, 'person', 'people')} ${people.length === 1 ? 'fits' : 'fit'} this. Who is meant?`
  return message(text, [
    section(text),
    ...people.map(({ id, name, title }) =>
      section(
        dotted(bold(name), title === null || title === '' ? null : md`${title}`),
        button('Open', whoisIds.show, { value: id }),
      ),
    ),
    more && context(md`There are more. Write more of the name, or an e-mail address.`),
  ])
}

function foundMessage(answered: Found, now: Date, history: JournalPage | null): Message {
  const { person, accounts, joins, more, viewer } = answered
  const many = accounts.length
  const summary = inNumbers(answered)
  const who = person === null ? md`Nobody in this workspace has this address` : personInWords(person, now)
  const sources = person === null ? null : sourcesInWords(person.said)
  return message(md`${person === null ? 'Nobody in this workspace' : person.name}: ${summary}`, [
    section(
      join([dotted(who, summary), person && conflictInWords(person, now)]),
      person !== null && viewer === 'admin' && mayLeave(person) && leavingButton(person.id),
    ),
    person !== null && viewer === 'admin' && actions([joinButton(person.id)]),
    ...(person === null ? [] : likelyBlocks(person, answered.likely, owns(answered))),
    ...joins.slice(0, mostJoins).map(joined => joinedBlock(joined, viewer === 'admin')),
    ...accounts.map(({ key, card }) => accountBlock(key.miroOrgId, card, person?.id ?? null, now)),
    more && context(md`Only the first ${many} are shown. \`/miro accounts\` finds the others.`),
    person !== null && history !== null && historyBlock(person.id, history),
    sources !== null && context(sources),
    viewer === 'own' &&
      context(md`This is what the bot knows about you. Only administrators see what it knows about others.`),
  ])
}

const historyBlock = (personId: string, { lines, names }: JournalPage): Maybe<KnownBlock> =>
  lines.length > 0 &&
  section(
    join([bold('History'), ...historyInWords(lines, names)]),
    journalButton({ personId }, 'Whole history'),
  )

/** Own accounts are counted; those of others that the person answers for, and those with their address, stand apart. */
function inNumbers({ person, accounts, connected, hasAddress, more }: Found): Markup {
  if (!connected && accounts.length === 0) return md`no Miro organization is connected`
  const of = (ties: Tie) => accounts.filter(({ card }) => tie(card, person) === ties).length
  const [own, answersFor, sameAddress] = [of('own'), of('answers_for'), of('same_address')]
  if (!hasAddress && accounts.length === 0)
    return md`Slack gives no e-mail address, so no account can be matched`
  const owned = person === null ? accounts.length : own
  return dotted(
    owned === 0
      ? md`${answersFor + sameAddress === 0 ? 'no Miro account known' : 'no Miro account of their own'}`
      : more && owned === accounts.length
        ? md`more than ${counted(owned, 'Miro account')}`
        : md`${counted(owned, 'Miro account')}`,
    answersFor === 0 ? null : md`answers for ${counted(answersFor, 'other account')}`,
    person === null || sameAddress === 0
      ? null
      : md`${counted(sameAddress, 'account')} with their address, not known as theirs`,
  )
}

/** Whether an account is known as theirs. */
const owns = ({ accounts, person }: Found): boolean =>
  accounts.some(({ card }) => tie(card, person) === 'own')

type Tie = 'own' | 'answers_for' | 'same_address'

/** What an account that was found is to the person. */
function tie({ assessment, person: holder }: AccountCard, person: Found['person']): Tie {
  if (person === null || holder?.id !== person.id || assessment === null) return 'same_address'
  if (assessment.class === 'staff') return 'own'
  return assessment.class === 'unidentified' ? 'same_address' : 'answers_for'
}

function accountBlock(miroOrgId: string, card: AccountCard, personId: string | null, now: Date): KnownBlock {
  const { account, organizationName } = card
  return section(
    join([
      dotted(bold(organizationName), accountFacts(account), stateInWords(account)),
      ...matchLines(card, personId, now),
      ...openLines(card, now),
    ]),
    cardButton(miroOrgId, account.id, 'Open'),
  )
}

/** The person stands above already: only how the account was matched, or what it is to them. */
function matchLines(card: AccountCard, personId: string | null, now: Date): Markup[] {
  const own = card.assessment?.class === 'staff' && card.person?.id === personId
  if (!own) return whoseLines(card, now)
  const early = earlyHint(card, now)
  return present([...whoseLines({ ...card, person: null }, now).slice(1), early])
}

function openLines({ findings, person, account, gaps }: AccountCard, now: Date): Markup[] {
  const names = {
    ...{ personName: person && foreign(person.name), role: foreign(account.role) },
    adminRoles: account.adminRoles.map(right => foreign(right, 40)),
  }
  return findings
    .filter(({ closedAt }) => closedAt === null)
    .map(
      finding =>
        md`${verdictMark.fail} ${titleOf(finding.checkId)}: ${words(inWords(finding.why, names))} Open since ${date(finding.openedAt)}.\n${deadlineLine(finding, { checkId: finding.checkId, gaps, now })}`,
    )
}
