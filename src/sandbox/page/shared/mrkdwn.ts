/** Slack's markup as a tree. Nothing of it is ever HTML: the page makes elements of these nodes. */

export type Inline =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'bold' | 'italic' | 'strike'; readonly children: readonly Inline[] }
  | { readonly kind: 'code'; readonly text: string }
  | { readonly kind: 'link'; readonly url: string; readonly label: string }
  | { readonly kind: 'user' | 'channel'; readonly id: string }
  | { readonly kind: 'everybody'; readonly name: string }
  | { readonly kind: 'date'; readonly seconds: number; readonly format: string; readonly fallback: string }

export type Paragraph =
  | { readonly kind: 'lines' | 'quote'; readonly children: readonly Inline[] }
  | { readonly kind: 'preformatted'; readonly text: string }

/** Text of a `mrkdwn` object. */
export function parseMrkdwn(text: string): Paragraph[] {
  const parts = text.split('```')
  return parts.flatMap((part, index): Paragraph[] => {
    const isPreformatted = index % 2 === 1 && index < parts.length - 1
    if (isPreformatted) return [{ kind: 'preformatted', text: unescaped(part.replace(/^\n/, '')) }]
    const whole = index % 2 === 1 ? `\`\`\`${part}` : part
    return whole.trim() === '' ? [] : paragraphs(whole.replace(/^\n|\n$/g, ''))
  })
}

function paragraphs(text: string): Paragraph[] {
  const grouped: { quote: boolean; lines: string[] }[] = []
  for (const line of text.split('\n')) {
    const quote = line.startsWith('&gt;')
    const own = quote ? line.slice(4).trimStart() : line
    const last = grouped.at(-1)
    if (last?.quote === quote) last.lines.push(own)
    else grouped.push({ quote, lines: [own] })
  }
  return grouped.map(({ quote, lines }) => ({
    kind: quote ? 'quote' : 'lines',
    children: inlines(lines.join('\n')),
  }))
}

const marks = { '*': 'bold', _: 'italic', '~': 'strike' } as const

/** The longest pieces first: code, what stands in angle brackets, then marked words. */
const piece = /`([^`\n]+)`|<([^<>\n]+)>|(?<![\p{L}\p{N}])([*_~])(?=\S)([^\n]*?\S)\3(?![\p{L}\p{N}])/gu

function inlines(text: string): Inline[] {
  const nodes: Inline[] = []
  let from = 0
  for (const match of text.matchAll(piece)) {
    const [whole, code, bracketed, mark, marked = ''] = match
    nodes.push(...plain(text.slice(from, match.index)))
    if (code !== undefined) nodes.push({ kind: 'code', text: unescaped(code) })
    else if (bracketed !== undefined) nodes.push(reference(bracketed))
    else nodes.push({ kind: marks[mark as keyof typeof marks], children: inlines(marked) })
    from = match.index + whole.length
  }
  return [...nodes, ...plain(text.slice(from))]
}

const plain = (text: string): Inline[] => (text === '' ? [] : [{ kind: 'text', text: unescaped(text) }])

function reference(inside: string): Inline {
  const [target = '', ...rest] = inside.split('|')
  const label = unescaped(rest.join('|'))
  if (/^@[A-Z0-9]+$/.test(target)) return { kind: 'user', id: target.slice(1) }
  if (/^#[A-Z0-9]+$/.test(target)) return { kind: 'channel', id: target.slice(1) }
  const date = /^!date\^(\d+)\^([^^]*)/.exec(target)
  if (date !== null) return { kind: 'date', seconds: Number(date[1]), format: date[2] ?? '', fallback: label }
  if (target.startsWith('!')) return { kind: 'everybody', name: target.slice(1).split('^')[0] ?? '' }
  const url = unescaped(target)
  if (/^(https?:|mailto:)/.test(url)) return { kind: 'link', url, label: label === '' ? url : label }
  return { kind: 'text', text: unescaped(`<${inside}>`) }
}

const unescaped = (text: string): string =>
  text.replace(/&lt;/g, '<').replace(/&gt;/g, '>').replace(/&amp;/g, '&')

const emoji: Readonly<Record<string, string>> = {
  white_check_mark: '✅',
  heavy_check_mark: '✔️',
  warning: '⚠️',
  x: '❌',
  red_circle: '🔴',
  large_green_circle: '🟢',
  large_yellow_circle: '🟡',
  large_orange_circle: '🟠',
  white_circle: '⚪',
  question: '❓',
  hourglass_flowing_sand: '⏳',
  lock: '🔒',
  bell: '🔔',
  wave: '👋',
  tada: '🎉',
}

/** Names of emoji between colons; what is not known stays. */
export const withEmoji = (text: string): string =>
  text.replace(/:([a-z0-9_+-]+):/g, (whole, name: string) => emoji[name] ?? whole)
