import { type CheckId, checkIds } from '../../../src/domain/check.ts'
import { trace } from '../../../src/domain/trace.ts'
import { detailsView } from '../../../src/slack/checks/finding/details-view.ts'
import { closedView, unknownView } from '../../../src/slack/checks/finding/sheet.ts'
import {
  notVerifiedView,
  severalVerifiedView,
  verifiedView,
} from '../../../src/slack/checks/finding/verify-view.ts'
import type { For } from '../../../src/slack/checks/finding/viewer.ts'
import { whyView } from '../../../src/slack/checks/finding/why-view.ts'
import { findingFixView, groupFixView, moreView } from '../../../src/slack/checks/fix-view.ts'
import type { FindingSheet, GroupPage } from '../../../src/workflows/checks/read-finding.ts'
import type { Seen } from '../../../src/workflows/checks/verify-accounts.ts'
import { closedSheet, groupPage, sheet } from '../../support/finding-samples.ts'
import { noon } from '../../support/slack-samples.ts'
import { groupsOf, roles } from '../facts.ts'
import { type Given, many, type Samples } from '../given.ts'
import { rulesOf } from '../stored.ts'

const sheetOf = (given: Given, checkId: CheckId, at: number): FindingSheet => {
  const { word } = given
  const base = at % 2 === 0 ? sheet() : closedSheet()
  const rule = rulesOf(given)[at % 4]
  const facts = {
    ...base,
    checkId,
    subjectId: `${at}`,
    organizationName: word,
    finding: at % 5 === 4 ? null : base.finding,
    authorises: at === 0,
    account:
      base.account === null || checkId === 'configured'
        ? null
        : { ...base.account, email: at % 3 === 2 ? null : word, role: [...roles, word][at % 6] ?? '' },
    person: base.person === null || at % 3 === 1 ? null : { ...base.person, name: word },
    carriers: many(Math.min(given.many, 5), place => ({ personId: `p${place}`, name: word, since: noon })),
    decision: { class: word, reason: word, decidedBy: word, decidedAt: noon },
    rule: rule === undefined ? null : { version: at, rule, savedBy: word, savedAt: noon },
    approval: { role: word, approvedBy: word, approvedAt: noon },
    exception: { reason: word, approvedBy: word, expiresAt: noon },
  }
  return { ...facts, trace: trace(facts) }
}

const sheetsOf = (given: Given): FindingSheet[] =>
  checkIds.flatMap(checkId => many(6, at => sheetOf(given, checkId, at)))

const pagesOf = (given: Given): GroupPage[] =>
  groupsOf(given).flatMap(({ checkId, open, closed, findings }) =>
    [0, 10].map(from =>
      groupPage(findings.slice(0, 10), { checkId, open, closed, from, organizationName: given.word }),
    ),
  )

const asked = (seen: Seen, peopleRead: boolean) => ({
  outcome: 'asked' as const,
  accounts: many(10, at => ({ id: `${at}`, seen })),
  peopleRead,
})
const answers = [asked('seen', true), asked('absent', false), asked('gone', true)]
const value = '{"f":"f1"}'

const place = { channelId: 'C0ACCESS', ts: '1795510800.000100' }
const member: For = { may: 'read', place }
const readers: readonly For[] = [{ may: 'decide', place: null }, member]
const own: For = { may: 'own', place: null }

export const samples: Samples = {
  'checks/finding/details-view.ts': {
    detailsView: given => pagesOf(given).flatMap(page => readers.map(to => detailsView(page, noon, to))),
  },
  'checks/fix-view.ts': {
    findingFixView: given => sheetsOf(given).flatMap(each => readers.map(to => findingFixView(each, to))),
    moreView: given => sheetsOf(given).flatMap(each => readers.map(to => moreView(each, noon, to))),
    groupFixView: given => pagesOf(given).flatMap(page => readers.map(to => groupFixView(page, to))),
  },
  'checks/finding/sheet.ts': {
    unknownView: () => [unknownView()],
    closedView: given => sheetsOf(given).flatMap(each => readers.map(to => closedView(each, to))),
  },
  'checks/finding/verify-view.ts': {
    verifiedView: given =>
      answers.flatMap(answer =>
        sheetsOf(given).flatMap(each => readers.map(to => verifiedView(each, answer, to))),
      ),
    severalVerifiedView: given =>
      answers.flatMap(answer =>
        [0, 1, 10].map(count => severalVerifiedView(sheetsOf(given).slice(0, count), answer, value, member)),
      ),
    notVerifiedView: () =>
      [
        { outcome: 'no_answer', because: 'rate_limited' } as const,
        { outcome: 'no_answer', because: 'unavailable' } as const,
        { outcome: 'refused', trouble: 'access_lost' } as const,
      ].flatMap(verified => readers.map(to => notVerifiedView(verified, '3074457345618265000', value, to))),
  },
  'checks/finding/why-view.ts': {
    whyView: given => sheetsOf(given).flatMap(sheet => [...readers, own].map(to => whyView(sheet, to))),
  },
}
