import type { Sealer } from '../../crypto/sealed.ts'
import type { Storage } from './storage.ts'
import { StorageError } from './storage-error.ts'

/** Every sealed column, with the column that names its row within the workspace. */
const sealedColumns = [
  { table: 'connection', column: 'client_secret', row: 'miro_org_id' },
  { table: 'connection', column: 'access_token', row: 'miro_org_id' },
  { table: 'connection', column: 'refresh_token', row: 'miro_org_id' },
  { table: 'connection', column: 'scim_token', row: 'miro_org_id' },
  { table: 'oauth_attempt', column: 'client_secret', row: 'id' },
  { table: 'signing_key', column: 'private_key', row: 'id' },
] as const

type SealedColumn = (typeof sealedColumns)[number]
type SealedRow = { workspace: string; row: string; sealed: string }
type Renewed = SealedRow & { renewed: string }

/** What a sealed value is bound to: it opens in this place only. */
export function boundTo(place: { workspaceId: string; table: string; column: string; row: string }): string {
  return `${place.workspaceId}|${place.table}|${place.column}|${place.row}|v1`
}

/**
 * Brings every stored secret under the newest key and returns how many it changed. Throws StorageError
 * `missing_key`, having changed nothing, when a secret is sealed with a key that was not given. A secret that
 * is stored anew meanwhile is left as it is: it is under the newest key already.
 */
export async function rotateKeys(storage: Pick<Storage, 'pool'>, sealer: Sealer): Promise<number> {
  const stored: { place: SealedColumn; rows: SealedRow[] }[] = []
  for (const place of sealedColumns) stored.push({ place, rows: await readSealed(storage, place) })
  refuseMissingKeys(stored.flatMap(({ rows }) => rows.map(row => sealer.missingKey(row.sealed))))

  let changed = 0
  for (const { place, rows } of stored) {
    const renewed = rows.flatMap(row => {
      const bound = boundTo({ workspaceId: row.workspace, ...place, row: row.row })
      const sealed = sealer.reseal(row.sealed, bound)
      return sealed === null ? [] : [{ ...row, renewed: sealed }]
    })
    changed += await writeSealed(storage, place, renewed)
  }
  return changed
}

function refuseMissingKeys(missing: readonly (string | null)[]): void {
  const ids = [...new Set(missing.flatMap(id => (id === null ? [] : [id])))].sort()
  if (ids.length === 0) return
  throw new StorageError(
    'missing_key',
    `Stored secrets are sealed with encryption key ${ids.join(', ')}, which was not given. ` +
      'Add that key to ENCRYPTION_KEY (after the newest one, separated by a comma), or put the encryption.key ' +
      'file back. Nothing was changed.',
  )
}

async function readSealed({ pool }: Pick<Storage, 'pool'>, place: SealedColumn): Promise<SealedRow[]> {
  const { table, column, row } = place
  const found = await pool.query<SealedRow>(
    `SELECT workspace_id AS workspace, ${row} AS row, ${column} AS sealed
       FROM ${table} WHERE ${column} IS NOT NULL ORDER BY 1, 2`,
  )
  return found.rows
}

async function writeSealed(
  { pool }: Pick<Storage, 'pool'>,
  { table, column, row }: SealedColumn,
  renewed: readonly Renewed[],
): Promise<number> {
  if (renewed.length === 0) return 0
  const written = await pool.query(
    `UPDATE ${table} SET ${column} = new.renewed
       FROM jsonb_to_recordset($1::jsonb) AS new (workspace text, "row" text, sealed text, renewed text)
      WHERE ${table}.workspace_id = new.workspace AND ${table}.${row} = new."row" AND ${table}.${column} = new.sealed`,
    [JSON.stringify(renewed)],
  )
  return written.rowCount ?? 0
}
