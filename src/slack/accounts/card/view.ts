import type { Button, KnownBlock, ModalView } from '@slack/types'
import { licenseName, roleName } from '../../../domain/account.ts'
import type { AccountCard, CardException, CardFinding } from '../../../domain/account-card.ts'
import { inWords } from '../../../domain/check.ts'
import type { Verdict } from '../../../domain/verdict.ts'
import type { AskedAbout } from '../../../workflows/accounts/read-account-card.ts'
import type { TeamsRead } from '../../../workflows/accounts/teams-and-name.ts'
import type { JournalPage } from '../../../workflows/journal/read-journal.ts'
import { identifyButton } from '../../doors/account.ts'
import { subjectValue, whyButton } from '../../doors/finding.ts'
import { journalButton } from '../../doors/journal.ts'
import { leavingButton } from '../../doors/person.ts'
import { type Blocks, buttonRow, context, divider, type Maybe, modal, section } from '../../frame/blocks.ts'
import {
  bold,
  code,
  commas,
  date,
  dotted,
  foreign,
  join,
  type Markup,
  md,
  mention,
  spaced,
  words,
} from '../../frame/text.ts'
import { accountsIds } from '../../ids/accounts.ts'
import {
  activityInWords,
  addressOf,
  nameInWords,
  reasonInWords,
  stateInWords,
  whoseLines,
} from '../../words/account.ts'
import { titleOf, verdictMark, verdictWord } from '../../words/check.ts'
import { deadlineLine } from '../../words/finding.ts'
import { unknownSince } from '../../words/gap.ts'
import { historyInWords } from '../../words/told.ts'
import { askedBlocks } from './asked-view.ts'
import { historyLines } from './history.ts'

/** Everything that is known of one account, and what can be done about it. */
export function accountCardView(shown: CardFor, now: Date, history: JournalPage | null = null): ModalView {
  const { card } = shown
  const buttons = cardButtons(shown)
  return modal(
    accountsIds.cardModal,
    'Miro account',
    [
      disconnectedBlock(card),
      section(join([aboutAccount(card), teamsInWords(shown.teams)])),
      section(join(whoseLines(card, now))),
      buttonRow(buttons),
      ...askedBlocks(
        { miroOrgId: shown.miroOrgId, id: card.account.id, decidedAt: card.decision?.at ?? null },
        shown.asked,
        now,
      ),
      divider(),
      unknownBlock(card),
      ...checkBlocks(shown, now),
      ...approvalBlocks(card, now),
      divider(),
      historyBlock(shown, history),
      context(asOf(shown)),
    ],
    { metadata: { o: shown.miroOrgId, a: card.account.id } },
  )
}

/** From the journal, which only administrators see; else what the card itself knows. */
function historyBlock({ miroOrgId, card }: CardFor, history: JournalPage | null): KnownBlock {
  if (history === null) return section(join([bold('History'), ...historyLines(card)]))
  const account = { miroOrgId, accountId: card.account.id }
  return section(
    join([bold('History'), ...historyInWords(history.lines, history.names)]),
    history.lines.length > 0 && journalButton({ account }, 'Whole history'),
  )
}

const disconnectedBlock = ({ organizationName, disconnectedAt }: AccountCard): Maybe<KnownBlock> =>
  disconnectedAt !== null &&
  section(
    md`⚪ *${organizationName} was disconnected* ${date(disconnectedAt)}. This is how things stood then: nothing is checked any more, and nothing can be decided here. \`/miro connect\` connects it again.`,
  )

function aboutAccount({ organizationName, account }: AccountCard): Markup {
  const { name, role, license, adminRoles, licenseAssignedAt, lastActivityAt, firstSeenAt } = account
  const others = adminRoles.filter(word => word !== '')
  return join([
    dotted(addressOf(account), nameInWords(name), bold(organizationName)),
    stateInWords(account),
    md`Role: ${roleName(role)}`,
    others.length === 0
      ? null
      : md`Admin roles: ${commas(others.slice(0, 5).map(word => md`${foreign(word, 40)}`))}`,
    licenseAssignedAt === null
      ? md`License: ${licenseName(license)}`
      : md`License: ${licenseName(license)}, assigned ${date(licenseAssignedAt)}`,
    md`Activity: ${activityInWords(lastActivityAt)}`,
    md`First seen: ${date(firstSeenAt)}`,
    account.authorises ? md`The bot’s connection to Miro was authorized with this account.` : null,
  ])
}

/** The verdicts below it are of then. */
function unknownBlock({ gaps, disconnectedAt }: AccountCard): Maybe<KnownBlock> {
  const unknown = disconnectedAt === null ? unknownSince(gaps) : null
  return unknown !== null && section(md`⚪ ${unknown} When last checked:`)
}

/** What passed then may not pass by now. */
const asOfThen = ({ gaps }: AccountCard, verdict: Verdict, title: string): Markup => {
  const isOld = verdict !== 'fail' && (gaps.accounts !== null || gaps.staff !== null)
  return md`${verdictMark[isOld ? 'unknown' : verdict]} *${title}*: ${verdictWord[verdict]}`
}

/** Each check with its verdict, the reason, and the finding that is open about it. */
function checkBlocks({ miroOrgId, card }: CardFor, now: Date): Blocks {
  const { assessment, findings, person, account } = card
  const checks = assessment?.checks ?? []
  const off = card.off.map(id => section(md`${verdictMark.off} *${titleOf(id)}*: ${verdictWord.off}`))
  const shown = checks.filter(({ id }) => !card.off.includes(id))
  const judged = shown.map(({ id, verdict, why }) => {
    const open = findings.find(({ checkId, closedAt }) => checkId === id && closedAt === null)
    const reason = inWords(why, {
      personName: person && foreign(person.name),
      role: foreign(account.role),
      lastActivityAt: account.lastActivityAt,
      adminRoles: account.adminRoles.map(right => foreign(right, 40)),
    })
    return section(
      join([
        asOfThen(card, verdict, titleOf(id)),
        words(reason),
        open === undefined ? null : openInWords(open, card, now),
      ]),
      whyButton(subjectValue({ miroOrgId, checkId: id, subjectId: account.id })),
    )
  })
  return [...judged, ...off]
}

const openInWords = (finding: CardFinding, { gaps }: AccountCard, now: Date): Markup =>
  md`Finding open since ${date(finding.openedAt)}.\n${deadlineLine(finding, { checkId: finding.checkId, gaps, now })}`

function approvalBlocks({ approval, exceptions, account }: AccountCard, now: Date): Blocks {
  const lines = [
    approval === null
      ? null
      : md`Approved by ${mention(approval.by)} ${date(approval.at)} for the role ${roleName(approval.role)}${approval.role === account.role ? md`` : md`, which it has no more`}.`,
    ...exceptions.map(exception => exceptionInWords(exception, now)),
  ].filter(line => line !== null)
  return lines.length === 0 ? [] : [section(join(lines))]
}

function exceptionInWords(exception: CardException, now: Date): Markup {
  const { checkId, reason, approvedBy, createdAt, expiresAt, revokedAt } = exception
  const until =
    revokedAt !== null
      ? md`revoked ${date(revokedAt)}`
      : expiresAt <= now
        ? md`ended ${date(expiresAt)}`
        : md`until ${date(expiresAt)}`
  return md`Exception from ${titleOf(checkId)}, ${until}. Reason: ${reasonInWords(reason)}\nApproved by ${mention(approvedBy)} ${date(createdAt)}.`
}

const mostTeams = 10

function teamsInWords(teams: CardFor['teams']): Markup | null {
  if (teams === null) return null
  if (teams === 'asking') return md`Teams: asking Miro …`
  if (teams.outcome === 'unavailable')
    return teams.because === null ? md`Teams: Miro did not say in time.` : md`Teams: ${teams.because}`
  const names = teams.teams
    .slice(0, mostTeams)
    .map(({ name, admin }) => (admin ? md`${name} (team admin)` : md`${name}`))
  const more = teams.teams.length - mostTeams
  const rest = more > 0 ? md` and ${more} more` : md``
  const all = names.length === 0 ? md`none` : md`${commas(names)}${rest}`
  return teams.complete ? md`Teams: ${all}` : md`Teams: ${all}. Not every team could be asked.`
}

function asOf({ card, viewer }: CardFor): Markup {
  const { lastCompleteSyncAt, account, teamsGranted, disconnectedAt } = card
  return spaced(
    lastCompleteSyncAt === null ? null : md`As of the last complete sync ${date(lastCompleteSyncAt)}.`,
    md`Miro id ${code(account.id)}.`,
    teamsGranted || disconnectedAt !== null || viewer === 'own'
      ? null
      : md`Teams are not shown: the Miro app lacks the optional permission \`organizations:teams:read\`.`,
    viewer === 'own' ? md`This is your own account. Others decide about it.` : null,
  )
}

/** The account is not, or not any more, one of this workspace. */
export const noCardView = (): ModalView =>
  modal(accountsIds.cardModal, 'Miro account', [
    section(
      md`This account is not known any more: its organization may have been disconnected. \`/miro accounts\` shows those there are.`,
    ),
  ])

/** What a card offers to do about its account: nothing about one's own, which others decide. */
export type CardFor = {
  readonly miroOrgId: string
  readonly card: AccountCard
  readonly viewer: 'admin' | 'own'
  readonly asked: AskedAbout
  /** asking: Miro is being asked. null: it is not asked. */
  readonly teams: TeamsRead | 'asking' | null
}

/** The buttons at the top of a card. */
function cardButtons({ viewer, miroOrgId, card }: CardFor): Maybe<Button>[] {
  const { id, removedAt } = card.account
  if (viewer === 'own' || removedAt !== null || card.disconnectedAt !== null) return []
  const { person, assessment } = card
  return [
    identifyButton(miroOrgId, id),
    person !== null && assessment?.class === 'staff' && leavingButton(person.id),
  ]
}
