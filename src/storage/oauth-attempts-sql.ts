import { createHash } from 'node:crypto'
import type { Sealer } from '../crypto/sealed.ts'
import { flag, instant, orNull, type RowOf, text } from './engine/columns.ts'
import { boundTo } from './engine/rotate-keys.ts'
import { row, statement } from './engine/statement.ts'
import type { Storage } from './engine/storage.ts'
import type { OauthAttempt } from './generated/client.ts'

type Attempt = Pick<
  OauthAttempt,
  'id' | 'workspaceId' | 'slackUserId' | 'clientId' | 'clientSecret' | 'expectedOrgId' | 'viewId'
>

type Consumed =
  | { readonly outcome: 'ok'; readonly attempt: Attempt }
  | { readonly outcome: 'unknown' | 'expired' | 'used' | 'other_browser' | 'to_paste' | 'other_person' }

// The tokens are 256 random bits: a plain hash cannot be turned around.
const hash = (token: string): string => createHash('sha256').update(token).digest('base64url')

/** Setups under way, from the second modal to Miro's redirect. What the browser must show is stored as hashes. */
export function oauthAttemptsRepository({ pool, prisma }: Pick<Storage, 'pool' | 'prisma'>, sealer: Sealer) {
  const bound = (attempt: Pick<Attempt, 'id' | 'workspaceId'>): string =>
    boundTo({
      workspaceId: attempt.workspaceId,
      table: 'oauth_attempt',
      column: 'client_secret',
      row: attempt.id,
    })

  const opened = (row: Used): Consumed => {
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
      const { id, workspaceId, slackUserId, clientId, expectedOrgId, viewId, expiresAt } = input
      await prisma.oauthAttempt.create({
        data: {
          ...{ id, workspaceId, slackUserId, clientId, expectedOrgId, viewId, expiresAt },
          clientSecret: sealer.seal(input.clientSecret, bound(input)),
          startTokenHash: hash(input.startToken),
          pasteStateHash: input.pasteState === null ? null : hash(input.pasteState),
          createdAt: input.now,
        },
        select: { id: true },
      })
    },

    /** The link was opened in a browser. Opened again, it belongs to the newer one. Null: unknown, used or over. */
    async start(
      startToken: string,
      state: string,
      browser: string,
      now: Date,
    ): Promise<{ clientId: string } | null> {
      const [started] = await prisma.oauthAttempt.updateManyAndReturn({
        where: { startTokenHash: hash(startToken), usedAt: null, expiresAt: { gt: now } },
        data: { stateHash: hash(state), browserHash: hash(browser) },
        select: { clientId: true },
      })
      return started ?? null
    },

    /** Ends the attempt: of several redirects with one state, one gets it. Another browser does not use it up. */
    async consume(state: string, browser: string, now: Date): Promise<Consumed> {
      const used = await row(pool, consume, [hash(state), hash(browser), now])
      if (used === null) return { outcome: 'unknown' }
      if (used.usedNow) return opened(used)
      // First: the page that ended it took the cookie, and reloading that page must not blame the browser.
      if (used.usedBefore) return { outcome: 'used' }
      if (used.toPaste) return { outcome: used.expiresAt <= now ? 'expired' : 'to_paste' }
      if (used.browserHash !== hash(browser)) return { outcome: 'other_browser' }
      return { outcome: used.expiresAt <= now ? 'expired' : 'used' }
    },

    /** The same for a redirect pasted into Slack: the person who began takes the place of the browser. */
    async consumePasted(
      state: string,
      person: { workspaceId: string; slackUserId: string },
      now: Date,
    ): Promise<Consumed> {
      const { workspaceId, slackUserId } = person
      const used = await row(pool, consumePasted, [hash(state), workspaceId, slackUserId, now])
      if (used === null) return { outcome: 'unknown' }
      if (used.usedNow) return opened(used)
      if (used.slackUserId !== slackUserId) return { outcome: 'other_person' }
      return { outcome: used.usedBefore || used.expiresAt > now ? 'used' : 'expired' }
    },

    /** The keys that this person typed for an attempt, also one that is over; null: it is not theirs, or forgotten. */
    async typed(
      id: string,
      { workspaceId, slackUserId }: { workspaceId: string; slackUserId: string },
    ): Promise<Pick<Attempt, 'clientId' | 'clientSecret'> | null> {
      const found = await prisma.oauthAttempt.findFirst({
        where: { id, workspaceId, slackUserId },
        select: { clientId: true, clientSecret: true },
      })
      if (found === null) return null
      return { ...found, clientSecret: sealer.open(found.clientSecret, bound({ id, workspaceId })) }
    },

    /** Forgets attempts that are over: their secrets have no use any more. */
    async purge(now: Date): Promise<void> {
      await prisma.oauthAttempt.deleteMany({
        where: { expiresAt: { lt: new Date(now.getTime() - 86_400_000) } },
      })
    },
  }
}

const used = {
  id: text(),
  workspaceId: text(),
  slackUserId: text(),
  clientId: text(),
  clientSecret: text(),
  expectedOrgId: orNull(text()),
  viewId: orNull(text()),
  browserHash: orNull(text()),
  /** The state is the one that only Slack takes. */
  toPaste: flag(),
  expiresAt: instant(),
  usedBefore: flag(),
  /** Ended by this statement. */
  usedNow: flag(),
}
export type Used = RowOf<typeof used>

/** The attempt with the state whose hash is $1: ended where `ends` holds, and shown in any case. */
const use = (ends: string, now: '$3' | '$4', shown: string) =>
  statement(used)`
  WITH used AS (
    UPDATE oauth_attempt SET used_at = ${now}
    WHERE ${ends} AND used_at IS NULL AND expires_at > ${now} RETURNING id)
  SELECT a.id, workspace_id AS "workspaceId", slack_user_id AS "slackUserId", client_id AS "clientId",
    client_secret AS "clientSecret", expected_org_id AS "expectedOrgId", view_id AS "viewId",
    browser_hash AS "browserHash", coalesce(paste_state_hash = $1, false) AS "toPaste", expires_at AS "expiresAt",
    used_at IS NOT NULL AS "usedBefore", EXISTS (SELECT FROM used WHERE used.id = a.id) AS "usedNow"
  FROM oauth_attempt a WHERE ${shown}`

/** $2 the browser's hash, $3 now */
export const consume = use(
  'state_hash = $1 AND browser_hash = $2',
  '$3',
  'state_hash = $1 OR paste_state_hash = $1',
)

const pasted =
  '(state_hash = $1 OR paste_state_hash = $1) AND paste_state_hash IS NOT NULL AND workspace_id = $2'

/** $2 workspace, $3 who pastes it, $4 now */
export const consumePasted = use(`${pasted} AND slack_user_id = $3`, '$4', pasted)
