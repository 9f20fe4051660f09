import { createHash } from 'node:crypto'
import type { Sealer } from '../crypto/sealed.ts'
import { boundTo } from './rotate-keys.ts'
import type { Storage } from './storage.ts'

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
  | { readonly outcome: 'unknown' | 'expired' | 'used' | 'other_browser' }

type Row = Attempt & {
  readonly browserHash: string | null
  readonly expiresAt: Date
  readonly usedBefore: boolean
  readonly usedNow: boolean
}

// The tokens are 256 random bits: a plain hash cannot be turned around.
const hash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Setups under way, from the second modal to Miro's redirect. What the browser must show is stored as hashes. */
export function oauthAttemptsRepository({ pool }: Pick<Storage, 'pool'>, sealer: Sealer) {
  const bound = (attempt: Pick<Attempt, 'id' | 'workspaceId'>): string =>
    boundTo({
      workspaceId: attempt.workspaceId,
      table: 'oauth_attempt',
      column: 'client_secret',
      row: attempt.id,
    })

  return {
    async create(input: Attempt & { startToken: string; now: Date; expiresAt: Date }): Promise<void> {
      await pool.query(
        `INSERT INTO oauth_attempt (id, workspace_id, slack_user_id, client_id, client_secret, expected_org_id,
           view_id, start_token_hash, created_at, expires_at)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
        [
          input.id,
          input.workspaceId,
          input.slackUserId,
          input.clientId,
          sealer.seal(input.clientSecret, bound(input)),
          input.expectedOrgId,
          input.viewId,
          hash(input.startToken),
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
      const { rows } = await pool.query<Row>(
        `WITH used AS (
           UPDATE oauth_attempt SET used_at = $3
           WHERE state_hash = $1 AND browser_hash = $2 AND used_at IS NULL AND expires_at > $3 RETURNING id)
         SELECT a.id, workspace_id AS "workspaceId", slack_user_id AS "slackUserId", client_id AS "clientId",
           client_secret AS "clientSecret", expected_org_id AS "expectedOrgId", view_id AS "viewId",
           browser_hash AS "browserHash", expires_at AS "expiresAt",
           used_at IS NOT NULL AS "usedBefore", EXISTS (SELECT FROM used WHERE used.id = a.id) AS "usedNow"
         FROM oauth_attempt a WHERE state_hash = $1`,
        [hash(state), hash(browser), now],
      )
      const [row] = rows
      if (row === undefined) return { outcome: 'unknown' }
      const { browserHash, expiresAt, usedBefore, usedNow, ...attempt } = row
      if (usedNow)
        return {
          outcome: 'ok',
          attempt: { ...attempt, clientSecret: sealer.open(attempt.clientSecret, bound(attempt)) },
        }
      // First: the page that ended it took the cookie, and reloading that page must not blame the browser.
      if (usedBefore) return { outcome: 'used' }
      if (browserHash !== hash(browser)) return { outcome: 'other_browser' }
      return { outcome: expiresAt <= now ? 'expired' : 'used' }
    },

    /** Forgets attempts that are over: their secrets have no use any more. */
    async purge(now: Date): Promise<void> {
      await pool.query(`DELETE FROM oauth_attempt WHERE expires_at < $1`, [
        new Date(now.getTime() - 86_400_000),
      ])
    },
  }
}
