import { randomBytes } from 'node:crypto'
import { link, mkdir, open, readFile, rm } from 'node:fs/promises'
import { join } from 'node:path'

/** The key file cannot be used: the message says what to do, and shows nothing of it. */
export class KeyFileError extends Error {
  override readonly name = 'KeyFileError'
}

/** Reads `ENCRYPTION_KEY`: keys of 32 bytes in base64, separated by commas. The error never shows them. */
export function parseKeys(text: string): Buffer[] {
  return text.split(',').map(part => {
    const trimmed = part.trim()
    const key = /^[A-Za-z0-9+/_-]+={0,2}$/.test(trimmed) ? Buffer.from(trimmed, 'base64') : Buffer.alloc(0)
    if (key.length !== 32)
      throw new Error('An encryption key must be 32 bytes in base64. Make one with: openssl rand -base64 32')
    return key
  })
}

/**
 * The keys in `encryption.key` of the data directory. Made there once, readable by its owner only; an existing
 * file is never written over, because what it sealed could not be opened again. Throws KeyFileError.
 */
export async function keysInDirectory(dataDirectory: string): Promise<Buffer[]> {
  const file = join(dataDirectory, 'encryption.key')
  const existing = await readIfThere(file)
  if (existing !== null) return parseKeyFile(file, existing)
  await mkdir(dataDirectory, { recursive: true, mode: 0o700 })
  const half = `${file}.${randomBytes(4).toString('hex')}`
  try {
    const handle = await open(half, 'wx', 0o600)
    try {
      await handle.writeFile(`${randomBytes(32).toString('base64')}\n`)
      await handle.sync()
    } finally {
      await handle.close()
    }
    // A link, unlike a rename, fails when another program was faster.
    await link(half, file).catch((error: unknown) => {
      if (codeOf(error) !== 'EEXIST') throw error
    })
  } finally {
    await rm(half, { force: true })
  }
  await syncDirectory(dataDirectory)
  return parseKeyFile(file, await readFile(file, 'utf8'))
}

function parseKeyFile(file: string, text: string): Buffer[] {
  try {
    return parseKeys(text)
  } catch (error) {
    throw new KeyFileError(
      `${file} does not hold an encryption key. Restore the file from a backup: without it the stored secrets cannot be opened.`,
      { cause: error },
    )
  }
}

async function readIfThere(file: string): Promise<string | null> {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return null
    throw new KeyFileError(
      `${file} cannot be read (${codeOf(error)}). Give it to the user that runs the bot (chown), and start again.`,
      { cause: error },
    )
  }
}

async function syncDirectory(directory: string): Promise<void> {
  const handle = await open(directory, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

const codeOf = (error: unknown): unknown =>
  error instanceof Error && 'code' in error ? error.code : undefined
