import type { HomeView, KnownBlock } from '@slack/types'
import { inWords } from '../../../domain/check.ts'
import type { Home, MemberHome, OwnAccount, OwnOrganization } from '../../../workflows/workspace/read-home.ts'
import { cardButton } from '../../doors/account.ts'
import { actions, type Blocks, button, context, header, home, section } from '../../frame/blocks.ts'
import { refusal } from '../../frame/standard-views.ts'
import { bold, commas, date, join, type Markup, md, mention, words } from '../../frame/text.ts'
import { homeIds, settingsIds } from '../../ids/workspace.ts'
import { accountFacts } from '../../words/account.ts'
import { unknownSince } from '../../words/gap.ts'
import { adminBlocks } from './admin-view.ts'

const title = header('Who has access to Miro')

/** App Home: for an administrator the state of everything, for everybody else what concerns them alone. */
export function homeView(given: Home, now: Date): HomeView {
  switch (given.for) {
    case 'admin':
      return home(homeIds.view, [title, ...adminBlocks(given, now)])
    case 'member':
      return home(homeIds.view, [title, ...memberBlocks(given)])
    case 'refused': {
      const { because, admins } = given
      const said = refusal({ allowed: false, because, admins }).message
      return home(homeIds.view, [title, ...(said.blocks as KnownBlock[])])
    }
  }
}

/** Instead of Home when it could not be read. */
export const unreadableView = (reference: string): HomeView =>
  home(homeIds.view, [
    title,
    section(md`This page could not be read just now. Reference ${reference}.`),
    actions([button('Try again', homeIds.refresh)]),
  ])

const mostAdmins = 5

/** Somebody's own accounts, and whom to ask. Nothing about anybody else. */
export const memberBlocks = ({ sure, keeper, organizations, admins }: MemberHome): Blocks => [
  section(md`This bot keeps track of who can use Miro. Below is your own access.`),
  organizations.length === 0 && section(md`Miro is not connected yet, so there is nothing to show.`),
  ...organizations.flatMap(organizationBlocks),
  context(whomToAsk(admins)),
  ...(keeper
    ? [
        section(md`You are not an administrator of this bot, but you may choose who is.`),
        actions([button('Settings', settingsIds.open)]),
      ]
    : []),
  ...(sure
    ? []
    : [
        section(md`Slack did not say who you are, so you see only your own access.`),
        actions([button('Try again', homeIds.refresh)]),
      ]),
]

function organizationBlocks({ organizationName, accounts, ...known }: OwnOrganization): Blocks {
  const { lastCompleteSyncAt } = known
  if (lastCompleteSyncAt === null)
    return [section(md`${bold(organizationName)}: its accounts were not synced yet.`)]
  return [
    section(
      accounts.length === 0
        ? md`${bold(organizationName)}: no Miro account is known to be yours.`
        : md`${bold(organizationName)}: your Miro ${accounts.length === 1 ? 'account' : 'accounts'}`,
    ),
    ...accounts.map(account =>
      section(
        join([accountFacts(account), ...state(account, known)]),
        cardButton(account.miroOrgId, account.id, 'Open'),
      ),
    ),
    context(md`As of the sync ${date(lastCompleteSyncAt)}.`),
  ]
}

/** What the checks say of it. Old results are not shown as if they were true today. */
function state(account: OwnAccount, { fresh, gaps }: Pick<OwnOrganization, 'fresh' | 'gaps'>): Markup[] {
  if (account.active === false) return [md`This account is deactivated.`]
  const since = unknownSince(gaps)
  if (since !== null) return [md`⚪ ${since}`]
  if (!fresh) return [md`⚪ The data is out of date, so nobody can say whether this is in order today.`]
  const judged = Object.values(account.results)
  const facts = { ...account, personName: null }
  const wrong = judged.filter(({ verdict }) => verdict === 'fail')
  if (wrong.length > 0) return wrong.map(({ why }) => md`🔴 ${words(inWords(why, facts))}`)
  const unknown = judged.filter(({ verdict }) => verdict === 'unknown')
  if (unknown.length > 0) return unknown.map(({ why }) => md`⚪ ${words(inWords(why, facts))}`)
  return [md`✅ Nothing to do.`]
}

const whomToAsk = (admins: readonly string[]): Markup =>
  admins.length === 0
    ? md`Questions, or something is wrong? Ask an owner or admin of this workspace.`
    : md`Questions, or something is wrong? Ask ${commas(admins.slice(0, mostAdmins).map(mention))}.`
