import { mkdir, mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { KeyFileError, keysInDirectory, parseKeys } from './keys.ts'

const one = Buffer.alloc(32, 1)
const two = Buffer.alloc(32, 2)
const freshDirectory = () => mkdtemp(join(tmpdir(), 'keys-'))

describe('ENCRYPTION_KEY', () => {
  it('is one key or several, in order', () => {
    expect(parseKeys(one.toString('base64'))).toEqual([one])
    expect(parseKeys(`${two.toString('base64')}, ${one.toString('base64')}`)).toEqual([two, one])
  })

  it.each([
    '',
    'short',
    Buffer.alloc(31).toString('base64'),
    Buffer.alloc(33).toString('base64'),
    `${one.toString('base64')},`,
  ])('is refused without being shown: %j', text => {
    expect(() => parseKeys(text)).toThrow(
      /^An encryption key must be 32 bytes in base64\. Make one with: openssl rand -base64 32$/,
    )
  })
})

describe('the key file', () => {
  it('is made once, for its owner only, and read again', async () => {
    const directory = join(await freshDirectory(), 'data')
    const made = await keysInDirectory(directory)
    expect(made.map(key => key.length)).toEqual([32])
    expect((await stat(join(directory, 'encryption.key'))).mode & 0o777).toBe(0o600)
    expect(await keysInDirectory(directory)).toEqual(made)
    expect(await readdir(directory)).toEqual(['encryption.key'])
  })

  it('is one and the same for programs that start together', async () => {
    const directory = await freshDirectory()
    const made = await Promise.all(Array.from({ length: 8 }, () => keysInDirectory(directory)))
    expect(new Set(made.map(([key]) => key?.toString('hex'))).size).toBe(1)
  })

  it('is never written over, also when it is unreadable', async () => {
    const directory = await freshDirectory()
    await writeFile(join(directory, 'encryption.key'), 'half a k')
    await expect(keysInDirectory(directory)).rejects.toThrow('does not hold an encryption key')
    expect(await readFile(join(directory, 'encryption.key'), 'utf8')).toBe('half a k')
  })
  it('that cannot be read is an error with what to do', async () => {
    const directory = await freshDirectory()
    const file = join(directory, 'encryption.key')
    await mkdir(file)
    await expect(keysInDirectory(directory)).rejects.toThrow(
      new KeyFileError(
        `${file} cannot be read (EISDIR). Give it to the user that runs the bot (chown), and start again.`,
      ),
    )
  })
})
