import { command } from './engine/statement.ts'

/** $7 to $9 the tokens, $10 now. Another token version ends a refresh that is under way. */
export const save = command`
  INSERT INTO connection (workspace_id, miro_org_id, organization_name, plan, client_id, client_secret,
    access_token, refresh_token, access_token_expires_at, tokens_stored_at, scopes, miro_user_id,
    connected_by, connected_at, state, state_since)
  VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $10, 'connected', $10)
  ON CONFLICT (workspace_id, miro_org_id) DO UPDATE SET
    organization_name = excluded.organization_name, plan = excluded.plan, client_id = excluded.client_id,
    client_secret = excluded.client_secret, access_token = excluded.access_token,
    refresh_token = excluded.refresh_token, access_token_expires_at = excluded.access_token_expires_at,
    tokens_stored_at = excluded.tokens_stored_at, token_version = connection.token_version + 1,
    refresh_claimed_at = NULL, scopes = excluded.scopes, miro_user_id = excluded.miro_user_id,
    connected_by = excluded.connected_by, connected_at = excluded.connected_at, state = 'connected',
    state_since = CASE WHEN connection.state = 'connected' THEN connection.state_since ELSE $10 END`
