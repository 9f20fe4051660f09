import { createHash, createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'

/** An Ed25519 key pair as text: SPKI and PKCS 8 in DER, base64. */
export type SigningPair = { readonly publicKey: string; readonly privateKey: string }

export function makeSigningPair(): SigningPair {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519')
  return {
    publicKey: publicKey.export({ type: 'spki', format: 'der' }).toString('base64'),
    privateKey: privateKey.export({ type: 'pkcs8', format: 'der' }).toString('base64'),
  }
}

/** SHA-256 of the public key (SPKI in DER), in hex. */
export function fingerprintOf(publicKey: string): string {
  return createHash('sha256').update(Buffer.from(publicKey, 'base64')).digest('hex')
}

export function signed(privateKey: string, bytes: Uint8Array): Buffer {
  const key = createPrivateKey({ key: Buffer.from(privateKey, 'base64'), format: 'der', type: 'pkcs8' })
  return sign(null, bytes, key)
}
