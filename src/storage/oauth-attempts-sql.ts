import { flag, instant, orNull, type RowOf, statement, text } from './engine/statement.ts'

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
