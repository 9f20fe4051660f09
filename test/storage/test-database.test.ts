import { expect, it } from 'vitest'
import { describeOnBothDatabases } from '../support/database.ts'

await describeOnBothDatabases('a fresh database', open => {
  const addWorkspace = `INSERT INTO workspace (id, name, bot_user_id, created_at) VALUES ('T1', 'Acme', 'U1', now())`

  it.each([1, 2])('holds the tables and nothing else, time %i', async () => {
    const storage = await open()
    await storage.pool.query(addWorkspace)
    expect(await storage.prisma.workspace.findMany({ select: { id: true, equalDomains: true } })).toEqual([
      { id: 'T1', equalDomains: [] },
    ])
  })
})
