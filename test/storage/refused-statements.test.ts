import { expect, test } from 'vitest'
import { describeOnBothDatabases } from '../support/database.ts'

await describeOnBothDatabases('a statement the database refuses', open => {
  test.each([
    ['a syntax error', 'SELEKT 1'],
    ['a division by zero', 'SELECT 1 / 0'],
    [
      'a foreign key',
      `INSERT INTO audit_entry (workspace_id, at, actor, action, subject, details) VALUES ('T9', now(), '', '', '', '{}')`,
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
      prisma.auditEntry.create({
        data: { workspaceId: 'T9', at: new Date(), actor: '', action: '', subject: '', details: {} },
      }),
    ).rejects.toThrow()
    expect((await pool.query('SELECT count(*)::int AS entries FROM audit_entry')).rows).toEqual([
      { entries: 0 },
    ])
  })
})
