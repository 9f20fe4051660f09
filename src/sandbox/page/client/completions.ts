import type { CommandShown } from '../shared/screen.ts'

export type Completion = { readonly text: string; readonly description: string }

/** What a slash command may go on with: commands first, then their words. */
export function completionsOf(commands: readonly CommandShown[], typed: string): Completion[] {
  if (!typed.startsWith('/') || typed.includes('\n')) return []
  const [name = '', ...rest] = typed.split(' ')
  if (rest.length === 0) {
    return commands
      .filter(({ command }) => command.startsWith(name))
      .map(({ command, description }) => ({ text: `${command} `, description }))
  }
  const known = commands.find(({ command }) => command === name)
  const begun = rest.join(' ')
  return (known?.words ?? [])
    .filter(word => word.toLowerCase().startsWith(begun.toLowerCase()) && word !== begun)
    .map(word => ({ text: `${name} ${word}`, description: '' }))
}
