import type { ConnectionKey } from '../domain/connection-key.ts'
import { command } from './engine/statement.ts'

// What many statements say of one connection, with $1 the workspace and $2 the organisation.

/** The values of $1 and $2. */
export const tenant = ({ workspaceId, miroOrgId }: ConnectionKey): string[] => [workspaceId, miroOrgId]

/** SQL: rows of this connection. */
export const ours = 'workspace_id = $1 AND miro_org_id = $2'

/** SQL: the connection itself. A disconnected one is evidence, and no connection. */
export const isConnected = `${ours} AND state <> 'disconnected'`

/** Prisma: the same. */
export const connected = ({ workspaceId, miroOrgId }: ConnectionKey) => ({
  workspaceId,
  miroOrgId,
  state: { not: 'disconnected' },
})

// Each in a statement of its own: whoever waited for the lock sees what the other one wrote.

export const lockConnection = command`SELECT 1 FROM connection WHERE ${ours} FOR NO KEY UPDATE`

/** $3 fence. No row where a newer evaluation has begun. */
export const lockEvaluation = command`
  SELECT 1 FROM connection WHERE ${ours} AND evaluation_fence = $3 FOR NO KEY UPDATE`

/** $1 alone. Whoever writes people waits here first, as scans do, and never with people locked. */
export const lockWorkspace = command`SELECT 1 FROM workspace WHERE id = $1 FOR NO KEY UPDATE`

/** Rows of `table` whose workspace has the app; of the others everything waits for its return. */
export const hasApp = (table: string): string =>
  `NOT EXISTS (SELECT FROM workspace w WHERE w.id = ${table}.workspace_id AND removed_at IS NOT NULL)`

/** The staff member whose account `a` is, as `whose`; $1 is the workspace. */
export const whoseName = `LEFT JOIN LATERAL (
    SELECT person.name FROM assessment s
    JOIN person ON person.workspace_id = $1 AND person.id = s.person_id
    WHERE s.workspace_id = $1 AND s.miro_org_id = a.miro_org_id AND s.account_id = a.id AND s.class = 'staff'
    OFFSET 0) whose ON true`
