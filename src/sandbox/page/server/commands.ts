import { readFile } from 'node:fs/promises'
import type { CommandShown } from '../shared/screen.ts'

/** The slash commands as Slack knows them: from the app's manifest, and Slack's own for members of a channel. */
export async function readCommands(): Promise<CommandShown[]> {
  const manifest = await readFile(new URL('../../../../manifest.yml', import.meta.url), 'utf8')
  const own = [...manifest.matchAll(/- command: (\S+)\n\s+description: (.+)\n\s+usage_hint: (.+)\n/g)].map(
    ([, command = '', description = '', hint = '']) => ({
      command,
      description,
      words: hint.split(/[,|]/).map(word => word.trim().replace(/^["'[]+|["'\]]+$/g, '')),
    }),
  )
  return [
    ...own,
    { command: '/invite', description: 'Adds the app to this channel', words: ['@Miro Access'] },
    { command: '/remove', description: 'Takes the app out of this channel', words: ['@Miro Access'] },
  ]
}
