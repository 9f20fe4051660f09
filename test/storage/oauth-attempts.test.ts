import { expect, it } from 'vitest'
import { createSealer, SealError } from '../../src/crypto/sealed.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { boundTo } from '../../src/storage/engine/rotate-keys.ts'
import { oauthAttemptsRepository } from '../../src/storage/oauth-attempts-sql.ts'
import { describeOnBothDatabases } from '../support/database.ts'
import { at, rowsOf, seedConnections } from './seeds.ts'

const sealer = createSealer([Buffer.alloc(32, 7)])
const attempt = {
  id: 'a1',
  workspaceId: 'T1',
  slackUserId: 'U1',
  clientId: 'client-1',
  clientSecret: 'plain-secret-1',
  expectedOrgId: 'O1',
  viewId: 'V1',
}
const other = {
  id: 'a2',
  workspaceId: 'T2',
  slackUserId: 'U2',
  clientId: 'client-2',
  clientSecret: 'plain-secret-2',
  expectedOrgId: null,
  viewId: null,
}
const expiresAt = at(10)
const justBefore = new Date(expiresAt.getTime() - 1)
const all = (storage: Storage) => rowsOf(storage, 'SELECT * FROM oauth_attempt ORDER BY id')
const ok = { outcome: 'ok', attempt }

await describeOnBothDatabases('setups under way', open => {
  async function seeded() {
    const storage = await open()
    await seedConnections(storage)
    const attempts = oauthAttemptsRepository(storage, sealer)
    await attempts.create({
      ...attempt,
      startToken: 'plain-start-1',
      pasteState: 'plain-paste-1',
      now: at(0),
      expiresAt,
    })
    await attempts.create({
      ...other,
      startToken: 'plain-start-2',
      pasteState: null,
      now: at(0),
      expiresAt: at(20),
    })
    return { storage, attempts }
  }
  /** Both links were opened, each in its own browser. */
  async function started() {
    const { storage, attempts } = await seeded()
    await attempts.start('plain-start-1', 'plain-state-1', 'plain-browser-1', at(1))
    await attempts.start('plain-start-2', 'plain-state-2', 'plain-browser-2', at(1))
    return { storage, attempts }
  }

  it('gives what was typed to whoever typed it, and to nobody else', async () => {
    const { attempts } = await seeded()
    const typed = (workspaceId: string, slackUserId: string) =>
      attempts.typed('a1', { workspaceId, slackUserId })
    expect(await typed('T1', 'U1')).toEqual({ clientId: 'client-1', clientSecret: 'plain-secret-1' })
    expect([await typed('T1', 'U2'), await typed('T2', 'U1')]).toEqual([null, null])
  })

  it('gives the attempt back to the browser that opened its link', async () => {
    const { storage, attempts } = await seeded()
    expect(await attempts.start('plain-start-1', 's', 'b', at(1))).toEqual({ clientId: 'client-1' })
    expect(await attempts.start('plain-start-2', 's2', 'b2', at(1))).toEqual({ clientId: 'client-2' })
    const [, theirs] = await all(storage)
    expect(await attempts.consume('s', 'b', at(2))).toEqual(ok)
    expect(await attempts.consume('s', 'b', at(3))).toEqual({ outcome: 'used' })
    const [mine, untouched] = await all(storage)
    expect(mine).toMatchObject({ id: 'a1', used_at: at(2) })
    expect(untouched).toEqual(theirs)
    expect(await attempts.consume('s2', 'b2', at(2))).toEqual({ outcome: 'ok', attempt: other })
  })

  it('stores no secret, link, state or browser in plain', async () => {
    const { storage } = await started()
    const stored = await all(storage)
    expect(JSON.stringify(stored)).not.toContain('plain-')
    const inBase64 = Buffer.from('plain-').toString('base64')
    expect(JSON.stringify(stored)).not.toContain(inBase64)
    const hashed = expect.stringMatching(/^[A-Za-z0-9_-]{43}$/)
    const sealed = expect.stringMatching(/^v1\.[0-9a-f]{8}\.[A-Za-z0-9_-]+$/)
    expect(stored[0]).toEqual({
      id: 'a1',
      workspace_id: 'T1',
      slack_user_id: 'U1',
      client_id: 'client-1',
      client_secret: sealed,
      expected_org_id: 'O1',
      view_id: 'V1',
      start_token_hash: hashed,
      state_hash: hashed,
      paste_state_hash: hashed,
      browser_hash: hashed,
      created_at: at(0),
      expires_at: expiresAt,
      used_at: null,
    })
  })

  it('takes a pasted state once, in time, from the person who began, in their workspace', async () => {
    const { storage, attempts } = await started()
    const [me, before] = [{ workspaceId: 'T1', slackUserId: 'U1' }, await all(storage)]
    const refused = [
      [await attempts.consumePasted('plain-paste-1', { ...me, slackUserId: 'U2' }, at(2)), 'other_person'],
      [await attempts.consumePasted('plain-state-1', { ...me, slackUserId: 'U2' }, at(2)), 'other_person'],
      [await attempts.consumePasted('plain-paste-1', { ...me, workspaceId: 'T2' }, at(2)), 'unknown'],
      [await attempts.consumePasted('plain-start-1', me, at(2)), 'unknown'],
      [await attempts.consumePasted('', me, at(2)), 'unknown'],
      // Where every browser comes back, nothing is taken from Slack.
      [
        await attempts.consumePasted('plain-state-2', { workspaceId: 'T2', slackUserId: 'U2' }, at(2)),
        'unknown',
      ],
      [await attempts.consumePasted('plain-paste-1', me, expiresAt), 'expired'],
      // A redirect that only Slack takes does not work in a browser, whatever cookie it shows.
      [await attempts.consume('plain-paste-1', 'plain-browser-1', at(2)), 'to_paste'],
      [await attempts.consume('plain-paste-1', 'plain-browser-1', expiresAt), 'expired'],
    ] as const
    for (const [got, expected] of refused) expect(got).toEqual({ outcome: expected })
    expect(await all(storage)).toEqual(before)
    const both = await Promise.all([
      attempts.consumePasted('plain-paste-1', me, justBefore),
      attempts.consumePasted('plain-state-1', me, justBefore),
    ])
    expect(both.filter(({ outcome }) => outcome === 'ok')).toEqual([ok])
    expect(both.filter(({ outcome }) => outcome === 'used')).toHaveLength(1)
    expect([
      await attempts.consume('plain-state-1', 'plain-browser-1', at(2)),
      await attempts.consume('plain-paste-1', 'plain-browser-1', at(2)),
    ]).toEqual([{ outcome: 'used' }, { outcome: 'used' }])
  })

  it('opens a secret in its own place only', async () => {
    const places = [
      { workspaceId: 'T1', table: 'oauth_attempt', column: 'client_secret', row: 'a2' },
      { workspaceId: 'T2', table: 'oauth_attempt', column: 'client_secret', row: 'a1' },
      { workspaceId: 'T1', table: 'connection', column: 'client_secret', row: 'a1' },
      { workspaceId: 'T1', table: 'oauth_attempt', column: 'client_id', row: 'a1' },
    ]
    const { storage, attempts } = await started()
    const put = (sealed: string) =>
      storage.pool.query(`UPDATE oauth_attempt SET client_secret = $1, used_at = NULL WHERE id = 'a1'`, [
        sealed,
      ])
    for (const place of places) {
      await put(sealer.seal('moved', boundTo(place)))
      await expect(attempts.consume('plain-state-1', 'plain-browser-1', at(2))).rejects.toThrow(SealError)
    }
    // The check can fail: sealed for this place, it opens.
    await put(
      sealer.seal(
        'put here',
        boundTo({ ...attempt, table: 'oauth_attempt', column: 'client_secret', row: 'a1' }),
      ),
    )
    expect(await attempts.consume('plain-state-1', 'plain-browser-1', at(2))).toEqual({
      outcome: 'ok',
      attempt: { ...attempt, clientSecret: 'put here' },
    })
  })

  it('lets one of several redirects at once have it', async () => {
    const { storage, attempts } = await started()
    const two = await Promise.all(
      [2, 3].map(minute => attempts.consume('plain-state-1', 'plain-browser-1', at(minute))),
    )
    expect(two.map(one => one.outcome).sort()).toEqual(['ok', 'used'])
    const winner = two.findIndex(one => one.outcome === 'ok')
    expect((await all(storage))[0]).toMatchObject({ used_at: at(winner + 2) })
    const ten = await Promise.all(
      Array.from({ length: 10 }, () => attempts.consume('plain-state-2', 'plain-browser-2', at(2))),
    )
    expect(ten.filter(one => one.outcome === 'ok')).toEqual([{ outcome: 'ok', attempt: other }])
    expect(ten.filter(one => one.outcome === 'used').length).toBe(9)
  })

  it('is over at the instant it expires, not before', async () => {
    const { storage, attempts } = await seeded()
    expect(await attempts.start('plain-start-1', 's', 'b', expiresAt)).toBe(null)
    expect(await attempts.start('plain-start-1', 's', 'b', justBefore)).toEqual({ clientId: 'client-1' })
    const before = await all(storage)
    expect(await attempts.consume('s', 'b', expiresAt)).toEqual({ outcome: 'expired' })
    expect(await all(storage)).toEqual(before)
    expect(await attempts.consume('s', 'b', justBefore)).toEqual(ok)
    // Used stays used, also when its time is over.
    expect(await attempts.consume('s', 'b', expiresAt)).toEqual({ outcome: 'used' })
  })

  it('is not used up by another browser', async () => {
    const { storage, attempts } = await started()
    const before = await all(storage)
    for (const browser of ['plain-browser-2', ''])
      expect(await attempts.consume('plain-state-1', browser, at(2))).toEqual({ outcome: 'other_browser' })
    expect(await attempts.consume('plain-state-1', 'plain-browser-2', expiresAt)).toEqual({
      outcome: 'other_browser',
    })
    expect(await all(storage)).toEqual(before)
    expect(await attempts.consume('plain-state-1', 'plain-browser-1', at(2))).toEqual(ok)
    // The page that ended it took the cookie: loaded again, it says what happened.
    expect(await attempts.consume('plain-state-1', '', at(3))).toEqual({ outcome: 'used' })
  })

  it('belongs to the browser that opened the link last', async () => {
    const { attempts } = await started()
    expect(await attempts.start('plain-start-1', 'newer', 'newer browser', at(2))).toEqual({
      clientId: 'client-1',
    })
    expect(await attempts.consume('plain-state-1', 'plain-browser-1', at(3))).toEqual({ outcome: 'unknown' })
    expect(await attempts.consume('newer', 'plain-browser-1', at(3))).toEqual({ outcome: 'other_browser' })
    expect(await attempts.consume('newer', 'newer browser', at(3))).toEqual(ok)
    expect(await attempts.start('plain-start-1', 'third', 'third browser', at(4))).toBe(null)
    expect(await attempts.consume('third', 'third browser', at(4))).toEqual({ outcome: 'unknown' })
  })

  it('knows no token of anything else', async () => {
    const { storage, attempts } = await seeded()
    const before = await all(storage)
    expect(await attempts.start('unknown', 's', 'b', at(1))).toBe(null)
    expect(await attempts.start('', 's', 'b', at(1))).toBe(null)
    // Neither the link's token nor a stored hash stands in for the state.
    const { start_token_hash } = before[0] as { start_token_hash: string }
    expect(await attempts.start(start_token_hash, 's', 'b', at(1))).toBe(null)
    expect(await attempts.consume('plain-start-1', 'b', at(1))).toEqual({ outcome: 'unknown' })
    expect(await attempts.consume('', '', at(1))).toEqual({ outcome: 'unknown' })
    expect(await all(storage)).toEqual(before)
  })

  it('forgets attempts a day after they expired', async () => {
    const { storage, attempts } = await started()
    await attempts.consume('plain-state-2', 'plain-browser-2', at(2))
    const before = await all(storage)
    const day = 24 * 60
    await attempts.purge(at(10 + day))
    expect(await all(storage)).toEqual(before)
    await attempts.purge(new Date(at(10 + day).getTime() + 1))
    expect(await all(storage)).toEqual(before.slice(1))
    await attempts.purge(at(21 + day))
    expect(await all(storage)).toEqual([])
  })
})
