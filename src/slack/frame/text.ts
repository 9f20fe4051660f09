import type { MrkdwnElement, PlainTextElement } from '@slack/types'
import type { Said } from '../../domain/checks/form.ts'
import { limits } from './limits.ts'

/** Text in Slack's markup whose foreign parts are already escaped. Only `md` and its friends make it. */
export type Markup = { readonly markup: string }

// Controls, direction overrides, zero-width characters, variation tags, lone surrogates, and private use.
const invisible =
  /[\p{Cc}\p{Cs}\p{Co}\u00ad\u061c\u115f\u1160\u180e\u200b-\u200f\u202a-\u202e\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\u{e0000}-\u{e0fff}]+/gu

/** More than two marks on one letter are there to paint over other lines. */
const piledMarks = /(\p{M}{2})\p{M}+/gu

/** Takes out what is not visible or misleads: controls, direction overrides, piled-up marks. White space becomes one space. */
const stripControl = (text: string): string =>
  text.replace(/\s+/gu, ' ').replace(invisible, '').replace(piledMarks, '$1').trim()

/** Cuts to `max` code points, the last one "…" when something is missing. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text
  const points = Array.from(text)
  return points.length <= max
    ? text
    : `${points
        .slice(0, max - 1)
        .join('')
        .trimEnd()}…`
}

const entities: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;' }

/** Escapes what Slack's markup reads as a mention or a link. To be done exactly once. */
const escaped = (text: string): string => text.replace(/[&<>]/g, sign => entities[sign] ?? sign)

/** A name, title or word written by somebody else: cleaned and cut, for plain text. */
export const foreign = (text: string, max: number = limits.foreign): string =>
  clip(stripControl(text), max) || '–'

type Part = string | number | Markup

const part = (value: Part): string =>
  typeof value === 'object'
    ? value.markup
    : typeof value === 'number'
      ? count(value)
      : escaped(foreign(value))

/**
 * Slack markup. The template is ours; every string put into it is taken for foreign (cleaned, cut to 80, escaped),
 * numbers get thousands separators, other markup stays as it is.
 */
export const md = (template: TemplateStringsArray, ...parts: readonly Part[]): Markup => ({
  markup: template.reduce((text, literal, at) => `${text}${part(parts[at - 1] ?? '')}${literal}`),
})

/** A sentence of ours that came as a string, perhaps with foreign words in it: cleaned and escaped, not cut. */
export const words = (text: Said): Markup =>
  typeof text === 'string'
    ? { markup: escaped(stripControl(text)) }
    : md`${words(text.says)} ${date(text.at)}.`

export const bold = (text: string): Markup => ({ markup: `*${escaped(foreign(text)).replaceAll('*', '∗')}*` })

/** E-mail addresses and ids: Slack neither links nor formats code. */
export const code = (text: string, max: number = limits.foreign): Markup => ({
  markup: `\`${escaped(foreign(text, max)).replaceAll('`', "'")}\``,
})

/** A link whose address is ours. */
export const link = (url: string, label: string): Markup => ({
  markup: `<${url.replace(/[<>|\s]/g, encodeURIComponent)}|${escaped(foreign(label)).replaceAll('|', '/')}>`,
})

/** Names a person; nobody is notified by an edit, and a post notifies only who is in the channel. */
export const mention = (slackUserId: string): Markup =>
  /^[UW][A-Z0-9]{2,}$/.test(slackUserId) ? { markup: `<@${slackUserId}>` } : code(slackUserId)

export const channelLink = (channelId: string): Markup =>
  /^[CDG][A-Z0-9]{2,}$/.test(channelId) ? { markup: `<#${channelId}>` } : code(channelId)

/** A moment, shown by Slack in the reader's own time zone. */
export const date = (moment: Date): Markup => ({
  markup: `<!date^${Math.floor(moment.getTime() / 1000)}^{date_short_pretty} at {time}|${dateInUtc(moment)}>`,
})

/** The same, and how long ago: "yesterday at 08:00 (3 hours ago)". */
export const dateAgo = (moment: Date): Markup => ({
  markup: `<!date^${Math.floor(moment.getTime() / 1000)}^{date_short_pretty} at {time} ({ago})|${dateInUtc(moment)}>`,
})

/** A moment for places without markup: "24 Nov 2026 at 09:05 UTC". */
function dateInUtc(moment: Date): string {
  const [day, time] = [moment.toISOString().slice(0, 10), moment.toISOString().slice(11, 16)]
  const [year = '', month = '', dayOfMonth = ''] = day.split('-')
  return `${Number(dayOfMonth)} ${months[Number(month) - 1] ?? month} ${year} at ${time} UTC`
}

/** A day without a time: "2026-11-30" → "30 Nov 2026". What is no day stays as it is. */
export function day(bare: string): string {
  const [, year, month, dayOfMonth] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(bare) ?? []
  if (year === undefined) return bare
  return `${Number(dayOfMonth)} ${months[Number(month) - 1] ?? month} ${year}`
}

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec']

/** Puts parts together; empty ones are left out. */
export const join = (parts: readonly (Markup | null | false)[], separator = '\n'): Markup => ({
  markup: parts.flatMap(each => (!each || each.markup === '' ? [] : [each.markup])).join(separator),
})

/** "a · b": the parts of one line. */
export const dotted = (...parts: readonly (Markup | null | false)[]): Markup => join(parts, ' · ')

/** "Emil Novak" → "Emil", for a button. */
export const firstName = (name: string): string => clip(foreign(name).split(' ')[0] ?? '', 20)

/** Words or sentences, one after the other. */
export const spaced = (...parts: readonly (Markup | null | false)[]): Markup => join(parts, ' ')

/** "a, b, c" */
export const commas = (parts: readonly (Markup | null | false)[]): Markup => join(parts, ', ')

/** "member" → "Member" */
export const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

/** 12345 → "12,345" */
export const count = (value: number): string => String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',')

/** counted(1, 'account') → "1 account", counted(2, 'person', 'people') → "2 people" */
export const counted = (value: number, one: string, many = `${one}s`): string =>
  `${count(value)} ${value === 1 ? one : many}`

/** A plain text object. Emoji codes in foreign words stay as they were written. */
export const plain = (text: string, max: number = limits.text): PlainTextElement => ({
  type: 'plain_text',
  text: foreign(text, max),
  emoji: false,
})

/** A markup object. `verbatim`: Slack links nothing that is not marked as a link. */
export const mrkdwn = (text: Markup, max: number = limits.text): MrkdwnElement => ({
  type: 'mrkdwn',
  text: clipMarkup(text.markup, max) || '–',
  verbatim: true,
})

/** Cuts markup, never inside an entity or a link. */
function clipMarkup(markup: string, max: number): string {
  const cut = clip(markup, max)
  if (cut === markup) return markup
  return `${cut
    .slice(0, -1)
    .replace(/(&[a-z]{0,3}|<[^<>]*)$/, '')
    .trimEnd()}…`
}
