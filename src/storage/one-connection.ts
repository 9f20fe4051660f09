import pg from 'pg'

/**
 * A pool of exactly one connection that a failed statement does not cost: the pool's own `query` throws the
 * connection away after any error, and the new one comes before the socket server has let go of the old.
 */
export class OneConnection extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, max: 1, idleTimeoutMillis: 0 })
    this.query = this.queryAndKeep.bind(this) as pg.Pool['query']
  }

  private async queryAndKeep(...statement: [string | pg.QueryConfig, unknown[]?]): Promise<pg.QueryResult> {
    const client = await this.connect()
    try {
      const result = await client.query(...statement)
      client.release()
      return result
    } catch (error) {
      client.release(await brokenBy(client, error))
      throw error
    }
  }
}

/** Undefined when the connection can go on: the database refused a statement, and nothing of it is left open. */
async function brokenBy(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error : new Error('not an error')
  try {
    // Several statements sent at once may have begun a transaction before one of them failed.
    await client.query('ROLLBACK')
    return undefined
  } catch (lost) {
    return lost instanceof Error ? lost : new Error('not an error')
  }
}
