import type { AccountCard } from '../../../src/domain/account-card.ts'
import { type AccountFilter, anyAccount } from '../../../src/domain/account-list.ts'
import { checkIds } from '../../../src/domain/check.ts'
import { peopleLists } from '../../../src/domain/people-list.ts'
import { accountCardView, noCardView } from '../../../src/slack/accounts/card/view.ts'
import { accountsListView } from '../../../src/slack/accounts/list/view.ts'
import { likelyBlocks } from '../../../src/slack/people/likely-view.ts'
import { peopleListView } from '../../../src/slack/people/list/view.ts'
import { personView, whoisMessage } from '../../../src/slack/people/whois/view.ts'
import type { AccountsPage } from '../../../src/workflows/accounts/read-accounts.ts'
import type { TeamsRead } from '../../../src/workflows/accounts/teams-and-name.ts'
import {
  card,
  cardAccount,
  cardAssessment,
  cardPerson,
  foundPerson,
  listed,
} from '../../support/account-samples.ts'
import { connection, hours, noon } from '../../support/slack-samples.ts'
import { roles } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'
import { askedOf } from '../questions.ts'
import { connectionsOf } from '../stored.ts'
import { pagesOf } from './journal.ts'

const classes = ['staff', 'external', 'service', 'shared', 'unidentified'] as const
const ways = ['email', 'alias', 'equal_domain', 'kept', 'confirmed', null] as const
const parts = Object.keys(anyAccount) as (keyof AccountFilter)[]

/** One page of accounts, as storage gives them. */
const pageOf = (given: Given): AccountsPage => ({
  rows: many(Math.min(given.many, 25), at =>
    listed({
      id: `${3074457350000000000n + BigInt(at)}`,
      email: at % 5 === 4 ? null : given.word,
      name: given.word,
      role: [...roles, given.word][at % 6] ?? '',
      license: given.word,
      lastActivityAt: at % 2 === 0 ? null : noon,
      active: [true, false, null][at % 3] ?? null,
      removedAt: at % 4 === 3 ? noon : null,
      class: classes[at % 6] ?? null,
      person:
        at % 3 === 0
          ? null
          : {
              name: given.word,
              lastDay: at % 2 === 0 ? null : '2026-11-20',
              endAt: at % 4 === 0 ? null : hours(-9),
              deactivated: true,
              leftKnownAt: noon,
            },
      verdicts: at % 6 === 5 ? null : { identified: 'fail', removed: 'fail', valid: 'unknown' },
    }),
  ),
  more: given.many > 25,
  total: given.many > 1 ? given.many : null,
  deactivated: given.many,
  instead: given.many === 0 ? parts.map((without, at) => ({ without, count: at * 300 })) : [],
})

const cardsOf = (given: Given): AccountCard[] =>
  ways.flatMap((matchedBy, at) => {
    const { word } = given
    const person = cardPerson({
      startAt: at % 2 === 1 ? hours(9) : null,
      ...{ name: word, title: word, department: word, slackUserId: word },
      deactivated: at % 2 === 0,
    })
    const address = { address: word, kind: 'alias', since: noon } as const
    const kind = classes[at % 5] ?? 'staff'
    const full = card({
      organizationName: word,
      account: cardAccount({
        ...{ email: at % 2 === 0 ? null : word, name: word, role: word, license: word },
        adminRoles: many(given.many, () => word),
        authorises: true,
      }),
      person,
      assessment: cardAssessment({ class: kind, matchedBy, matchedAddress: address }),
      decision: { class: kind, reason: word, reviewAt: noon, by: word, at: noon },
      approval: { role: word, by: word, at: noon },
      exceptions: checkIds.map(checkId => ({
        ...{ checkId, reason: word, approvedBy: word, createdAt: hours(-9), expiresAt: hours(at - 2) },
        revokedAt: at === 1 ? noon : null,
      })),
      findings: many(Math.min(given.many, 20), nth => ({
        ...{ id: `f${nth}`, checkId: checkIds[nth % 4] ?? 'valid', why: 'conflict' as const },
        ...{ openedAt: hours(-nth), clockAt: hours(-nth), dueAt: hours(nth - 9) },
        ...(nth < 4 ? { closedAt: null, closedAs: null } : { closedAt: noon, closedAs: 'void' as const }),
      })),
      logged: many(Math.min(given.many, 20), nth => ({
        ...{ at: noon, actor: word, action: nth % 2 === 0 ? word : 'account_email_changed' },
        details: { from: word, to: nth % 3 === 0 ? null : word },
      })),
    })
    return [full, { ...full, person: null }, { ...full, assessment: null, decision: null }]
  })

const teamsOf = (given: Given): TeamsRead => ({
  outcome: 'read',
  teams: many(Math.min(given.many, 100), at => ({ name: given.word, admin: at % 2 === 0 })),
  complete: given.many < 100,
})

/** As few lines as a message shows. */
const historyOf = (given: Given) => {
  const [page] = pagesOf(given)
  return page === undefined ? null : { ...page, lines: page.lines.slice(0, 5) }
}

export const likelyOf = ({ word, many: count }: Given) =>
  many(Math.min(count, 3), at => ({
    ...{
      miroOrgId: '3074457345618265000',
      organizationName: word,
      accountId: `${3074457350000000000n + BigInt(at)}`,
    },
    ...{ email: at === 2 ? null : word, role: word, because: 'similar_name' as const },
  }))

export const samples: Samples = {
  'accounts/list/view.ts': {
    accountsListView: given => {
      const connections = given.many === 0 ? [connection()] : connectionsOf(given)
      return connections.slice(0, 3).map(one =>
        accountsListView({
          now: noon,
          connections,
          connection: one,
          asked: {
            miroOrgId: one.key.miroOrgId,
            chosen: { ...anyAccount, search: given.word.slice(0, 100) },
            after: many(Math.min(given.many, 20), at => `${3074457350000000000n + BigInt(at)}`),
            page: given.many,
            generation: given.many,
          },
          filter: anyAccount,
          words: {
            roles: many(given.many, at => `${given.word}${at}`),
            licenses: many(given.many, at => `${given.word}${at}`),
            off: given.many % 2 === 0 ? [] : ['valid'],
          },
          found: pageOf(given),
        }),
      )
    },
  },
  'accounts/card/view.ts': {
    accountCardView: given =>
      (['admin', 'own'] as const).flatMap(viewer =>
        cardsOf(given).map(one =>
          accountCardView(
            { miroOrgId: '307', card: one, viewer, asked: askedOf(given), teams: teamsOf(given) },
            noon,
            viewer === 'own' ? null : (pagesOf(given)[0] ?? null),
          ),
        ),
      ),
    noCardView: () => [noCardView()],
  },
  'people/list/view.ts': {
    peopleListView: ({ word, many: count }) =>
      peopleLists.map(list =>
        peopleListView(
          {
            ...{ list, from: count > 20 ? 20 : 0 },
            counts: { leaving: count, left: count, contractors: count, on_leave: count, no_address: count },
            people: many(Math.min(count, 20), at => ({
              ...cardPerson({ id: `p${at}`, name: word, title: word, slackUserId: word }),
              accounts: at % 3,
            })),
          },
          noon,
        ),
      ),
  },
  'people/likely-view.ts': {
    likelyBlocks: given =>
      [true, false].map(owns => likelyBlocks({ id: 'p1', name: given.word }, likelyOf(given), owns)),
  },
  'people/whois/view.ts': {
    personView: ({ word }) => [
      personView({ outcome: 'nobody', own: false }, noon, null),
      personView(
        {
          ...{
            outcome: 'found',
            person: cardPerson({ name: word }),
            accounts: [],
            joins: [],
            more: false,
            likely: [],
          },
          ...{ connected: true, hasAddress: true, viewer: 'admin' },
        },
        noon,
        null,
      ),
    ],
    whoisMessage: given => {
      const people = many(Math.min(given.many, 10), at =>
        cardPerson({ id: `p${at}`, name: given.word, title: given.word, slackUserId: given.word }),
      )
      const found = people.map(({ id, name, title }) => foundPerson({ id, name, title }))
      const key = { workspaceId: 'T0ACME', miroOrgId: '3074457345618265000' }
      const accounts = cardsOf(given)
        .slice(0, Math.min(given.many, 10))
        .map(one => ({ key, card: one }))
      const more = given.many > 10
      const connected = given.many > 1
      const joins = many(Math.min(given.many, 10), at => ({
        ...{ id: `j${at}`, name: given.word, saidBy: given.word, saidAt: noon },
      }))
      return [
        whoisMessage({ outcome: 'nobody', own: true }, noon),
        whoisMessage({ outcome: 'nobody', own: false }, noon),
        whoisMessage({ outcome: 'several', people: found, more }, noon),
        whoisMessage(
          {
            outcome: 'found',
            person: null,
            accounts,
            likely: likelyOf(given),
            joins,
            connected,
            more,
            hasAddress: true,
            viewer: 'admin',
          },
          noon,
        ),
        whoisMessage(
          {
            outcome: 'found',
            person: people[0] ?? null,
            accounts,
            likely: likelyOf(given),
            joins,
            connected,
            more,
            hasAddress: connected,
            viewer: 'admin',
          },
          noon,
          historyOf(given),
        ),
        whoisMessage(
          {
            outcome: 'found',
            person: people[0] ?? null,
            accounts,
            likely: likelyOf(given),
            joins,
            connected,
            more,
            hasAddress: connected,
            viewer: 'own',
          },
          noon,
        ),
      ]
    },
  },
}
