/** $1 workspace. Its people as Slack's directory tells of them, once they and their addresses are stored. */
export const saidBySlack = `
  INSERT INTO person_source (workspace_id, person_id, record_id, source, slack_user_id, addresses, name, kind, title, time_zone,
    is_admin, gone, gone_since)
  SELECT workspace_id, p.id, p.id, 'slack', slack_user_id, ARRAY(
      SELECT address FROM person_address a WHERE a.workspace_id = $1 AND a.person_id = p.id AND a.kind = 'primary'),
    name, kind, title, time_zone, is_admin, deactivated, left_known_at
  FROM person p WHERE workspace_id = $1`
