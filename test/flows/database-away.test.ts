import { describe, expect, onTestFinished, test } from 'vitest'
import { openServed } from '../../src/storage/engine/served.ts'
import { createServedDatabase } from '../support/database.ts'
import { handClock, patience, startFlow } from '../support/flow.ts'
import { onServer, serverIsReachable } from '../support/test-server.ts'

const reachable = await serverIsReachable()

const said =
  /^The bot cannot reach its database\. Nothing was changed\. Try again in a few minutes\. Reference \w+\.$/

describe.skipIf(!reachable)(`while PostgreSQL is away${reachable ? '' : ' (skipped: no server)'}`, () => {
  test('nothing is acknowledged that is not stored, people are told, and what was missed is made up for', async () => {
    const time = handClock(new Date())
    const { url, drop } = await createServedDatabase()
    onTestFinished(drop)
    const storage = await openServed({ databaseUrl: url, onLost: () => {} })
    const flow = await startFlow({ storage, clock: time.now })
    await flow.setUp()
    const { slack, ada, sandbox } = flow
    const name = url.split('/').at(-1)
    const allow = (allowed: boolean) =>
      onServer(client => client.query(`ALTER DATABASE ${name} ALLOW_CONNECTIONS ${allowed}`))
    const takeAway = async () => {
      await allow(false)
      await onServer(client =>
        client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]),
      )
    }
    const alertOf = (email: string) => flow.inChannel().find(message => ada.read(message).includes(email))

    await takeAway()
    const from = slack.deliveries.length
    const left = await slack.deactivateUser('U0CARLA')
    expect([left?.acked, left?.status]).toEqual([false, 503])
    await ada.command('/miro', 'status')
    await slack.until(() => said.test(ada.ephemerals.at(-1)?.text ?? ''), { what: 'the answer', ...patience })
    await ada.command('/miro', 'rule')
    await slack.until(() => ada.views.length > 0 && ada.read(ada.view).includes('Nothing was changed'), {
      what: 'the window',
      ...patience,
    })
    await ada.close(ada.view, { all: true })
    await allow(true)
    const event = slack.deliveries.slice(from).find(({ kind }) => kind === 'event')
    const again = await slack.redeliver(event?.payload ?? {}, { num: 2, reason: 'http_error' })
    expect(again.status).toBe(200)
    await slack.until(() => alertOf('carla.mendes@juniper.example'), { what: 'the alert', ...patience })

    // Longer than Slack repeats: nobody tells of Jon any more.
    await takeAway()
    slack.faults.push({ delivery: 'event', do: { drop: true } })
    await slack.deactivateUser('U0JON')
    for (let minute = 0; minute < 31; minute += 30) {
      await expect(sandbox.tick('lookAround')).rejects.toThrow()
      time.forward(30 * 60_000)
    }
    await allow(true)
    await sandbox.tick('lookAround')
    await slack.until(() => alertOf('jon.berg@juniper.example'), {
      what: 'the alert of the scan',
      ...patience,
    })
    expect(
      await flow.rows(`SELECT slack_user_id AS who, count(*)::int AS events FROM person_event GROUP BY 1`),
    ).toEqual([{ who: 'U0CARLA', events: 1 }])
  })

  test('a sync whose connections are cut ends, and its message says how', async () => {
    const { url, drop } = await createServedDatabase()
    onTestFinished(drop)
    const storage = await openServed({ databaseUrl: url, onLost: () => {} })
    const flow = await startFlow({ storage })
    await flow.setUp()
    const { slack, ada, sandbox } = flow
    const name = url.split('/').at(-1)
    for (const match of [{ path: /members$/ }, { path: /orgs/ }]) {
      const before = sandbox.miro.requests.length
      sandbox.miro.faults.push({ match, do: { delayMs: 300 } })
      await ada.command('/miro', 'sync')
      await slack.until(() => sandbox.miro.requests.length > before, { what: 'the read', ...patience })
      await onServer(client =>
        client.query('SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1', [name]),
      )
      await slack.until(() => /^Sync (complete|not complete)/.test(ada.dm.at(-1)?.text ?? ''), {
        what: 'the end of the sync',
        timeoutMs: 60_000,
      })
    }
    expect(ada.dm.filter(({ text }) => /^Sync running/.test(text))).toEqual([])
    expect(await flow.rows(`SELECT 1 FROM sync_run WHERE state = 'running'`)).toEqual([])
  })
})
