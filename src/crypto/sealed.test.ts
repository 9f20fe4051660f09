import { describe, expect, it } from 'vitest'
import { createSealer, keyId, SealError } from './sealed.ts'

const oldKey = Buffer.alloc(32, 1)
const newKey = Buffer.alloc(32, 2)
const bound = 'T1|connection|client_secret|3074457345618265000|v1'
const sealer = createSealer([oldKey])

const problem = (work: () => unknown): string => {
  try {
    return `opened: ${work()}`
  } catch (error) {
    return error instanceof SealError ? error.kind : `another error: ${error}`
  }
}

describe('a sealed secret', () => {
  it('opens to what was sealed, whatever it was', () => {
    for (const plain of ['', 'x', 'a secret', 'ä€😀\u0000', 'long '.repeat(5_000)])
      expect(sealer.open(sealer.seal(plain, bound), bound)).toBe(plain)
  })

  it('shows its key and not itself, and never looks the same twice', () => {
    const one = sealer.seal('the secret', bound)
    expect(one).toMatch(new RegExp(`^v1\\.${keyId(oldKey)}\\.[A-Za-z0-9_-]+$`))
    expect(one).not.toContain(Buffer.from('the secret').toString('base64url'))
    expect(sealer.seal('the secret', bound)).not.toBe(one)
  })

  it('opens nowhere else', () => {
    const sealed = sealer.seal('the secret', bound)
    const elsewhere = [
      '',
      'T2|connection|client_secret|3074457345618265000|v1',
      'T1|oauth_attempt|client_secret|3074457345618265000|v1',
      'T1|connection|access_token|3074457345618265000|v1',
      'T1|connection|client_secret|3074457345618265001|v1',
      'T1|connection|client_secret|3074457345618265000|v2',
    ]
    expect(elsewhere.map(place => problem(() => sealer.open(sealed, place)))).toEqual(
      elsewhere.map(() => 'damaged'),
    )
  })

  it('does not open when a single bit was changed', () => {
    const [version, id, text = ''] = sealer.seal('the secret', bound).split('.')
    const body = Buffer.from(text, 'base64url')
    const outcomes = Array.from({ length: body.length * 8 }, (_, bit) => {
      const changed = Buffer.from(body)
      changed.writeUInt8(changed.readUInt8(bit >> 3) ^ (1 << (bit & 7)), bit >> 3)
      return problem(() => sealer.open(`${version}.${id}.${changed.toString('base64url')}`, bound))
    })
    expect(outcomes.length).toBe((12 + 10 + 16) * 8)
    expect(new Set(outcomes)).toEqual(new Set(['damaged']))
  })

  it('does not open with a shortened tag', () => {
    const [version, id, text = ''] = sealer.seal('', bound).split('.')
    const body = Buffer.from(text, 'base64url')
    const outcomes = Array.from({ length: 16 }, (_, bytes) =>
      problem(() =>
        sealer.open(`${version}.${id}.${body.subarray(0, 12 + bytes).toString('base64url')}`, bound),
      ),
    )
    expect(outcomes).toEqual(outcomes.map(() => 'damaged'))
  })

  it.each(['', 'plain text', 'v2.00000000.AAAA', 'v1.00000000.', 'v1.xyz.AAAA', 'v1.00000000.AA=='])(
    'refuses what it did not make: %j',
    text => {
      expect(problem(() => sealer.open(text, bound))).toBe('damaged')
    },
  )
})

describe('several keys', () => {
  const both = createSealer([newKey, oldKey])

  it('seal with the first and open with all', () => {
    const old = sealer.seal('the secret', bound)
    expect(both.open(old, bound)).toBe('the secret')
    expect(both.seal('x', bound)).toContain(`v1.${keyId(newKey)}.`)
  })

  it('reseal what an older key sealed, and only that', () => {
    const renewed = both.reseal(sealer.seal('the secret', bound), bound) ?? ''
    expect(createSealer([newKey]).open(renewed, bound)).toBe('the secret')
    expect(both.reseal(renewed, bound)).toBeNull()
  })

  it('name the key that is missing, and never the secret', () => {
    const sealed = sealer.seal('the secret', bound)
    const later = createSealer([newKey])
    expect(later.missingKey(sealed)).toBe(keyId(oldKey))
    expect(both.missingKey(sealed)).toBeNull()
    expect(() => later.open(sealed, bound)).toThrow(
      `A stored secret is sealed with encryption key ${keyId(oldKey)}, which is not in ENCRYPTION_KEY.`,
    )
  })
})
