import { bytes, inMilliseconds, instant, int, json, milliseconds, orNull, text } from './engine/columns.ts'
import { statement } from './engine/statement.ts'
import { factsShape } from './json-shapes.ts'

const sealedRow = {
  id: text(),
  at: milliseconds(),
  kind: text(),
  miroOrgId: orNull(text()),
  subject: text(),
  facts: json(factsShape),
  change: text(),
  partHash: orNull(text()),
}

const sealed = `id::text, ${inMilliseconds('at')} AS at, kind, miro_org_id AS "miroOrgId", subject,
  facts, change::text, encode(part_hash, 'hex') AS "partHash"`

export const unsealedWorkspaces = statement({ id: text() })`
  SELECT w.id FROM workspace w
  WHERE EXISTS (SELECT 1 FROM journal j WHERE j.workspace_id = w.id AND j.block IS NULL)`

/** Of which workspaces there is a journal, or could be one. */
export const journals = statement({ id: text() })`
  SELECT id FROM workspace UNION SELECT workspace_id FROM journal UNION SELECT workspace_id FROM journal_block ORDER BY 1`

/** $1 workspace, $2 how many: those to seal next, in order. */
export const unsealedRows = statement(sealedRow)`
  SELECT ${sealed} FROM journal WHERE workspace_id = $1 AND block IS NULL ORDER BY id LIMIT $2`

/** $1 workspace, $2 block: its rows, in order. */
export const rowsOfBlock = statement(sealedRow)`
  SELECT ${sealed} FROM journal WHERE workspace_id = $1 AND block = $2 ORDER BY id`

const blockRow = {
  number: int(),
  sealedAt: milliseconds(),
  rows: int(),
  rowsHash: text(),
  hash: text(),
}

const block = `number, ${inMilliseconds('sealed_at')} AS "sealedAt", rows,
  encode(rows_hash, 'hex') AS "rowsHash", encode(hash, 'hex') AS hash`

/** $1 workspace */
export const lastBlock = statement(blockRow)`
  SELECT ${block} FROM journal_block WHERE workspace_id = $1 ORDER BY number DESC LIMIT 1`

/** $1 workspace, $2 after which block, $3 how many */
export const blocksAfter = statement(blockRow)`
  SELECT ${block} FROM journal_block WHERE workspace_id = $1 AND number > $2 ORDER BY number LIMIT $3`

/**
 * $1 workspace, $2 number, $3 when (milliseconds), $4 ids of the rows, $5 hash of the rows and $6 of the block. Seals nothing where somebody
 * else made that block. Tells how many rows it sealed.
 */
export const sealBlock = statement({ rows: int() })`
  WITH made AS (
    INSERT INTO journal_block (workspace_id, number, sealed_at, rows, rows_hash, hash)
    VALUES ($1, $2, to_timestamp($3::float8 / 1000), cardinality($4::bigint[]), decode($5, 'hex'), decode($6, 'hex'))
    ON CONFLICT DO NOTHING RETURNING number),
  sealed AS (
    UPDATE journal SET block = made.number FROM made
    WHERE workspace_id = $1 AND id = ANY($4::bigint[]) AND block IS NULL RETURNING 1)
  SELECT count(*)::int AS rows FROM sealed`

/** $1 workspace, $2 block: the personal parts of its rows that are still there. */
export const partsOfBlock = statement({ id: text(), salt: bytes(), part: text() })`
  SELECT p.id::text, p.salt, p.part
  FROM journal j JOIN journal_part p ON p.workspace_id = $1 AND p.id = j.id
  WHERE j.workspace_id = $1 AND j.block = $2`

/** $1 workspace: rows said to be in a block that is not there. */
export const rowsWithoutBlock = statement({ id: text(), block: int() })`
  SELECT id::text, block FROM journal j
  WHERE workspace_id = $1 AND block IS NOT NULL
    AND NOT EXISTS (SELECT 1 FROM journal_block b WHERE b.workspace_id = $1 AND b.number = j.block)
  ORDER BY j.id LIMIT 100`

/** $1 workspace: personal parts whose rows are not there. */
export const partsWithoutRow = statement({ id: text() })`
  SELECT id::text FROM journal_part p
  WHERE workspace_id = $1 AND NOT EXISTS (SELECT 1 FROM journal j WHERE j.workspace_id = $1 AND j.id = p.id)
  ORDER BY p.id LIMIT 100`

/** $1 workspace */
export const countUnsealed = statement({ rows: int() })`
  SELECT count(*)::int AS rows FROM journal WHERE workspace_id = $1 AND block IS NULL`

/** $1 workspace, $2 months without a choice: for how long personal parts were to be kept, at each change of it. */
export const retentionHistory = statement({ from: instant(), months: int() })`
  SELECT at AS "from", months FROM (
    SELECT id, at, months, lag(months, 1, $2::int) OVER (ORDER BY id) AS before FROM (
      SELECT id, at, coalesce((facts -> 'settings' ->> 'retentionMonths')::int, $2::int) AS months
      FROM journal WHERE subject = $1 AND workspace_id = $1 AND kind = 'settings') each) each
  WHERE months <> before ORDER BY id`
