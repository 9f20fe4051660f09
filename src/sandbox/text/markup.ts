/** How Slack's markup reads as plain text: names of people and channels, dates as their fallback. */
export type Names = { readonly user: (id: string) => string; readonly channel: (id: string) => string }

/** Slack's markup to plain text. */
export function markup(text: string, names: Names): string {
  return text
    .replace(/<!date\^(\d+)\^[^|>]*\|([^>]*)>/g, (_, _seconds: string, fallback: string) => fallback)
    .replace(/<@([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `@${names.user(id)}`)
    .replace(/<#([A-Z0-9]+)(?:\|[^>]*)?>/g, (_, id: string) => `#${names.channel(id)}`)
    .replace(/<(https?:[^|>]+)\|([^>]*)>/g, (_, url: string, label: string) => `${label} (${url})`)
    .replace(/<(https?:[^>]+)>/g, '$1')
    .replace(/(^|[\s(])\*([^*\n]+)\*/g, '$1$2')
    .replace(/(^|[\s(])_([^_\n]+)_(?=$|[\s.,)])/g, '$1$2')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
}
