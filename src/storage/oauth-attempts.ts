import { createHash } from 'node:crypto'
import type { Sealer } from '../crypto/sealed.ts'
import { boundTo } from './engine/rotate-keys.ts'
import type { Storage } from './engine/storage.ts'

type Attempt = {
  readonly id: string
  readonly workspaceId: string
  readonly slackUserId: string
  readonly clientId: string
  readonly clientSecret: string
  readonly expectedOrgId: string | null
  readonly viewId: string | null
}

type Consumed =
  | { readonly outcome: 'ok'; readonly attempt: Attempt }
  | { readonly outcome: 'unknown' | 'expired' | 'used' | 'other_browser' | 'to_paste' | 'other_person' }

type Row = Attempt & {
  readonly browserHash: string | null
  /** The state is the one that only Slack takes. */
  readonly toPaste: boolean
  readonly expiresAt: Date
  readonly usedBefore: boolean
  readonly usedNow: boolean
}

// The tokens are 256 random bits: a plain hash cannot be turned around.
const hash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** $1 is the hash of the state. What `used` ended, this call ended. */
const outcomeColumns = `a.id, workspace_id AS "workspaceId", slack_user_id AS "slackUserId", client_id AS "clientId",
  client_secret AS "clientSecret", expected_org_id AS "expectedOrgId", view_id AS "viewId",
  browser_hash AS "browserHash", coalesce(paste_state_hash = $1, false) AS "toPaste", expires_at AS "expiresAt",
  used_at IS NOT NULL AS "usedBefore", EXISTS (SELECT FROM used WHERE used.id = a.id) AS "usedNow"`

/** Setups under way, from the second modal to Miro's redirect. What the browser must show is stored as hashes. */
export function oauthAttemptsRepository({ pool }: Pick<Storage, 'pool'>, sealer: Sealer) {
  const bound = (attempt: Pick<Attempt, 'id' | 'workspaceId'>): string =>
    boundTo({
      workspaceId: attempt.workspaceId,
      table: 'oauth_attempt',
      column: 'client_secret',
      row: attempt.id,
    })

  /** The attempt with this state, ended by this call or not. */
  const used = async (sql: string, values: unknown[]): Promise<Row | null> =>
    (await pool.query<Row>(sql, values)).rows[0] ?? null

  const opened = (row: Row): Consumed => {
    const { browserHash, toPaste, expiresAt, usedBefore, usedNow, ...attempt } = row
    return {
      outcome: 'ok',
      attempt: { ...attempt, clientSecret: sealer.open(attempt.clientSecret, bound(attempt)) },
    }
  }

  return {
    /** `pasteState`: also a redirect that is pasted into Slack may end it; null where none is taken. */
    async create(
      input: Attempt & { startToken: string; pasteState: string | null; now: Date; expiresAt: Date },
    ): Promise<void> {
      await pool.query(
        `INSERT INTO oauth_attempt (id, workspace_id, slack_user_id, client_id, client_secret, expected_org_id,
           view_id, start_token_hash, paste_state_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
        [
          input.id,
          input.workspaceId,
          input.slackUserId,
          input.clientId,
          sealer.seal(input.clientSecret, bound(input)),
          input.expectedOrgId,
          input.viewId,
          hash(input.startToken),
          input.pasteState === null ? null : hash(input.pasteState),
          input.now,
          input.expiresAt,
        ],
      )
    },

    /** The link was opened in a browser. Opened again, it belongs to the newer one. Null: unknown, used or over. */
    async start(
      startToken: string,
      state: string,
      browser: string,
      now: Date,
    ): Promise<{ clientId: string } | null> {
      const { rows } = await pool.query<{ clientId: string }>(
        `UPDATE oauth_attempt SET state_hash = $2, browser_hash = $3
         WHERE start_token_hash = $1 AND used_at IS NULL AND expires_at > $4 RETURNING client_id AS "clientId"`,
        [hash(startToken), hash(state), hash(browser), now],
      )
      return rows[0] ?? null
    },

    /** Ends the attempt: of several redirects with one state, one gets it. Another browser does not use it up. */
    async consume(state: string, browser: string, now: Date): Promise<Consumed> {
      const row = await used(
        `WITH used AS (
           UPDATE oauth_attempt SET used_at = $3
           WHERE state_hash = $1 AND browser_hash = $2 AND used_at IS NULL AND expires_at > $3 RETURNING id)
         SELECT ${outcomeColumns} FROM oauth_attempt a WHERE state_hash = $1 OR paste_state_hash = $1`,
        [hash(state), hash(browser), now],
      )
      if (row === null) return { outcome: 'unknown' }
      if (row.usedNow) return opened(row)
      // First: the page that ended it took the cookie, and reloading that page must not blame the browser.
      if (row.usedBefore) return { outcome: 'used' }
      if (row.toPaste) return { outcome: row.expiresAt <= now ? 'expired' : 'to_paste' }
      if (row.browserHash !== hash(browser)) return { outcome: 'other_browser' }
      return { outcome: row.expiresAt <= now ? 'expired' : 'used' }
    },

    /** The same for a redirect pasted into Slack: the person who began takes the place of the browser. */
    async consumePasted(
      state: string,
      person: { workspaceId: string; slackUserId: string },
      now: Date,
    ): Promise<Consumed> {
      const { workspaceId, slackUserId } = person
      const row = await used(
        `WITH used AS (
           UPDATE oauth_attempt SET used_at = $4
           WHERE (state_hash = $1 OR paste_state_hash = $1) AND paste_state_hash IS NOT NULL AND workspace_id = $2
             AND slack_user_id = $3 AND used_at IS NULL AND expires_at > $4 RETURNING id)
         SELECT ${outcomeColumns} FROM oauth_attempt a
         WHERE (state_hash = $1 OR paste_state_hash = $1) AND paste_state_hash IS NOT NULL AND workspace_id = $2`,
        [hash(state), workspaceId, slackUserId, now],
      )
      if (row === null) return { outcome: 'unknown' }
      if (row.usedNow) return opened(row)
      if (row.slackUserId !== slackUserId) return { outcome: 'other_person' }
      return { outcome: row.usedBefore || row.expiresAt > now ? 'used' : 'expired' }
    },

    /** Forgets attempts that are over: their secrets have no use any more. */
    async purge(now: Date): Promise<void> {
      await pool.query(`DELETE FROM oauth_attempt WHERE expires_at < $1`, [
        new Date(now.getTime() - 86_400_000),
      ])
    },
  }
}
