import type pg from 'pg'

/** The program's tables, each after those its foreign keys point to. */
export async function tablesInOrder(client: Pick<pg.ClientBase, 'query'>): Promise<string[]> {
  const tables = await client.query<{ name: string; needs: string[] }>(
    `SELECT c.relname AS name,
            coalesce(array_agg(f.confrelid::regclass::text) FILTER (WHERE f.confrelid <> c.oid), '{}') AS needs
       FROM pg_class c LEFT JOIN pg_constraint f ON f.conrelid = c.oid AND f.contype = 'f'
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> '_prisma_migrations'
      GROUP BY c.oid, c.relname ORDER BY c.relname`,
  )
  const ordered: string[] = []
  let left = tables.rows
  while (left.length > 0) {
    const next = left.filter(table => table.needs.every(name => ordered.includes(name)))
    if (next.length === 0)
      throw new Error(`Tables refer to each other: ${left.map(({ name }) => name).join(', ')}`)
    ordered.push(...next.map(table => table.name))
    left = left.filter(table => !next.includes(table))
  }
  return ordered
}
