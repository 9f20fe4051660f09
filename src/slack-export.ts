import { readdir, readFile, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import type { ExportedMessage } from './domain/journal-check.ts'

const messages = z.array(
  z
    .object({
      ts: z.string().optional(),
      text: z.string().default(''),
      edited: z.unknown().optional(),
      files: z.array(z.object({ id: z.string() })).default([]),
    })
    .transform(({ ts, text, edited, files }): ExportedMessage[] =>
      ts === undefined
        ? []
        : [{ ts, text, edited: edited !== undefined, fileIds: files.map(({ id }) => id) }],
    ),
)

/**
 * The messages of an unpacked export of Slack: one of its JSON files, or a folder with such files, also in folders. Throws
 * an Error with a sentence for people where it is neither.
 */
export async function readExport(path: string): Promise<ExportedMessage[]> {
  const found = await stat(path).catch(() => null)
  if (found === null) throw new Error(`There is no ${path}. Name the unpacked export of the channel.`)
  const files = found.isDirectory()
    ? (await readdir(path, { recursive: true }))
        .filter(name => name.endsWith('.json'))
        .map(name => join(path, name))
    : [path]
  const read: ExportedMessage[] = []
  for (const file of files.sort()) {
    const parsed = messages.safeParse(parse(await readFile(file, 'utf8')))
    if (parsed.success) read.push(...parsed.data.flat())
    // Lists of users and channels lie beside the messages.
    else if (!found.isDirectory()) throw new Error(`${file} is not a file of messages of an export of Slack.`)
  }
  if (read.length === 0) throw new Error(`${path} has no messages. Name the unpacked export of the channel.`)
  return read
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
