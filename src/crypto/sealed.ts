import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'

// v1.<key id>.<base64url(iv ‖ ciphertext ‖ tag)>, AES-256-GCM. A random 96-bit iv is safe far beyond the number
// of secrets this program ever seals (NIST SP 800-38D: 2^32 for one key).
const version = 'v1'
const ivBytes = 12
// Given to both sides: Node 20 would accept a shortened tag, which is easier to guess.
const tagBytes = 16
const keyBytes = 32

/**
 * Seals short secrets for the database. `bound` names the place the secret belongs to
 * (`tenant|table|column|row|v1`): moved anywhere else it does not open.
 */
export type Sealer = {
  seal(plain: string, bound: string): string
  /** Throws SealError. */
  open(sealed: string, bound: string): string
  /** The same secret under the newest key, or null when it already is. Throws SealError. */
  reseal(sealed: string, bound: string): string | null
  /** The key id of a sealed value whose key is not at hand, or null. */
  missingKey(sealed: string): string | null
  readonly newestKeyId: string
}

/** `missing_key`: sealed with a key that was not given. `damaged`: changed, moved, or never sealed by this program. */
export class SealError extends Error {
  readonly kind: 'missing_key' | 'damaged'
  readonly keyId: string | null

  constructor(kind: 'missing_key' | 'damaged', keyId: string | null) {
    super(
      kind === 'missing_key'
        ? `A stored secret is sealed with encryption key ${keyId}, which is not in ENCRYPTION_KEY.`
        : 'A stored secret cannot be opened: it was changed, moved, or is not sealed.',
    )
    this.name = 'SealError'
    this.kind = kind
    this.keyId = keyId
  }
}

/** The name of a key: the beginning of its hash, so that it can be said aloud. */
export function keyId(key: Buffer): string {
  return createHash('sha256').update(key).digest('hex').slice(0, 8)
}

/** The first key seals, all of them open. Each has 32 bytes. */
export function createSealer(keys: readonly Buffer[]): Sealer {
  const [newest] = keys
  if (newest === undefined) throw new Error('A sealer needs at least one key.')
  if (keys.some(key => key.length !== keyBytes)) throw new Error('An encryption key has 32 bytes.')
  const byId = new Map(keys.map(key => [keyId(key), key]))
  const newestKeyId = keyId(newest)

  const seal = (plain: string, bound: string): string => {
    const iv = randomBytes(ivBytes)
    const cipher = createCipheriv('aes-256-gcm', newest, iv, { authTagLength: tagBytes })
    cipher.setAAD(Buffer.from(bound))
    const body = Buffer.concat([iv, cipher.update(plain, 'utf8'), cipher.final(), cipher.getAuthTag()])
    return `${version}.${newestKeyId}.${body.toString('base64url')}`
  }

  const open = (sealed: string, bound: string): string => {
    const { id, body } = read(sealed)
    const key = byId.get(id)
    if (key === undefined) throw new SealError('missing_key', id)
    const tagAt = body.length - tagBytes
    try {
      const decipher = createDecipheriv('aes-256-gcm', key, body.subarray(0, ivBytes), {
        authTagLength: tagBytes,
      })
      decipher.setAAD(Buffer.from(bound))
      decipher.setAuthTag(body.subarray(tagAt))
      return Buffer.concat([decipher.update(body.subarray(ivBytes, tagAt)), decipher.final()]).toString(
        'utf8',
      )
    } catch {
      // The reason OpenSSL gives is left out: it tells nothing and must not carry anything.
      throw new SealError('damaged', id)
    }
  }

  return {
    newestKeyId,
    seal,
    open,
    reseal: (sealed, bound) => {
      const plain = open(sealed, bound)
      return read(sealed).id === newestKeyId ? null : seal(plain, bound)
    },
    missingKey: sealed => {
      const { id } = read(sealed)
      return byId.has(id) ? null : id
    },
  }
}

function read(sealed: string): { id: string; body: Buffer } {
  const parts = /^v1\.([0-9a-f]{8})\.([A-Za-z0-9_-]+)$/.exec(sealed)
  const id = parts?.[1]
  const text = parts?.[2]
  if (id === undefined || text === undefined) throw new SealError('damaged', null)
  const body = Buffer.from(text, 'base64url')
  // One value has one spelling: unused bits at the end of base64 may not be set.
  if (body.length < ivBytes + tagBytes || body.toString('base64url') !== text)
    throw new SealError('damaged', id)
  return { id, body }
}
