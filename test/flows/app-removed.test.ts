import { expect, it, onTestFinished } from 'vitest'
import type { Log } from '../../src/log.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { handClock, patience, startFlow } from '../support/flow.ts'

await describeOnBothDatabases('an app that is removed from Slack', open => {
  /** A company that is set up, with what the log says of the app, and ticks that are waited for to their end. */
  async function started() {
    const said: string[] = []
    const log: Log = {
      ...{ debug: () => {}, error: () => {} },
      info: (_, message) => said.push(message),
      warn: (_, message) => said.push(message),
      child: () => log,
    }
    const time = handClock(new Date())
    const flow = await startFlow({ storage: await open(), clock: time.now, log })
    await flow.setUp()
    const { slack, miro, sandbox, rows } = flow
    const idle = () =>
      slack.until(
        async () =>
          (await rows(`SELECT 1 FROM pgboss.job WHERE state IN ('created', 'active', 'retry')`)).length === 0,
        { what: 'an empty queue', everyMs: 50, ...patience },
      )
    await idle()
    return {
      ...flow,
      idle,
      ofTheApp: () => said.filter(message => message.startsWith('the app')),
      /** What was asked of Slack and of Miro in as many minutes, with schedules of a minute. */
      async minutes(count: number) {
        const before = [slack.requests.length, miro.requests.length]
        for (let minute = 0; minute < count; minute += 1) {
          time.forward(60_000)
          for (const tick of ['sync', 'staff', 'lookAround'] as const) await sandbox.tick(tick)
          await idle()
        }
        return [slack.requests.slice(before[0]).map(({ method }) => method), miro.requests.slice(before[1])]
      },
      health: async () => (await fetch(`http://localhost:${sandbox.port}/healthz`)).json(),
      journal: () => rows<{ action: string }>(`SELECT action FROM deed WHERE action LIKE 'app%' ORDER BY id`),
    }
  }
  const gone =
    'the app was removed from Slack: nothing is asked of Slack or Miro until it is back, and what is stored stays'
  const leaver = 'carla.mendes@juniper.example'

  it('falls silent, and after a start with a token that works everything is there and goes on', async () => {
    const flow = await started()
    const { slack, ada, miro } = flow
    const accounts = await flow.rows('SELECT id, missing_since, removed_at FROM account ORDER BY id')
    const findings = await flow.rows('SELECT id FROM finding WHERE closed_at IS NULL ORDER BY id')
    await slack.uninstall()
    await slack.deactivateUser('U0CARLA')
    expect(await flow.minutes(4)).toEqual([[], []])
    expect(flow.ofTheApp()).toEqual([gone])
    expect(await flow.health()).toMatchObject({ ok: true, appRemoved: true })

    const [asked, synced] = [slack.requests.length, miro.requests.length]
    await flow.restart(() => slack.reinstall())
    await slack.until(() => flow.inChannel().find(message => ada.read(message).includes(leaver)), {
      what: 'the alert about who left meanwhile',
      ...patience,
    })
    await flow.idle()
    expect(slack.requests.slice(asked).filter(({ method }) => method === 'users.list')).not.toEqual([])
    expect(miro.requests.slice(synced).filter(({ path }) => path.endsWith('/members'))).not.toEqual([])
    expect(await flow.rows('SELECT id, missing_since, removed_at FROM account ORDER BY id')).toEqual(accounts)
    expect(
      (await flow.rows('SELECT id FROM finding WHERE closed_at IS NULL ORDER BY id')).length,
    ).toBeGreaterThanOrEqual(findings.length)
    expect(
      await flow.rows(`SELECT check_id FROM finding WHERE check_id = 'removed' AND opened_at > $1`, [
        new Date(0),
      ]),
    ).toHaveLength(2)
    expect(flow.ofTheApp()).toEqual([gone, 'the app is back in Slack'])
    expect(await flow.journal()).toEqual([{ action: 'app_removed' }, { action: 'app_back' }])
    expect(await flow.health()).toMatchObject({ ok: true, appRemoved: false })
  })

  it.each(['account_inactive', 'token_revoked', 'invalid_auth'] as const)(
    'is noticed by the answer %s too; what waited is sent when somebody uses it again',
    async trouble => {
      const flow = await started()
      const { slack, ada, sandbox } = flow
      onTestFinished(() => slack.reinstall())
      slack.faults.push({ delivery: 'event', do: { drop: true } })
      await slack.revokeToken(trouble)
      await flow.rows(
        `UPDATE alert SET wanted = wanted + 1, next_try_at = created_at WHERE kind = 'summary' AND state = 'sent'`,
      )
      await sandbox.tick('lookAround')
      await flow.idle()
      await slack.until(async () => (await flow.journal()).length === 1, { what: 'the mark', ...patience })
      expect(await flow.minutes(3)).toEqual([[], []])
      expect(flow.ofTheApp()).toEqual([gone])

      slack.reinstall()
      const asked = slack.requests.length
      await ada.command('/miro', 'help')
      await slack.until(() => ada.ephemerals.length > 0, { what: 'an answer', ...patience })
      await flow.idle()
      expect(slack.requests.slice(asked).map(({ method }) => method)).toEqual(
        expect.arrayContaining(['auth.test', 'users.list', 'chat.update']),
      )
      expect(await flow.rows('SELECT 1 FROM alert WHERE sent < wanted')).toEqual([])
      expect(flow.ofTheApp()).toEqual([gone, 'the app is back in Slack'])
    },
  )
})
