import { execFileSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtemp, rm, statfs, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

const megabyte = 1024 * 1024

/** A small disk of its own for one test, or null where this user may not mount one. */
export async function smallDisk(megabytes: number): Promise<string | null> {
  const directory = await mkdtemp(join(tmpdir(), 'disk-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', directory], {
      stdio: 'ignore',
    })
  } catch {
    await rm(directory, { recursive: true })
    return null
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', directory], { stdio: 'ignore' })
  })
  return directory
}

/** Fills the disk but for some megabytes, and returns the file that does. */
export async function fill(disk: string, left: number): Promise<string> {
  const { bavail, bsize } = await statfs(disk)
  const filler = join(disk, `filler-${randomUUID()}`)
  await writeFile(filler, Buffer.alloc(bavail * bsize - left * megabyte))
  return filler
}
