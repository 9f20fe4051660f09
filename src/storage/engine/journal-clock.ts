import type pg from 'pg'

/** Milliseconds by which a connection's time may be off before it is told again. */
const tolerance = 100

/** By how many milliseconds a connection was told that the program's clock is ahead of the database's. */
const told = Symbol('told')
type Told = pg.PoolClient & { [told]?: number }

/**
 * Lets the journal go by the clock of the program, where that is not the one of the machine: each connection is told
 * how far they are apart, when it is taken and that changed. Ends when what it returns is called.
 */
export function followClock(pool: pg.Pool, clock: () => Date): () => void {
  const connect = pool.connect.bind(pool)
  const tell = async (client: Told): Promise<void> => {
    const apart = clock().getTime() - Date.now()
    const ahead = Math.abs(apart) > tolerance ? Math.round(apart) : 0
    if (Math.abs(ahead - (client[told] ?? 0)) <= tolerance) return
    await client.query(`SET journal.ahead_by = '${ahead} milliseconds'`)
    client[told] = ahead
  }
  type Taken = Parameters<typeof connect>[0]
  const taking = (taken?: Taken): unknown => {
    if (taken === undefined)
      return connect().then(async client => {
        // What is wrong with the connection, what it was taken for will find.
        await tell(client).catch(() => {})
        return client
      })
    return connect((error, client, done) => {
      if (client === undefined) return taken(error, client, done)
      void tell(client)
        .catch(() => {})
        .then(() => taken(error, client, done))
    })
  }
  Object.assign(pool, { connect: taking })
  return () => Object.assign(pool, { connect })
}
