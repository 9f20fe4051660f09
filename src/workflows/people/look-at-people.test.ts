import { describe, expect, test } from 'vitest'
import { workspaceRow } from '../../../test/support/row-samples.ts'
import { ForeignFailure } from '../../domain/foreign-failure.ts'
import type { DirectoryUser } from '../../domain/staff.ts'
import { notePersonEvent } from './look-at-groups.ts'
import { lookAtPeople } from './look-at-people.ts'

const start = new Date('2026-11-24T09:00:00Z')

/** Slack said no, or nothing. */
class Refused extends ForeignFailure {
  readonly kind = 'other'
  readonly permanent: boolean
  constructor(permanent: boolean) {
    super('Slack: no')
    this.permanent = permanent
  }
}

const user = (slackUserId: string, some: Partial<DirectoryUser> = {}): DirectoryUser => ({
  slackUserId,
  name: slackUserId,
  kind: 'member',
  address: null,
  title: null,
  timeZone: null,
  isAdmin: false,
  deactivated: false,
  ...some,
})
const gone = (id: string): DirectoryUser => user(id, { deactivated: true })

type World = {
  /** What Slack says when it is asked; absent: everybody is there. */
  readonly slack?: Readonly<Record<string, DirectoryUser | null | Error>>
  /** Staff today as known, and how many left by events within the hour. */
  readonly staff?: number
  readonly lately?: number
  readonly scanned?: boolean
  /** How often what is read is older than what a scan wrote meanwhile. */
  readonly overtaken?: number
  readonly superseded?: boolean
}

/** Plays events through both workflows; what was done, and what still waits. */
function played(world: World = {}) {
  let now = start.getTime()
  let overtaken = world.overtaken ?? 0
  const did: string[] = []
  const stored = new Map<string, { id: string; slackUserId: string; receivedAt: Date; outcome: string }>()
  const events = {
    add: async (event: { id: string; slackUserId: string }, receivedAt: Date) => {
      if (stored.has(event.id)) return false
      stored.set(event.id, { id: event.id, slackUserId: event.slackUserId, receivedAt, outcome: '' })
      return true
    },
    waiting: async () => [...stored.values()].filter(({ outcome }) => outcome === ''),
    done: async (_id: string, ids: readonly string[], outcome: string) => {
      for (const id of ids) Object.assign(stored.get(id) ?? {}, { outcome })
    },
  }
  const asked: string[] = []
  const clock = () => new Date(now)
  const look = () =>
    lookAtPeople(
      {
        clock,
        pause: async milliseconds => {
          now += milliseconds
        },
        workspaces: {
          get: async () => workspaceRow({ staffReadAt: world.scanned === false ? null : start }),
        },
        personEvents: events,
        directory: {
          person: async id => {
            asked.push(id)
            const said = world.slack?.[id]
            if (said instanceof Error) throw said
            return said === undefined ? user(id) : said
          },
        },
        staffLook: {
          compare: async (_id, users) => ({
            current: world.staff ?? 100,
            leaving: users
              .filter(one => one.deactivated || one.kind !== 'member')
              .map(one => one.slackUserId),
            leftLately: world.lately ?? 0,
          }),
          record: async (_id, { users }) => {
            overtaken -= 1
            if (overtaken >= 0) return new Map()
            if (users.length > 0)
              did.push(`write ${users.map(one => `${one.slackUserId}${one.deactivated ? ' gone' : ''}`)}`)
            return new Map(users.map(one => [one.slackUserId, `person ${one.slackUserId}`]))
          },
          accountsOf: async (_id, people) => [{ miroOrgId: '30', accountIds: people.map(id => `of ${id}`) }],
        },
        checkAccounts: async (_key, id, accounts) => {
          did.push(`check ${accounts} as ${id}`)
          return { outcome: world.superseded === true ? 'superseded' : 'done' }
        },
        requestEvaluation: async () => void did.push('check all'),
        runs: { lastHeld: async () => null },
        send: async () => did.push('scan') > 0,
        audit: {
          append: async ({ action, details }) => void did.push(`${action} ${JSON.stringify(details)}`),
        },
        deliver: async () => did.push('deliver'),
      },
      'T1',
    )
  return {
    did,
    asked,
    look,
    receive: (id: string, slackUserId: string) =>
      notePersonEvent(
        { clock, personEvents: events, send: async () => did.push('look') > 0 },
        { workspaceId: 'T1', id, type: 'user_change', slackUserId, urgent: false },
      ),
    later: (milliseconds: number) => {
      now += milliseconds
    },
    waited: () => now - start.getTime(),
    outcomes: () => Object.fromEntries([...stored].map(([id, { outcome }]) => [id, outcome])),
  }
}

describe('an event', () => {
  test.each<[string, World, string[], string]>([
    [
      'of somebody who left',
      { slack: { U1: gone('U1') } },
      ['write U1 gone', 'check of person U1 as people-E1', 'deliver'],
      'looked',
    ],
    ['of somebody who is there', {}, ['write U1', 'check of person U1 as people-E1', 'deliver'], 'looked'],
    [
      'of a guest',
      { slack: { U1: user('U1', { kind: 'guest' }) } },
      ['write U1', 'check of person U1 as people-E1', 'deliver'],
      'looked',
    ],
    ['of a bot, a stranger or nobody', { slack: { U1: null } }, ['deliver'], 'looked'],
    ['about whom Slack will never answer', { slack: { U1: new Refused(true) } }, ['deliver'], 'refused'],
    ['before the first scan', { scanned: false }, [], ''],
    [
      'whose accounts others keep judging',
      { superseded: true },
      ['write U1', 'check of person U1 as people-E1', 'check all', 'deliver'],
      'looked',
    ],
    [
      'that a scan overtakes',
      { overtaken: 1 },
      ['deliver', 'write U1', 'check of person U1 as people-E1', 'deliver'],
      'looked',
    ],
  ])('%s', async (_case, world, did, outcome) => {
    const bot = played(world)
    await bot.receive('E1', 'U1')
    await bot.look()
    expect([bot.did, bot.outcomes()]).toEqual([['look', ...did], { E1: outcome }])
  })

  test('twice is one, and what it says of the person is asked of Slack', async () => {
    const bot = played()
    await bot.receive('E1', 'U1')
    await bot.receive('E1', 'U1')
    await bot.look()
    await bot.receive('E1', 'U1')
    await bot.look()
    expect([bot.did, bot.asked]).toEqual([
      ['look', 'write U1', 'check of person U1 as people-E1', 'deliver'],
      ['U1'],
    ])
  })

  test('that cannot be looked at yet waits, without keeping back the others', async () => {
    const slack: Record<string, DirectoryUser | Error> = { U1: new Refused(false), U2: gone('U2') }
    const bot = played({ slack })
    await bot.receive('E1', 'U1')
    await bot.receive('E2', 'U2')
    await expect(bot.look()).rejects.toBe(slack['U1'])
    expect([bot.outcomes(), bot.did.slice(2)]).toEqual([
      { E1: '', E2: 'looked' },
      ['write U2 gone', 'check of person U2 as people-E1', 'deliver'],
    ])
    slack['U1'] = gone('U1')
    await bot.look()
    expect([bot.outcomes(), bot.did.slice(5)]).toEqual([
      { E1: 'looked', E2: 'looked' },
      ['write U1 gone', 'check of person U1 as people-E1', 'deliver'],
    ])
  })

  test('that is overtaken by everybody ends in an error, so that the queue tries again later', async () => {
    const bot = played({ overtaken: 3 })
    await bot.receive('E1', 'U1')
    await expect(bot.look()).rejects.toThrow('could not be written')
    await bot.look()
    expect([bot.asked.length, bot.outcomes()]).toEqual([4, { E1: 'looked' }])
  })
})

describe('events together', () => {
  test('of the same seconds are one look and one evaluation; two events about one person are one question', async () => {
    const bot = played({ slack: { U1: gone('U1'), U2: gone('U2') } })
    await bot.receive('E1', 'U1')
    await bot.receive('E2', 'U1')
    await bot.receive('E3', 'U2')
    await bot.look()
    expect(bot.asked).toEqual(['U1', 'U2'])
    expect(bot.did.slice(3)).toEqual([
      'write U1 gone,U2 gone',
      'check of person U1,of person U2 as people-E1',
      'deliver',
    ])
    expect(bot.waited()).toBe(1_000)
  })

  test('that came a while ago wait no longer', async () => {
    const bot = played()
    await bot.receive('E1', 'U1')
    bot.later(60_000)
    await bot.look()
    expect(bot.waited()).toBe(60_000)
  })

  test.each([
    ['5 of 10', 10, 0, 5, true],
    ['6 of 10', 10, 0, 6, false],
    ['the sixth of 10, after five within the hour', 5, 5, 1, false],
    ['25 of 100,000', 100_000, 0, 25, true],
    ['26 of 1,000', 1_000, 0, 26, false],
    ['the 26th of 1,000, after 25 within the hour', 975, 25, 1, false],
    ['the 26th of 2,000', 1_975, 25, 1, true],
    ['everybody', 2, 0, 2, false],
  ])('%s leaving', async (_case, staff, lately, leaving, believed) => {
    const ids = Array.from({ length: leaving }, (_, index) => `U${index}`)
    const bot = played({ staff, lately, slack: Object.fromEntries(ids.map(id => [id, gone(id)])) })
    for (const id of ids) await bot.receive(`E${id}`, id)
    await bot.receive('E9', 'UTHERE')
    await bot.look()
    const written = bot.did.filter(line => line.startsWith('write')).join()
    expect(written.includes('gone')).toBe(believed)
    // Whoever does not leave is looked at all the same.
    expect(written).toContain('UTHERE')
    expect(bot.did.includes('scan')).toBe(!believed)
    expect(bot.did.some(line => line.startsWith('leavers_held'))).toBe(!believed)
    expect(bot.outcomes()['EU0']).toBe(believed ? 'looked' : 'held')
  })
})
