import type pg from 'pg'

/**
 * Runs `work` in one transaction: all of its statements or none. `work` may await nothing but statements of this
 * client: on the embedded database everybody else waits for it.
 */
export async function inTransaction<T>(
  pool: pg.Pool,
  work: (client: pg.PoolClient) => Promise<T>,
): Promise<T> {
  const client = await pool.connect()
  let broken: Error | undefined
  try {
    await client.query('BEGIN')
    try {
      const result = await work(client)
      await client.query('COMMIT')
      return result
    } catch (error) {
      await client.query('ROLLBACK').catch((lost: Error) => {
        broken = lost
      })
      throw error
    }
  } finally {
    // A connection that could not even roll back must not be used again.
    client.release(broken)
  }
}
