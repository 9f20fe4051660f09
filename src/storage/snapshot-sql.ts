// One batch is thousands of rows: read as arrays and with instants as numbers, it costs a third of what rows as
// objects with dates would. LATERAL … OFFSET 0 makes each row look itself up in the index, so that a batch costs
// the same in a large organisation, whatever the database guesses about its size.

const ms = (column: string): string => `(extract(epoch FROM ${column}) * 1000)::float8`

/** What is known of account `a` itself, as `accountOf` reads it. */
export const accountFields = `a.id, a.email, a.address, a.role, a.license, a.active,
    ${ms('a.last_activity_at')}, ${ms('a.missing_since')}, ${ms('a.removed_at')}, ${ms('a.came_back_at')}`

const accountsWhere = (which: string): string => `
  SELECT ${accountFields},
    s.class, s.person_id, s.matched_by, s.identified, s.identified_why, s.removed, s.removed_why, s.valid, s.valid_why
  FROM (
    SELECT * FROM account
    WHERE workspace_id = $1 AND miro_org_id = $2 AND ${which}) a
  LEFT JOIN LATERAL (
    SELECT * FROM assessment
    WHERE workspace_id = $1 AND miro_org_id = $2 AND account_id = a.id OFFSET 0) s ON true
  ORDER BY a.id`

/** $1 workspace, $2 organisation, $3 the last id of the batch before or null, $4 how many */
export const accountBatch = accountsWhere(`id > coalesce($3::text, '') ORDER BY id LIMIT $4`)

/** $1 workspace, $2 organisation, $3 ids */
export const accountsNamed = accountsWhere('id = ANY($3::text[])')

const marksWhere = (ofAccounts: (column: string) => string): string => `
  SELECT 'finding', subject_id, id, check_id, why, person_id, ${ms('clock_at')}, ${ms('end_at')}, ${ms('due_at')}
  FROM finding
  WHERE ${ofAccounts('subject_id')} AND closed_at IS NULL AND check_id IN ('identified', 'removed', 'valid')
  UNION ALL
  SELECT 'exception', account_id, NULL, check_id, NULL, NULL, ${ms('expires_at')}, NULL, NULL
  FROM exception
  WHERE ${ofAccounts('account_id')} AND revoked_at IS NULL
  UNION ALL
  SELECT 'decision', account_id, class, reason, NULL, person_id, NULL, NULL, NULL
  FROM classification
  WHERE ${ofAccounts('account_id')}
  UNION ALL
  SELECT 'approval', account_id, role, approved_by, NULL, NULL, ${ms('approved_at')}, NULL, NULL
  FROM approval
  WHERE ${ofAccounts('account_id')}`

const ofTenant = 'workspace_id = $1 AND miro_org_id = $2'

/** $1 workspace, $2 organisation, $3 first and $4 last id of a batch */
export const markBatch = marksWhere(column => `${ofTenant} AND ${column} BETWEEN $3 AND $4`)

/** $1 workspace, $2 organisation, $3 ids */
export const marksOfNamed = marksWhere(column => `${ofTenant} AND ${column} = ANY($3::text[])`)

/**
 * $1 workspace, $2 addresses, $3 ids of people. Everybody who carries one of the addresses, or the same name in a
 * domain declared equal, once for each; and the people named to whom no address led, without one.
 */
export const peopleBatch = `
  WITH wanted AS (
    SELECT address FROM unnest($2::text[]) AS given(address)
    UNION
    SELECT split_part(address, '@', 1) || '@' || other
    FROM workspace, unnest(workspace.equal_domains) AS other, unnest($2::text[]) AS given(address)
    WHERE workspace.id = $1 AND split_part(address, '@', 2) = ANY(workspace.equal_domains)),
  carried AS MATERIALIZED (
    SELECT held.address, held.kind, held.person_id
    FROM wanted CROSS JOIN LATERAL (
      SELECT * FROM person_address
      WHERE workspace_id = $1 AND person_address.address = wanted.address OFFSET 0) held),
  led AS (
    SELECT address, kind, person_id FROM carried
    UNION ALL
    SELECT NULL, NULL, id FROM (
      SELECT id FROM unnest($3::text[]) AS named(id) EXCEPT SELECT person_id FROM carried) others)
  SELECT led.address, led.kind, p.id, p.name, p.kind, p.type, p.slack_user_id, p.title, p.department,
    ${ms('p.start_at')}, ${ms('p.end_at')}, p.deactivated, ${ms('p.left_known_at')}, p.on_leave,
    CASE WHEN EXISTS (SELECT 1 FROM user_group_member WHERE workspace_id = $1)
      THEN ARRAY(
        SELECT group_id FROM user_group_member m WHERE m.workspace_id = $1 AND m.slack_user_id = p.slack_user_id
        ORDER BY 1)
      ELSE ARRAY[]::text[] END
  FROM led CROSS JOIN LATERAL (
    SELECT * FROM person WHERE workspace_id = $1 AND person.id = led.person_id OFFSET 0) p`
