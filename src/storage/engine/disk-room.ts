import { statfs } from 'node:fs/promises'
import { StorageError } from './storage-error.ts'

const megabyte = 1024 * 1024

/** What a new data directory takes, with the log PostgreSQL writes ahead. */
export const roomToCreate = 250 * megabyte
/** Below this nothing large is written. PGlite repeats a write that did not fit for ever. */
export const roomToWrite = 64 * megabyte

/** Throws StorageError 'disk_full' unless the directory's disk has this many bytes left. */
export async function assertRoom(directory: string, bytes: number): Promise<void> {
  const disk = await statfs(directory)
  const free = disk.bavail * disk.bsize
  if (free >= bytes) return
  throw new StorageError(
    'disk_full',
    `The disk that holds ${directory} is nearly full: ${Math.floor(free / megabyte)} MB are left and ` +
      `${bytes / megabyte} MB are needed. Free some space.`,
  )
}
