import pg from 'pg'

/**
 * A pool of exactly one connection that a failed statement does not cost: the pool's own `query` throws the
 * connection away after any error, and the new one comes before the socket server has let go of the old.
 */
export class OneConnection extends pg.Pool {
  constructor(config: pg.PoolConfig) {
    super({ ...config, max: 1, idleTimeoutMillis: 0 })
    Object.assign(this, { query: this.queryAndKeep.bind(this) })
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

/** How long the connection has to show that it is still good, in milliseconds. */
const patience = 5_000

/** Undefined when the connection can go on: the database refused a statement, and nothing of it is left open. */
async function brokenBy(client: pg.PoolClient, error: unknown): Promise<Error | undefined> {
  if (!(error instanceof pg.DatabaseError)) return error instanceof Error ? error : new Error('not an error')
  // Several statements sent at once may have begun a transaction before one of them failed. After a full disk the
  // database may never answer: then the connection is given up.
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<Error>(resolve => {
    timer = setTimeout(resolve, patience, error)
  })
  const cleared = client.query('ROLLBACK').then(
    () => undefined,
    () => error,
  )
  const broken = await Promise.race([cleared, late])
  clearTimeout(timer)
  return broken
}
