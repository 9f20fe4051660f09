import { command } from './engine/statement.ts'

/** $1 workspace, $2 when */
export const markRemoved = command`UPDATE workspace SET removed_at = $2 WHERE id = $1 AND removed_at IS NULL`

/** $1 workspace */
export const markBack = command`UPDATE workspace SET removed_at = NULL WHERE id = $1 AND removed_at IS NOT NULL`

/** $1 workspace, $2 now. What waits to be told becomes due at once. */
export const freeAll = command`
  UPDATE alert SET next_try_at = $2
  WHERE workspace_id = $1 AND state IN ('pending', 'sent') AND sent < wanted`
