import { expect, test } from 'vitest'
import { describeOnBothDatabases } from '../support/database.ts'

await describeOnBothDatabases('a statement the database refuses', open => {
  test.each([
    ['a syntax error', 'SELEKT 1'],
    ['a division by zero', 'SELECT 1 / 0'],
    [
      'a foreign key',
      `INSERT INTO user_group (workspace_id, id, handle, name, active) VALUES ('T9', 'S1', '', '', true)`,
    ],
    ['the middle of several statements', 'BEGIN; SELECT 1 / 0; COMMIT;'],
  ])('%s costs nobody else anything', async (_, statement) => {
    const { pool, prisma } = await open()
    const next = [
      pool.query(statement).then(
        () => 'done',
        (error: { code?: string }) => error.code?.length,
      ),
      pool.query('SELECT 2 AS two').then(({ rows }) => rows),
      prisma.workspace.count(),
    ]
    expect(await Promise.all(next)).toEqual([5, [{ two: 2 }], 0])
    await expect(
      prisma.userGroup.create({ data: { workspaceId: 'T9', id: 'S1', handle: '', name: '', active: true } }),
    ).rejects.toThrow()
    expect((await pool.query('SELECT count(*)::int AS entries FROM user_group')).rows).toEqual([
      { entries: 0 },
    ])
  })
})
