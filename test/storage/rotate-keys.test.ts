import { expect, it } from 'vitest'
import { createSealer, keyId } from '../../src/crypto/sealed.ts'
import type { Storage } from '../../src/storage/engine/open.ts'
import { boundTo, rotateKeys } from '../../src/storage/engine/rotate-keys.ts'
import { describeOnBothDatabases } from '../support/database.ts'

const oldKey = Buffer.alloc(32, 1)
const newKey = Buffer.alloc(32, 2)
const old = createSealer([oldKey])

async function addSecrets({ prisma }: Storage): Promise<void> {
  const at = new Date(0)
  await prisma.workspace.create({ data: { id: 'T1', name: 'Acme', botUserId: 'U1', createdAt: at } })
  const sealed = (table: string, column: string, row: string) =>
    old.seal(`${table} ${column} ${row}`, boundTo({ workspaceId: 'T1', table, column, row }))
  for (const [miroOrgId, refresh] of [
    ['1', true],
    ['2', false],
  ] as const)
    await prisma.connection.create({
      data: {
        workspaceId: 'T1',
        miroOrgId,
        organizationName: 'Acme',
        plan: 'enterprise',
        clientId: 'c',
        clientSecret: sealed('connection', 'client_secret', miroOrgId),
        accessToken: sealed('connection', 'access_token', miroOrgId),
        refreshToken: refresh ? sealed('connection', 'refresh_token', miroOrgId) : null,
        tokensStoredAt: at,
        miroUserId: 'm',
        connectedBy: 'U1',
        connectedAt: at,
        state: 'connected',
        stateSince: at,
      },
    })
  await prisma.oauthAttempt.create({
    data: {
      id: 'a1',
      workspaceId: 'T1',
      slackUserId: 'U1',
      clientId: 'c',
      clientSecret: sealed('oauth_attempt', 'client_secret', 'a1'),
      startTokenHash: 'h',
      createdAt: at,
      expiresAt: at,
    },
  })
  await prisma.signingKey.create({
    data: {
      workspaceId: 'T1',
      id: '1',
      publicKey: 'public',
      privateKey: sealed('signing_key', 'private_key', '1'),
      madeAt: at,
    },
  })
}

const stored = async ({ prisma }: Storage) => [
  ...(await prisma.connection.findMany({
    select: { miroOrgId: true, clientSecret: true, accessToken: true, refreshToken: true },
    orderBy: { miroOrgId: 'asc' },
  })),
  ...(await prisma.oauthAttempt.findMany({ select: { clientSecret: true } })),
  ...(await prisma.signingKey.findMany({ select: { privateKey: true } })),
]

await describeOnBothDatabases('rotating the encryption key', open => {
  it('brings every secret under the newest key, once', async () => {
    const storage = await open()
    await addSecrets(storage)
    expect(await rotateKeys(storage, createSealer([newKey, oldKey]))).toBe(7)
    expect(await rotateKeys(storage, createSealer([newKey, oldKey]))).toBe(0)
    expect(await rotateKeys(storage, createSealer([newKey]))).toBe(0)

    const only = createSealer([newKey])
    const opened = (await stored(storage)).map(row =>
      Object.entries(row).flatMap(([field, value]) => {
        const column = field.replace(/[A-Z]/g, letter => `_${letter.toLowerCase()}`)
        if (field === 'miroOrgId' || value === null) return []
        const [table, id] =
          'miroOrgId' in row
            ? ['connection', row.miroOrgId]
            : 'privateKey' in row
              ? ['signing_key', '1']
              : ['oauth_attempt', 'a1']
        const place = { workspaceId: 'T1', table, column, row: id }
        return [only.open(value, boundTo(place))]
      }),
    )
    expect(opened).toEqual([
      ['connection client_secret 1', 'connection access_token 1', 'connection refresh_token 1'],
      ['connection client_secret 2', 'connection access_token 2'],
      ['oauth_attempt client_secret a1'],
      ['signing_key private_key 1'],
    ])
  })

  it('is refused, with nothing changed, when a key is missing', async () => {
    const storage = await open()
    await addSecrets(storage)
    const before = await stored(storage)
    await expect(rotateKeys(storage, createSealer([newKey]))).rejects.toThrow(
      `Stored secrets are sealed with encryption key ${keyId(oldKey)}, which was not given.`,
    )
    expect(await stored(storage)).toEqual(before)
  })
})
