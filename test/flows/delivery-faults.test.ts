import { beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import type { SandboxOptions } from '../../src/sandbox/sandbox.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import type { ApiFaultEffect } from '../../src/sandbox/slack/faults.ts'
import { type Company, channel, startCompany } from '../support/company.ts'
import { dmWith } from '../support/set-up.ts'

const minute = 60_000

let company: Company

async function start(options: Partial<SandboxOptions> = {}): Promise<void> {
  company = await startCompany(smallCompany, options)
  onTestFinished(() => company.sandbox.stop())
}

/** Somebody leaves, which is worth one alert. The next post of an alert goes wrong. */
async function leaveWith(leaver: string, ...effects: ApiFaultEffect[]): Promise<void> {
  const { slack } = company
  for (const effect of effects)
    slack.faults.push({
      method: 'chat.postMessage',
      when: ({ metadata }) => metadata !== undefined,
      do: effect,
    })
  await slack.deactivateUser(leaver)
  await company.sync()
  expect(slack.faults.pending).toBe(0)
}

const leave = (...effects: ApiFaultEffect[]) => leaveWith('U0CARLA', ...effects)

/** Alerts about people who left, by the address of one of them: what is closed too. */
const alertsAbout = (address: string) =>
  company.alerts().filter(message => company.admin.read(message).toLowerCase().includes(address))

const aboutCarla = () => alertsAbout('carla.mendes@juniper.example')

/** The next tick after so long. */
async function later(milliseconds: number): Promise<void> {
  company.time.advance(milliseconds)
  await company.tick('lookAround')
}

const lastAlert = async () =>
  (
    await company.storage.pool.query(
      `SELECT state, sent = wanted AS told, last_error AS error, maybe_double AS "maybeDouble" FROM alert
       WHERE kind = 'findings' ORDER BY created_at DESC LIMIT 1`,
    )
  ).rows[0]

const sent = { state: 'sent', told: true, error: null, maybeDouble: false }

describe('an alert whose post was not answered', () => {
  test('stands once, whether Slack stored it or not, and closes as the same message', async () => {
    await start()
    const cases: [ApiFaultEffect, number, string, string][] = [
      [{ status: 503, afterStoring: true }, 1, 'U0CARLA', 'carla.mendes@juniper.example'],
      [{ status: 503 }, 0, 'U0FARAH', 'farah.haddad@juniper.example'],
      [{ reset: true, afterStoring: true }, 1, 'U0IVO', 'ivo.petrov@juniper.example'],
      [{ reset: true }, 0, 'U0JON', 'jon.berg@juniper.example'],
    ]
    for (const [effect, atFirst, leaver, address] of cases) {
      const about = () => alertsAbout(address)
      await leaveWith(leaver, effect)
      expect([effect, about().length]).toEqual([effect, atFirst])
      await later(2 * minute)
      expect([effect, about().length, await lastAlert()]).toEqual([effect, 1, sent])
      await later(2 * minute)
      // Found by its metadata, it is the same message that closes.
      company.miro.deactivate(address)
      await company.sync()
      expect(about().map(message => company.admin.read(message).includes('Closed'))).toEqual([true])
    }
  })

  test('where the bot may not look, it is posted at most once more, and marked', async () => {
    await start({ withoutSlackScopes: ['channels:history', 'groups:history'] })
    await leave({ status: 503, afterStoring: true })
    await later(2 * minute)
    await later(40 * minute)
    expect([aboutCarla().length, await lastAlert()]).toEqual([2, { ...sent, maybeDouble: true }])
    const [first, second] = aboutCarla().map(message => company.admin.read(message))
    expect(first).not.toEqual(second)
    expect(second).toMatch(/twice/)
  })

  test('an answer that never comes is given up, and looked up later', async () => {
    await start()
    await leave({ hang: true, afterStoring: true })
    expect(await lastAlert()).toMatchObject({ state: 'sending', told: false })
    await later(2 * minute)
    expect([aboutCarla().length, await lastAlert()]).toEqual([1, sent])
  })
})

describe('an alert that Slack refuses', () => {
  beforeEach(() => start())

  test('for going too fast: it waits as long as Slack says', async () => {
    await leave({ rateLimited: 30 })
    await later(29_000)
    expect([aboutCarla().length, await lastAlert()]).toEqual([
      0,
      { state: 'pending', told: false, error: 'ratelimited', maybeDouble: false },
    ])
    await later(2_000)
    expect([aboutCarla().length, await lastAlert()]).toEqual([1, sent])
  })

  test('because the bot was put out of the channel: said once, kept, and posted when there is a place again', async () => {
    const { slack, admin } = company
    const troubles = () => dmWith(admin, 'Miro alerts')
    await slack.kickBot(channel)
    await leave()
    await later(40 * minute)
    expect([aboutCarla().length, troubles().length]).toEqual([0, 1])
    expect(await lastAlert()).toMatchObject({ state: 'pending', told: false })

    // Invited, that is all: what waited follows, and the message about it says so.
    await slack.inviteBot(channel)
    await slack.until(() => aboutCarla().length > 0, { what: 'the alert', timeoutMs: 20_000 })
    await company.idle()
    await slack.until(() => troubles()[0]?.text.startsWith('Closed'), {
      what: 'the end of it',
      timeoutMs: 20_000,
    })
    expect([aboutCarla().length, await lastAlert(), troubles().length]).toEqual([1, sent, 1])
  })

  test('the channel has another id: alerts and edits follow it, and nobody is asked', async () => {
    const { slack, admin } = company
    const troubles = dmWith(admin, 'Miro alerts').length
    await slack.changeChannelId(channel, 'C0MOVED')
    await leave()
    await slack.until(() => aboutCarla().length > 0, { what: 'the alert', timeoutMs: 20_000 })
    await company.idle()
    expect([aboutCarla().length, await lastAlert()]).toEqual([1, sent])
    const old = `SELECT 1 FROM alert WHERE user_id IS NULL AND channel_id <> 'C0MOVED'`
    expect((await company.storage.pool.query(old)).rows).toEqual([])
    expect(dmWith(admin, 'Miro alerts').length).toBe(troubles)
  })

  test('because the channel was archived: posted after it is opened again, without a word from anybody', async () => {
    const { slack, admin } = company
    await slack.archiveChannel(channel)
    await leave()
    expect(dmWith(admin, 'The channel is archived').length).toBe(1)
    await slack.archiveChannel(channel, false)
    await later(40 * minute)
    expect([aboutCarla().length, await lastAlert()]).toEqual([1, sent])
  })
})

test('an alert somebody deleted is posted again once, when there is something new to say', async () => {
  await start()
  const { slack, miro, admin } = company
  await slack.deactivateUser('U0FARAH')
  await leave()
  const [first, ...more] = aboutCarla()
  expect([more, first?.text]).toEqual([[], expect.stringContaining('2 people who left can still use Miro')])
  slack.deleteMessage(channel, first?.ts ?? '')
  miro.deactivate('farah.haddad@juniper.example')
  await company.sync()
  await later(minute)
  const again = aboutCarla()
  expect(again.map(({ text }) => text)).toEqual([
    expect.stringContaining('Carla Mendes left but can still use Miro'),
  ])
  miro.deactivate('carla.mendes@juniper.example')
  await company.sync()
  expect(aboutCarla().map(message => [message.ts, admin.read(message).includes('Closed')])).toEqual([
    [again[0]?.ts, true],
  ])
})

test('an alert somebody deleted is not posted again only to say that it closed', async () => {
  await start()
  await leave()
  company.slack.deleteMessage(channel, aboutCarla()[0]?.ts ?? '')
  company.miro.deactivate('carla.mendes@juniper.example')
  await company.sync()
  await later(minute)
  expect([aboutCarla(), await lastAlert()]).toEqual([[], expect.objectContaining({ state: 'dropped' })])
})

test('a staff list that breaks off makes nobody leave, and the sync says so', async () => {
  company = await startCompany({
    ...smallCompany,
    // A second page, and somebody on it.
    users: [
      ...smallCompany.users,
      ...Array.from({ length: 250 }, (_, index) => ({
        id: `U1${String(index).padStart(6, '0')}`,
        realName: `More ${index}`,
        email: `more${index}@juniper.example`,
        timeZone: 'UTC',
      })),
    ],
  })
  onTestFinished(() => company.sandbox.stop())
  const { slack } = company
  const before = await company.known()
  // The event is lost: only the list could tell.
  slack.faults.push({ delivery: 'event', do: { drop: true } })
  await slack.deactivateUser('U0CARLA')
  slack.faults.push({
    method: 'users.list',
    times: 'always',
    when: ({ cursor }) => typeof cursor === 'string' && cursor !== '',
    do: { error: 'fatal_error' },
  })
  expect(await company.sync('nobody counts as gone')).toContain('could not be read completely')
  expect(await company.known()).toEqual(before)
  slack.faults.clear()
  await company.sync()
  expect(aboutCarla().length).toBe(1)
})
