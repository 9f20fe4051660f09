import type { CommandShown, PersonShown } from './screen.ts'

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

/** Who a mention at the end may mean, by handle or name. */
export function mentionsOf(people: readonly PersonShown[], typed: string): Completion[] {
  const [, before = '', begun = null] = /^(|.*\s)@(\S*)$/s.exec(typed) ?? []
  if (begun === null) return []
  const wanted = begun.toLowerCase()
  return people
    .filter(({ canBe }) => canBe)
    .filter(({ handle, name }) => `${handle} ${name}`.toLowerCase().includes(wanted) && handle !== begun)
    .slice(0, 8)
    .map(({ handle, name }) => ({ text: `${before}@${handle}`, description: name }))
}
