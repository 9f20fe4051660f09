import { personColumns, said } from './person-sql.ts'

// $1 workspace, $2 organisation, $3 account where nothing else is said.

const ours = 'workspace_id = $1 AND miro_org_id = $2'

const person = `(SELECT row_to_json(shown) FROM (SELECT ${personColumns}, ${said} AS said) shown)`

/** One row: the account and what is kept once for it. Dates inside objects come as text. */
export const card = `
  SELECT c.organization_name AS "organizationName",
    CASE WHEN c.state = 'disconnected' THEN c.state_since END AS "disconnectedAt", c.last_complete_sync_at AS "lastCompleteSyncAt",
    coalesce('organizations:teams:read' = ANY (c.scopes), false) AS "teamsGranted",
    coalesce('boards:read' = ANY (c.scopes), false) AS "boardsGranted",
    a.id, a.email, a.name, a.role, a.license, a.license_assigned_at AS "licenseAssignedAt",
    a.admin_roles AS "adminRoles", a.active, a.last_activity_at AS "lastActivityAt",
    a.first_seen_at AS "firstSeenAt", a.missing_since AS "missingSince", a.removed_at AS "removedAt",
    a.came_back_at AS "cameBackAt", a.id = c.miro_user_id AS authorises,
    CASE WHEN p.id IS NOT NULL THEN ${person} END AS person,
    CASE WHEN s.account_id IS NOT NULL THEN json_build_object(
      'class', s.class, 'matchedBy', s.matched_by, 'matchedAddress', m.found,
      'results', s.results) END AS assessment, (
      SELECT checks FROM workspace WHERE id = $1) AS chosen,
    CASE WHEN d.account_id IS NOT NULL THEN json_build_object('class', d.class, 'reason', d.reason,
      'reviewAt', d.review_at, 'by', d.decided_by, 'at', d.decided_at) END AS decision,
    CASE WHEN v.account_id IS NOT NULL THEN json_build_object(
      'role', v.role, 'by', v.approved_by, 'at', v.approved_at) END AS approval
  FROM account a
  JOIN connection c ON c.workspace_id = a.workspace_id AND c.miro_org_id = a.miro_org_id
  LEFT JOIN assessment s ON s.workspace_id = $1 AND s.miro_org_id = $2 AND s.account_id = a.id
  LEFT JOIN classification d ON d.workspace_id = $1 AND d.miro_org_id = $2 AND d.account_id = a.id
  LEFT JOIN approval v ON v.workspace_id = $1 AND v.miro_org_id = $2 AND v.account_id = a.id
  LEFT JOIN person p ON p.workspace_id = $1 AND p.id = coalesce(s.person_id, d.person_id)
  LEFT JOIN LATERAL (
    SELECT json_build_object('address', address, 'kind', kind, 'since', since) AS found FROM person_address
    WHERE workspace_id = $1 AND person_id = s.person_id AND s.class = 'staff'
      AND CASE s.matched_by
        WHEN 'email' THEN address = a.address
        WHEN 'alias' THEN address = a.address
        WHEN 'equal_domain' THEN split_part(address, '@', 1) = split_part(a.address, '@', 1)
        ELSE false END
    ORDER BY kind = 'primary' DESC, address LIMIT 1) m ON true
  WHERE a.workspace_id = $1 AND a.miro_org_id = $2 AND a.id = $3`

const connected = `(SELECT miro_org_id FROM connection WHERE workspace_id = $1 AND state <> 'disconnected')`

const withAddress = (address: string): string => `
  FROM account a WHERE a.workspace_id = $1 AND a.address ${address} AND a.miro_org_id IN ${connected}`

export const exceptions = `
  SELECT check_id AS "checkId", reason, approved_by AS "approvedBy", created_at AS "createdAt",
    expires_at AS "expiresAt", revoked_at AS "revokedAt"
  FROM exception WHERE ${ours} AND account_id = $3 ORDER BY check_id`

/** $4 how many. Found by the subject alone: the index on it does not begin with the tenant. */
export const findings = `
  SELECT id, check_id AS "checkId", why, opened_at AS "openedAt", clock_at AS "clockAt", due_at AS "dueAt",
    closed_at AS "closedAt", closed_as AS "closedAs"
  FROM (SELECT * FROM finding WHERE subject_id = $3 OFFSET 0) f
  WHERE ${ours} ORDER BY closed_at IS NULL DESC, opened_at DESC, id LIMIT $4`

/** $4 how many. The same id may be an account of another organisation too. */
export const logged = `
  SELECT at, actor, action, details FROM audit_entry
  WHERE workspace_id = $1 AND subject = $3 AND coalesce(details->>'miroOrgId', $2) = $2
  ORDER BY id DESC LIMIT $4`

/** $1 workspace, $2 person, $3 how many. Also accounts that carry one of their addresses, whosever they are. */
export const accountsOfPerson = `
  SELECT "miroOrgId", "accountId" FROM (
    SELECT s.miro_org_id AS "miroOrgId", s.account_id AS "accountId",
      CASE WHEN s.class = 'staff' THEN 0 ELSE 1 END AS place
    FROM assessment s WHERE s.workspace_id = $1 AND s.person_id = $2 AND s.miro_org_id IN ${connected}
    UNION ALL
    SELECT a.miro_org_id, a.id, 1
    ${withAddress('IN (SELECT address FROM person_address WHERE workspace_id = $1 AND person_id = $2)')}) found
  GROUP BY "miroOrgId", "accountId" ORDER BY min(place), "miroOrgId", "accountId" LIMIT $3`

/** $1 workspace, $2 address, $3 how many. Accounts that carry an address, whosever they are. */
export const accountsWithAddress = `
  SELECT a.miro_org_id AS "miroOrgId", a.id AS "accountId" ${withAddress('= $2')} ORDER BY 1, 2 LIMIT $3`
