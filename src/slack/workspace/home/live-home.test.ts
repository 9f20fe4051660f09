import { afterEach, beforeEach, expect, test } from 'vitest'
import { startSlack } from '../../../../test/support/slack-workspace.ts'
import { noGaps } from '../../../domain/gap.ts'
import type { Log } from '../../../log.ts'
import type { LocalSlack } from '../../../sandbox/slack/local-slack.ts'
import type { LocalUser } from '../../../sandbox/slack/shapes.ts'
import type { Home, HomePlace } from '../../../workflows/workspace/read-home.ts'
import { openClients } from '../../frame/clients.ts'
import { openInstallation } from '../../frame/installation.ts'
import type { Who } from '../../frame/listener.ts'
import { openLiveHome } from './live-home.ts'

const log: Log = { debug: () => {}, info: () => {}, warn: () => {}, error: () => {}, child: () => log }
const crowd: LocalUser[] = Array.from({ length: 52 }, (_, at) => ({ id: `U0${at}`, realName: `P ${at}` }))
const who = (at: number, workspaceId = 'T0ACME'): Who => ({ workspaceId, slackUserId: `U0${at}` })

let slack: LocalSlack
let now: Date
let word: string
let reads: { person: string; place: HomePlace }[]
let beforeRead: () => Promise<void>
let sure: boolean

beforeEach(async () => {
  slack = await startSlack({ users: crowd })
  now = new Date('2026-11-24T12:00:00Z')
  word = 'first'
  reads = []
  beforeRead = async () => {}
  sure = true
})
afterEach(() => slack.stop())

const open = (pauseMs = 0) =>
  openLiveHome(
    {
      clients: openClients({
        installation: openInstallation(),
        botToken: 'xoxb-local',
        apiUrl: slack.apiUrl,
        log,
      }),
      readHome: async ({ slackUserId }, place): Promise<Home> => {
        reads.push({ person: slackUserId, place })
        const organizationName = word
        await beforeRead()
        const organization = {
          organizationName,
          lastCompleteSyncAt: null,
          fresh: true,
          gaps: noGaps,
          accounts: [],
        }
        return { for: 'member', sure, keeper: false, organizations: [organization], admins: [] }
      },
      clock: () => now,
      reference: () => 'abc123',
      log,
    },
    pauseMs,
  )
const seen = (at: number): string | undefined => {
  const person = slack.as(`U0${at}`)
  return person.home === null ? undefined : /\*(\w+)\*|Reference \w+/.exec(person.read(person.home))?.[0]
}
const published = (at: number): number =>
  slack.calls('views.publish').filter(({ params }) => params['user_id'] === `U0${at}`).length

test('opened, it shows what is stored; what changes is shown to whoever looked lately, all changes at once', async () => {
  const screens = open()
  await screens.show(who(1), {})
  await screens.show(who(2), {})
  await screens.show(who(3, 'T0OTHER'), {})
  expect([seen(1), seen(2)]).toEqual(['*first*', '*first*'])
  word = 'second'
  for (let times = 0; times < 9; times += 1) screens.changed('T0ACME')
  await slack.until(() => seen(1) === '*second*' && seen(2) === '*second*', { what: 'both see it' })
  await screens.close()
  expect([published(1) <= 3, published(2) <= 3, published(3)]).toEqual([true, true, 1])
})

test('where Slack does not say who somebody is, only they themselves are shown less', async () => {
  const screens = open()
  await screens.show(who(1), {})
  ;[sure, word] = [false, 'second']
  screens.changed('T0ACME')
  await slack.until(() => reads.length === 2, { what: 'it was read again' })
  await screens.close()
  expect([seen(1), published(1)]).toEqual(['*first*', 1])
  await screens.show(who(1), {})
  expect([seen(1), published(1)]).toEqual(['*second*', 2])
})

test('what was asked for stays where it was turned to; another place is shown at once', async () => {
  const screens = open()
  await screens.show(who(1), {})
  await screens.show(who(1), { place: { miroOrgId: '7' } })
  screens.changed('T0ACME')
  await slack.until(() => published(1) === 3, { what: 'a third one' })
  expect(reads.map(({ place }) => place)).toEqual([
    { miroOrgId: null },
    { miroOrgId: '7' },
    { miroOrgId: '7' },
  ])
  await screens.close()
})

test('for one person one is published at a time, and the last one read is the last one shown', async () => {
  const screens = open()
  const releases: (() => void)[] = []
  beforeRead = () => new Promise(resolve => releases.push(resolve))
  const first = screens.show(who(1), {})
  word = 'second'
  const others = [screens.show(who(1), {}), screens.show(who(1), {})]
  expect(releases.length).toBe(1)
  beforeRead = async () => {}
  releases[0]?.()
  await Promise.all([first, ...others])
  expect([seen(1), reads.length]).toEqual(['*second*', 2])
})

test('published by somebody else meanwhile: read again, and shown all the same', async () => {
  const [one, other] = [open(), open()]
  await one.show(who(1), {})
  await other.show(who(1), { hash: slack.as('U01').home?.hash ?? null })
  word = 'second'
  await one.show(who(1), {})
  expect(seen(1)).toBe('*second*')
  const results = slack.calls('views.publish').map(({ result }) => result.error)
  expect(results).toEqual([null, null, 'hash_conflict', null])
})

test('who looked too long ago, or before fifty others, is left alone until they open it again', async () => {
  const screens = open()
  for (let at = 0; at <= 50; at += 1) await screens.show(who(at), {})
  now = new Date(now.getTime() + 9 * 24 * 60 * 60_000)
  await screens.show(who(1), {})
  now = new Date(now.getTime() + 6 * 24 * 60 * 60_000)
  screens.changed('T0ACME')
  await slack.until(() => published(1) === 3, { what: 'the one who looked lately' })
  await screens.close()
  expect([published(0), published(2), published(50)]).toEqual([1, 1, 1])
})

test('a database that does not answer: whoever asked is told a reference, whoever did not keeps what they have', async () => {
  const screens = open()
  await screens.show(who(1), {})
  const tried = new Promise<void>(resolve => {
    beforeRead = async () => {
      resolve()
      throw new Error('gone')
    }
  })
  screens.changed('T0ACME')
  await tried
  await screens.close()
  expect([seen(1), published(1)]).toEqual(['*first*', 1])
  await screens.show(who(1), {})
  expect(seen(1)).toBe('Reference abc123')
})

test('Home left open for nine days still follows; whoever looked last is served first, and each costs a pause', async () => {
  const screens = open(60_000)
  for (const at of [1, 2, 3]) await screens.show(who(at), {})
  await screens.show(who(1), {})
  now = new Date(now.getTime() + 9 * 24 * 60 * 60_000)
  word = 'second'
  screens.changed('T0ACME')
  await slack.until(() => published(2) === 2, { what: 'all of the round' })
  screens.changed('T0ACME')
  await screens.close()
  const order = slack.calls('views.publish').slice(4)
  expect(order.map(({ params }) => params['user_id'])).toEqual(['U01', 'U03', 'U02'])
})

test('a rate limit ends the round; the next change tries again', async () => {
  const screens = open()
  await screens.show(who(1), {})
  await screens.show(who(2), {})
  word = 'second'
  slack.faults.push({ method: 'views.publish', do: { rateLimited: 30 } })
  screens.changed('T0ACME')
  await slack.until(() => published(2) === 2, { what: 'a refused one' })
  await screens.close()
  expect([seen(1), seen(2), published(1)]).toEqual(['*first*', '*first*', 1])
})

test('closed, nothing more is published, and nothing is waited for that is only a pause', async () => {
  const screens = open(60_000)
  await screens.show(who(1), {})
  screens.changed('T0ACME')
  await slack.until(() => published(1) === 2, { what: 'the first round' })
  screens.changed('T0ACME')
  await screens.close()
  screens.changed('T0ACME')
  expect(published(1)).toBe(2)
})
