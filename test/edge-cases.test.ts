import { readFile } from 'node:fs/promises'
import { describe, expect, it } from 'vitest'
import { believable, complete } from '../src/domain/believable.ts'
import { howToFix } from '../src/domain/check.ts'
import { keyText } from '../src/domain/connection-key.ts'
import { judge } from '../src/domain/decision.ts'
import { evaluateBatch } from '../src/domain/evaluate.ts'
import { tokensEndAt, tokensEndSoon } from '../src/domain/freshness.ts'
import { equalDomains, identify } from '../src/domain/identity.ts'
import { judgeJoining } from '../src/domain/joining.ts'
import { conflictOf, daysExposed, judgeLeaving, reminderOf } from '../src/domain/leaving.ts'
import type { Assessment } from '../src/domain/snapshot.ts'
import { leftState } from '../src/domain/staff.ts'
import { goneFrom, type Said } from '../src/domain/staff-sources.ts'
import { strongest, suggestAmong, suggestible } from '../src/domain/suggest.ts'
import { endOfDay } from '../src/domain/wall-clock.ts'
import { kindOfStatus, MiroError } from '../src/miro/miro-error.ts'
import { rateLimitEnds, retryDelay } from '../src/miro/retry-timing.ts'
import { readMember, readMembersFound, readMembersPage, readTokens } from '../src/miro/wire.ts'
import { directoryUser } from '../src/slack/people/directory/wire.ts'
import { earlyHint } from '../src/slack/words/account.ts'
import { miroAccess } from '../src/workflows/connection/miro-access.ts'
import { cursorGuard } from '../src/workflows/sync/run.ts'
import type { Answer } from '../src/workflows/uses.ts'
import { card as accountCard, cardAccount, cardPerson } from './support/account-samples.ts'
import {
  account,
  type Facts,
  finding,
  hours,
  leaver,
  now,
  person,
  primary,
  snapshot,
} from './support/domain-samples.ts'
import { byRole, decided, judged, match, member, notLeft, staffOk } from './support/domain-verdicts.ts'

// Every row of the table of edge cases, by its name and in its order, decided by the domain with real values. Flows
// walk the same cases through Slack and Miro.

const guest = 'organization_external_user'
const days = (count: number): Date => hours(24 * count)
const evaluated = (facts: Facts, some: Parameters<typeof account>[0] = {}) =>
  evaluateBatch(snapshot({ ...facts, accountsInBatch: [account(some)] }))
const whose = (facts: Facts, some: Parameters<typeof account>[0] = {}) => {
  const known = snapshot(facts)
  const {
    class: kind,
    personId,
    problem,
  } = identify(account(some), {
    ...known,
    equal: equalDomains(known.equalDomains),
  })
  return [kind, personId, problem]
}
const withFinding = { findings: new Map([[account().id, [finding()]]]) }
const home = { teamId: 'T1', enterpriseId: null }
const slackUser = (more: object) =>
  directoryUser({ id: 'U7', name: 'kim', profile: { email: 'Kim@Acme.com' }, ...more }, home)
const said = (source: Said['source'], more: Partial<Said>): Said => ({
  ...{ source, name: null, kind: null, type: null, title: null, department: null, manager: null },
  ...{ timeZone: null, startAt: null, lastDay: null, endAt: null, overruledDay: null, gone: null },
  ...{ goneSince: null, missingSince: null, stillHereAt: null, saidAt: null, saidBy: null, standing: false },
  ...more,
})
const staffMember = { ...person(), carriesAddress: false }
const deciding = {
  ...{ now, timeZone: 'UTC', by: 'U9', account: { removedAt: null, disconnected: false, own: false } },
  ...{ person: staffMember, addressTaken: false },
}
const employed = {
  ...{ kind: 'member' as const, slackUserId: 'U1', startAt: null, endAt: null, deactivated: false, said: [] },
  ...{ type: 'employee' as const, lastDay: null, onLeave: false },
}
const entering = { now, by: 'U9', person: employed, timeZone: 'Europe/Berlin', deed: 'entered' as const }
const here = { workspaceId: 'T1', miroOrgId: 'O1' }
type Credentials = Answer<'connections.credentials'>
const credentials: Credentials = {
  ...{ clientId: 'app', clientSecret: 's', accessToken: 'first', refreshToken: 'r', tokenVersion: 1 },
  accessTokenExpiresAt: hours(1),
}
/** Tokens as they are held, with what was done to them written down. */
function tokenLife(did: string[], held: Partial<Credentials>): Parameters<typeof miroAccess>[0] {
  let stored = { ...credentials, ...held }
  return {
    clock: () => now,
    pause: async () => {},
    connections: {
      credentials: async () => stored,
      claimRefresh: async () => true,
      releaseRefresh: async () => {},
      storeTokens: async (_, fresh, version) => {
        did.push(`store ${fresh.accessToken}`)
        stored = { ...stored, ...fresh, tokenVersion: version + 1 }
        return true
      },
    },
    oauth: {
      refresh: async () => {
        did.push('refresh')
        return { accessToken: 'second', refreshToken: 'r2', expiresInSeconds: 3600 }
      },
    },
  }
}
const entry = { type: 'employee' as const, lastDay: null, onLeave: false }

describe('accounts', () => {
  it('Guest, external', () => {
    expect(judged({ ...byRole([member]), ...decided('external', 'dana', null) }, { role: guest })).toEqual([
      'pass: external_with_sponsor',
      'not_applicable: nobody',
      'fail: role_not_valid',
    ])
    const fix = howToFix({ checkId: 'valid', why: 'role_not_valid', role: guest })
    expect(fix.join(' ')).toContain('Miro lets no program remove guests, so a person has to.')
  })

  it('Deactivated Miro user', () => {
    expect(judged({ who: [leaver()] }, { active: false })).toEqual([
      'not_applicable: deactivated',
      'pass: left_deactivated',
      'not_applicable: deactivated',
    ])
  })

  it('Gone from the list', () => {
    // Once absent it is unknown, and only confirmed it passes; the row stays.
    expect(judged({ who: [leaver()] }, { missingSince: now })[1]).toBe('unknown: missing_once')
    expect(judged({ who: [leaver()] }, { removedAt: now })[1]).toBe('pass: left_gone')
    expect(evaluated({ who: [leaver()], ...withFinding }, { missingSince: now }).reconciled.closed).toEqual(
      [],
    )
  })

  it('Reappears after removal', () => {
    const facts = { who: [leaver({ leftKnownAt: days(-9) })] }
    const [opened] = evaluated(facts, { cameBackAt: hours(-1) }).reconciled.opened
    // A new finding, which storage links to the old one; nobody is late by the time the account was away.
    expect(opened).toMatchObject({ checkId: 'removed', why: 'left_still_active', clockAt: now })
  })

  it('Pending invite', () => {
    const invited = readMember({ id: '7', email: 'a@acme.com', active: true, role: member, license: 'free' })
    expect(invited).toMatchObject({ active: true, lastActivityAt: null })
    expect(judged({}, { lastActivityAt: null })).toEqual([match, notLeft, staffOk])
  })

  it('Never active, bad date', () => {
    const at = (lastActivityAt: unknown) =>
      readMember({
        id: '7',
        email: 'a@acme.com',
        active: true,
        role: member,
        license: 'free',
        lastActivityAt,
      })?.lastActivityAt
    expect([at(''), at('not a date'), at(null), at(7)]).toEqual([null, null, null, null])
  })

  it('Company Admin leaves', () => {
    const fix = howToFix({
      ...{ checkId: 'removed', why: 'left_still_active', role: 'organization_internal_admin' },
      authorises: true,
    } as const)
    const [careful, , demote, deactivate] = fix
    expect([careful, demote, deactivate].map(step => step?.slice(0, 33))).toEqual([
      'Careful: the bot reads Miro with ',
      'First make them a Member in Miro:',
      'In Miro: Admin console > Users > ',
    ])
  })

  it('Boards of a leaver', () => {
    const [first] = howToFix({ checkId: 'removed', why: 'left_still_active', role: member })
    expect(first).toBe('Decide who takes over their boards. Miro does not move them.')
  })

  it('Deactivated but still signs in to Miro', () => {
    expect(judged({ who: [leaver()] }, { active: false, lastActivityAt: now })[1]).toBe(
      'pass: left_deactivated',
    )
  })

  it('Bot, integration account', () => {
    expect(judged(decided('service', 'dana'))[0]).toBe('pass: service_with_owner')
    expect(judged({ ...decided('service', 'dana'), who: [leaver()] })[0]).toBe('fail: owner_missing')
    expect(judged(decided('service', 'dana', null))[0]).toBe('fail: reason_missing')
  })

  it('Shared mailbox', () => {
    const mailbox = { address: 'support@acme.com' }
    const carriers = [primary('dana', 'support@acme.com')]
    expect(whose({ carriers }, mailbox)).toEqual(['unidentified', null, 'no_match'])
    expect(strongest(account(mailbox), [])).toEqual([{ as: 'shared', because: 'role_mailbox' }])
    expect(judged(decided('shared', 'dana'), mailbox)[0]).toBe('pass: shared_with_owner')
  })
})

describe('whose it is', () => {
  it('Alias, name change, marriage', () => {
    const kept: Assessment = {
      accountId: account().id,
      class: 'staff',
      personId: 'dana',
      matchedBy: 'email',
      results: {
        identified: { verdict: 'pass', why: 'matched_email' },
        removed: { verdict: 'not_applicable', why: 'not_left' },
        valid: { verdict: 'pass', why: 'staff_member' },
      },
    }
    const alias = { carriers: [{ personId: 'dana', address: 'dana@acme.com', kind: 'former' as const }] }
    expect(whose(alias)).toEqual(['staff', 'dana', null])
    const renamed = { address: 'dana.ruiz@home.org' }
    expect(whose({ previous: new Map([[account().id, kept]]) }, renamed)).toEqual(['staff', 'dana', null])
    expect(whose({}, renamed)).toEqual(['unidentified', null, 'no_match'])
  })

  it('Case, spaces', () => {
    const read = readMember({
      id: '7',
      email: ' Dana@ACME.com ',
      active: true,
      role: member,
      license: 'free',
    })
    expect(read).toMatchObject({ address: 'dana@acme.com' })
    expect(slackUser({})?.address).toBe('kim@acme.com')
  })

  it('Two Miro accounts, one person', () => {
    const second = account({ id: '9', address: 'd.lee@acme.com' })
    const facts = snapshot({
      who: [leaver()],
      carriers: [primary('dana', 'dana@acme.com'), { ...primary('dana', 'd.lee@acme.com'), kind: 'alias' }],
      accountsInBatch: [account(), second],
    })
    expect(evaluateBatch(facts).reconciled.opened.map(({ subjectId }) => subjectId)).toEqual([
      account().id,
      '9',
    ])
  })

  it('Two persons claim one e-mail', () => {
    const who = [person(), person({ id: 'lee' })]
    const carriers = [primary('dana', 'dana@acme.com'), primary('lee', 'dana@acme.com')]
    expect(whose({ who, carriers })).toEqual(['unidentified', null, 'conflict'])
    expect(judged({ who, carriers })[0]).toBe('fail: conflict')
  })
})

describe('people', () => {
  it('Contractor', () => {
    const contractor = { ...entry, type: 'contractor' as const }
    const until = (lastDay: string | null) => judgeLeaving({ ...contractor, lastDay }, entering)
    expect(until(null)).toEqual({ refused: 'contractor_without_end' })
    expect(until('2028-01-01')).toEqual({ refused: 'contract_too_long' })
    expect('leaving' in until('2027-11-24')).toBe(true)
    expect([15, 14, 7, 1, 0].map(count => reminderOf(days(count + 1), now))).toEqual([null, 14, 7, 1, 1])
  })

  it('Contractor → employee', () => {
    const contractor = { ...employed, type: 'contractor' as const, lastDay: '2026-11-20', endAt: days(-3) }
    expect(
      judgeLeaving(entry, { ...entering, person: contractor, deed: 'came_back' as const }),
    ).toMatchObject({
      leaving: { type: 'employee', lastDay: null, endAt: null, startAt: now },
    })
  })

  it('Rehire', () => {
    // With a new user of Slack, once somebody says that the two are one: the old one makes nobody a leaver.
    const inSlack = (id: string, gone: boolean) => ({
      ...{
        ...person({ id, slackUserId: id, deactivated: gone, leftKnownAt: gone ? days(-9) : null }),
        slackUserIds: [id],
      },
      said: [said('slack', { kind: 'member', gone })],
    })
    expect(judgeJoining(inSlack('old', true), inSlack('new', false), { by: 'U9', now })).toMatchObject({
      joining: { kept: { id: 'new' }, left: false, asksRehired: false },
    })
    const { closed } = evaluated(withFinding).reconciled
    expect(closed).toEqual([{ id: 'f1', closedAs: 'rehired' }])
  })

  it('Future leave', () => {
    // The last day is inclusive, where the person is, also on the day the clocks go back.
    const endAt = endOfDay('2026-10-25', 'Europe/Berlin')
    expect(endAt).toEqual(new Date('2026-10-25T23:00:00Z'))
    expect(endOfDay('2026-10-25', 'Pacific/Auckland')).toEqual(new Date('2026-10-25T11:00:00Z'))
    const at = (instant: string) => leftState(person({ endAt }), new Date(instant)).left
    expect([at('2026-10-25T22:59:59Z'), at('2026-10-25T23:00:00Z')]).toEqual([false, true])
    expect(judged({ who: [person({ endAt: hours(1) })] })[1]).toBe('not_applicable: leaves_later')
  })

  it('Leave cancelled, date moved', () => {
    const open = { findings: new Map([[account().id, [finding({ endAt: hours(-5) })]]]) }
    const closed = (who: ReturnType<typeof person>[]) => evaluated({ who, ...open }).reconciled.closed
    expect(closed([person()])).toEqual([{ id: 'f1', closedAs: 'void' }])
    expect(closed([person({ endAt: days(3) })])).toEqual([{ id: 'f1', closedAs: 'void' }])
  })

  it('Back-dated leave', () => {
    const endAt = days(-10)
    expect(leftState(person({ endAt, leftKnownAt: hours(-2) }), now)).toEqual({
      ...{ left: true, endAt },
      clockAt: hours(-2),
    })
    expect(daysExposed(endAt, now)).toBe(10)
  })

  it('Long leave', () => {
    expect(judged({ who: [person({ onLeave: true })] })).toEqual([match, notLeft, staffOk])
  })

  it('Future hire', () => {
    expect(judged({ who: [person({ startAt: days(7) })] })).toEqual([
      match,
      notLeft,
      'not_applicable: starts_later',
    ])
    // The hint about it, while the account is live.
    const card = accountCard({ person: cardPerson({ startAt: days(7) }) })
    expect(earlyHint(card, now)?.markup).toContain('has a Miro account with access already')
    expect(earlyHint({ ...card, account: cardAccount({ active: false }) }, now)).toBeNull()
    expect(earlyHint(card, days(8))).toBeNull()
  })

  it('Slack-deactivated, HR says active', () => {
    const sources = [
      said('list', { gone: false, standing: true, saidAt: hours(-1) }),
      said('slack', { gone: true, kind: 'member', goneSince: hours(-2) }),
    ]
    expect(goneFrom(sources)).toEqual({ source: 'list', gone: false })
    expect(conflictOf({ kind: 'member', endAt: null, deactivated: false, said: sources }, now)).toBe(
      'slack_gone',
    )
  })

  it('Slack guest, Slack Connect stranger, invited, bot, workflow user', () => {
    const kinds = [
      { is_restricted: true },
      { is_ultra_restricted: true },
      { is_invited_user: true },
      { is_stranger: true },
      { team_id: 'T2' },
      { is_bot: true },
      { is_app_user: true },
      { is_workflow_bot: true },
    ].map(flags => slackUser(flags)?.kind ?? null)
    expect(kinds).toEqual(['guest', 'guest', 'invited', null, null, null, null, null])
    expect(whose({ who: [person({ kind: 'guest' })] })).toEqual(['unidentified', null, 'no_match'])
    const hints = suggestAmong(
      suggestible([account()]),
      [person({ kind: 'guest' })],
      [primary('dana', 'dana@acme.com')],
    )
    expect(hints.get(account().id)).toEqual([{ as: 'contractor', personId: 'dana', because: 'guest' }])
  })

  it('Staff source breaks', () => {
    const frozen = { staff: 'stale' as const, staffUntil: hours(-9), ...withFinding }
    // Whose last day passes while nobody reads the list is as they were.
    expect(judged({ ...frozen, who: [person({ endAt: hours(-1) })] })[1]).toBe('not_applicable: leaves_later')
    expect(evaluated({ ...frozen, who: [leaver()] }).reconciled).toEqual({
      opened: [],
      changed: [],
      closed: [],
    })
    expect(believable({ before: 100, gone: 100, after: 0 })).toEqual({ ok: false, reason: 'nobody_left' })
  })
})

describe('Miro’s answers', () => {
  it('Miro 401, 403, 429, partial', () => {
    expect([401, 403, 404, 429, 500].map(kindOfStatus)).toEqual([
      'unauthorized',
      'forbidden',
      'not_found',
      'rate_limited',
      'unavailable',
    ])
    const ends = rateLimitEnds(
      { retryAfter: null, reset: String(now.getTime() / 1000 + 30), date: null },
      now,
    )
    expect(ends).toEqual(new Date(now.getTime() + 30_000))
    const refused = new MiroError('members', 'unauthorized')
    expect(retryDelay(refused, { failures: 1, elapsed: 0 }, now, 0)).toBeNull()
    expect(complete({ rows: 100, distinct: 98, setAside: 0 })).toBe(false)
  })

  it('Missing cursor on a full page', () => {
    const data = ['1', '2'].map(id => ({
      id,
      email: `${id}@acme.com`,
      active: true,
      role: member,
      license: 'free',
    }))
    expect(readMembersPage({ data, size: 2, limit: 2 }, 2)?.cursor).toBe('2')
    expect(readMembersPage({ data, size: 3, limit: 2 }, 2)).toBeNull()
    const isNew = cursorGuard()
    expect(['a', 'b', 'c', 'b', 'c', 'b', 'c'].map(isNew)).toContain(false)
  })

  it('emails filter', () => {
    const one = { id: '1', email: 'a@acme.com', active: true, role: member, license: 'free' }
    expect(readMembersFound([one])?.map(({ id }) => id)).toEqual(['1'])
    // An absence is evidence, so one unreadable row makes the answer worthless.
    expect(readMembersFound([one, { email: 'b@acme.com' }])).toBeNull()
  })

  it('Org with more than one Miro org', async () => {
    const [one, other] = ['O1', 'O2'].map(miroOrgId => keyText({ workspaceId: 'T1', miroOrgId }))
    expect(one).not.toBe(other)
    // What is kept of an account, a rule or a finding cannot be looked up without saying of which organization.
    const schema = await readFile(new URL('../prisma/schema.prisma', import.meta.url), 'utf8')
    const ofOrganizations = [...schema.matchAll(/^model (\w+) \{(.*?)^\}/gms)].flatMap(
      ([, name = '', body = '']) => (/^ +miroOrgId +String +@map/m.test(body) ? [{ name, body }] : []),
    )
    expect(ofOrganizations.length).toBeGreaterThan(12)
    const without = ofOrganizations.filter(({ body }) =>
      [...body.matchAll(/@@(?:id|unique)\((.*)\)$/gm)].every(([, key = '']) => !key.includes('miroOrgId')),
    )
    expect(without).toEqual([])
    // Each organization is asked with its own tokens.
    const needs = tokenLife([], {})
    const own = async ({ miroOrgId }: typeof here) => ({ ...credentials, accessToken: `of ${miroOrgId}` })
    const callMiro = miroAccess({ ...needs, connections: { ...needs.connections, credentials: own } })
    const call = (miroOrgId: string) => callMiro({ ...here, miroOrgId }, async token => token)
    expect([await call('O1'), await call('O2')]).toEqual(['of O1', 'of O2'])
  })

  it('Token life', async () => {
    const tokens = {
      access_token: 'a',
      refresh_token: 'r',
      token_type: 'Bearer',
      expires_in: 3599,
      scope: 'x',
    }
    expect(readTokens(tokens)).toMatchObject({ expiresInSeconds: 3599 })
    const use = (did: string[], held: Partial<Credentials>, works: string) =>
      miroAccess(tokenLife(did, held))(here, async token => {
        did.push(`use ${token}`)
        if (token !== works) throw new MiroError('members', 'unauthorized')
        return 'accounts'
      })
    // Refreshed ahead of its end, stored before it is used.
    const ahead: string[] = []
    await use(ahead, { accessTokenExpiresAt: new Date(now.getTime() + 4 * 60_000) }, 'second')
    expect(ahead).toEqual(['refresh', 'store second', 'use second'])
    // A 401 is answered by one refresh; refused again, somebody has to reconnect.
    const refused: string[] = []
    expect(await use(refused, {}, 'second')).toBe('accounts')
    expect(refused).toEqual(['use first', 'refresh', 'store second', 'use second'])
    const dead: string[] = []
    await expect(use(dead, {}, 'none')).rejects.toMatchObject({ trouble: 'reconnect_needed' })
    expect(dead.filter(each => each === 'refresh')).toEqual(['refresh'])
    // Ten days before nothing can renew them any more, somebody is told.
    expect([49, 50].map(count => tokensEndSoon(days(-count), now))).toEqual([false, true])
    expect(tokensEndAt(days(-50))).toEqual(days(10))
  })
})

describe('who decides', () => {
  it('Slack user acting has left, is the subject', () => {
    const own = { ...deciding, account: { removedAt: null, disconnected: false, own: true } }
    expect(judge({ as: 'staff' }, own)).toEqual({ refused: 'own_account' })
    expect(judge({ as: 'staff' }, { ...deciding, by: 'U1' })).toEqual({ refused: 'yourself' })
    expect(
      judge({ as: 'external', reason: null }, { ...deciding, person: { ...staffMember, ...leaver() } }),
    ).toEqual({ refused: 'has_left' })
    expect(judgeLeaving({ ...entry, lastDay: '2026-12-01' }, { ...entering, by: 'U1' })).toEqual({
      refused: 'yourself',
    })
  })

  it('First sync', () => {
    // Gone for long before the bot came: the clock starts now.
    const [opened] = evaluated({ who: [leaver({ leftKnownAt: days(-90) })] }).reconciled.opened
    expect(opened).toMatchObject({ checkId: 'removed', clockAt: now, dueAt: hours(24) })
    expect(believable({ before: 0, gone: 0, after: 500 })).toEqual({ ok: true })
  })
})
