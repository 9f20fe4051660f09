import type { Sealer } from '../crypto/sealed.ts'
import { fingerprintOf, makeSigningPair, signed } from '../crypto/signing.ts'
import { boundTo } from './engine/rotate-keys.ts'
import type { Storage } from './engine/storage.ts'

/** `fingerprint`: SHA-256 of the public key, in hex. `publicKey`: SPKI in DER, base64. */
export type PublicSigningKey = {
  readonly id: string
  readonly publicKey: string
  readonly fingerprint: string
}

const first = '1'

/** The key a workspace's records are signed with: made once, kept sealed, told to nobody. */
export function signingKeysRepository({ prisma }: Pick<Storage, 'prisma'>, sealer: Sealer) {
  const bound = (workspaceId: string, row: string): string =>
    boundTo({ workspaceId, table: 'signing_key', column: 'private_key', row })
  const known = (workspaceId: string) =>
    prisma.signingKey.findFirst({
      where: { workspaceId, retiredAt: null },
      select: { id: true, publicKey: true, privateKey: true },
      orderBy: { madeAt: 'desc' },
    })
  /** Of several processes that find none one makes it: all take the first by its id. */
  const ensured = async (workspaceId: string, madeAt: Date) => {
    const before = await known(workspaceId)
    if (before !== null) return before
    const { publicKey, privateKey } = makeSigningPair()
    const sealed = sealer.seal(privateKey, bound(workspaceId, first))
    await prisma.signingKey.createMany({
      data: { workspaceId, id: first, publicKey, privateKey: sealed, madeAt },
      skipDuplicates: true,
    })
    const made = await known(workspaceId)
    if (made === null) throw new Error('every signing key of the workspace is retired')
    return made
  }
  return {
    /** The one in use; made now where there is none. */
    async current(workspaceId: string, now: Date): Promise<PublicSigningKey> {
      const { id, publicKey } = await ensured(workspaceId, now)
      return { id, publicKey, fingerprint: fingerprintOf(publicKey) }
    },

    /** An Ed25519 signature by the one in use. Throws SealError. */
    async sign(workspaceId: string, bytes: Uint8Array, now: Date): Promise<Buffer> {
      const { id, privateKey } = await ensured(workspaceId, now)
      return signed(sealer.open(privateKey, bound(workspaceId, id)), bytes)
    },
  }
}
