import { readdirSync, readFileSync } from 'node:fs'
import { resolve } from 'node:path'
import { fileURLToPath } from 'node:url'
import { checks } from '../../src/domain/checks/index.ts'
import { slackDate } from '../../src/sandbox/page/shared/slack-date.ts'
import { isRecord } from '../../src/sandbox/slack/validate-values.ts'
import type { Sample } from '../every-view/entries.ts'
import { noon } from '../support/slack-samples.ts'

// Every text of the bot, as a reader sees it.

const kinds = [
  'notice',
  'title',
  'text',
  'label',
  'hint',
  'placeholder',
  'option',
  'button',
  'error',
] as const

/** Where a text stands. notice: what a phone shows of a message. error: below an input that was not filled rightly. */
export type Kind = (typeof kinds)[number]

/** A line of a text. `raw`: as Slack gets it, with its dates and mentions. */
export type Sentence = {
  readonly view: string
  readonly kind: Kind
  readonly raw: string
  readonly says: string
}

const filling = 'Olivia Fischer'
/** None, one, several, and enough for every kind of row. */
const counts = [0, 1, 3, 8]

/** Everything the samples show, and what forms say of what was typed into them. */
export const sentencesOf = (samples: readonly Sample[]): Sentence[] => {
  const shown = samples.flatMap(({ name, render }) =>
    counts
      .flatMap(many => render({ word: filling, many }))
      .flatMap(one => textsIn(one, 'text'))
      .flatMap(({ kind, text }) => linesOf(name.replace(/#.*/, ''), kind, text)),
  )
  const known = new Map(
    [...shown, ...errorsOfForms()].map(one => [`${one.view} ${one.kind} ${one.raw}`, one]),
  )
  return [...known.values()]
}

/** Each line once, of the first view that shows it; of lines that differ only in a number or a name the shortest. */
export function distinct(sentences: readonly Sentence[]): Sentence[] {
  const found = new Map<string, Sentence>()
  for (const one of [...sentences].sort((a, b) => compare(a.view, b.view))) {
    // A notification mostly says what stands on top of its message.
    const same = `${one.kind === 'notice' ? 'text' : one.kind} ${gist(one.says)}`
    const known = found.get(same)
    if (known === undefined || (known.view === one.view && isSimpler(one.says, known.says)))
      found.set(same, one)
  }
  return [...found.values()].sort(
    (a, b) =>
      compare(a.view, b.view) || kinds.indexOf(a.kind) - kinds.indexOf(b.kind) || compare(a.says, b.says),
  )
}

const isSimpler = (one: string, other: string): boolean =>
  one.length < other.length || (one.length === other.length && one < other)

/** The file that people read. A line of several sentences stands there only if one of them stands nowhere above. */
export function written(lines: readonly Sentence[]): string {
  const pages = new Map<string, string>()
  const known = new Set<string>()
  for (const { view, kind, says } of lines) {
    const sentences = says.split(/(?<=[.?]\*?) /).map(gist)
    if (sentences.every(one => known.has(one)) && sentences.length > 1) continue
    for (const one of sentences) known.add(one)
    pages.set(view, `${pages.get(view) ?? ''}${kind.padEnd(12)}${says}\n`)
  }
  return [...pages].map(([view, page]) => `== ${view}\n${page}`).join('\n')
}

const choices = (words: readonly string[]): RegExp => new RegExp(`(?:${words.join('|')})`, 'g')
const titles = choices(checks.map(({ title }) => title))
const roles = /Unknown role(?: \(N\))?|Company Admin|Team guest|Guest|Member/g
const days = /\b(?:today|yesterday|tomorrow|\d+ [A-Z][a-z]{2,3} \d{4})\b/g
const severalNames = /([`*@]?N[`*]?)(?:(?:,| and| =) [`*@]?N[`*]?)+/g

/** What a line says, whatever it is filled with. */
const gist = (says: string): string => {
  const named = says
    .replaceAll('*', '')
    .replace(/^\p{Extended_Pictographic}\uFE0F? /u, '')
    .replaceAll(new RegExp(`${filling}\\d*`, 'g'), 'N')
  const line = named
    .replace(/(?:no e-mail address, )?Miro id `\d+`|`no e-mail address`/g, '`N`')
    .replace(severalNames, '$1')
    .replace(titles, 'TITLE')
    .replace(days, '#')
    .replace(/\d[\d,.:]*/g, '#')
  // By itself a title or a role is a text of its own.
  return line === 'TITLE'
    ? says
    : line.replace(roles, (role, at) => (role === line && at === 0 ? role : 'ROLE'))
}

const compare = (one: string, other: string): number => (one < other ? -1 : one > other ? 1 : 0)

/** A text that was too long for its place: it stands in full where there is room. */
const isCut = /\S…$/

const linesOf = (view: string, kind: Kind, text: string): Sentence[] =>
  text
    .split('\n')
    .filter(line => line.trim() !== '' && !isCut.test(line))
    .map(raw => ({ view, kind, raw, says: read(raw) }))

/** What a text object is called by what holds it. */
const places: Readonly<Record<string, Kind>> = {
  title: 'title',
  caption: 'title',
  submit: 'button',
  close: 'button',
  confirm: 'button',
  deny: 'button',
  placeholder: 'placeholder',
  label: 'label',
  hint: 'hint',
}

/** `folded`: shown only after somebody opens or presses what holds it. */
type Drawn = { readonly kind: Kind; readonly text: string; readonly folded: boolean }

/** Everything in it that Slack would draw, each with the place it stands in. */
export function textsIn(shown: unknown, kind: Kind, folded = false): Drawn[] {
  if (Array.isArray(shown)) return shown.flatMap(one => textsIn(one, kind, folded))
  if (!isRecord(shown)) return []
  const { type, text, markup, title, caption } = shown
  // Its classic form says the same, with its mark.
  if (type === 'alert') return []
  const inside = placeOf(shown, kind)
  const own = [
    ...one(markup, kind, folded),
    ...one(text, 'blocks' in shown ? 'notice' : inside, folded),
    ...one(caption, 'title', folded),
    // Of a reply, and of a button's question.
    ...one(title, 'title', folded),
  ]
  const parts = Object.entries(shown).flatMap(([key, value]) =>
    // Of a button it is the question that follows the click; of that question the button that says yes.
    textsIn(
      value,
      key === 'confirm' && type === 'button' ? 'text' : (places[key] ?? inside),
      folded || key === 'child_blocks' || key === 'confirm',
    ),
  )
  return [...own, ...parts]
}

const one = (text: unknown, kind: Kind, folded: boolean): Drawn[] =>
  typeof text === 'string' ? [{ kind, text, folded }] : []

function placeOf({ type, value, text, blocks }: Record<string, unknown>, kind: Kind): Kind {
  if (type === 'header') return 'title'
  if (type === 'button') return 'button'
  // A choice has a value and no type.
  if (type === undefined && value !== undefined && isRecord(text)) return 'option'
  return blocks === undefined ? kind : 'text'
}

/** Literals of the files that read forms: they stand below an input, so no view shows them. */
function errorsOfForms(): Sentence[] {
  const slack = resolve(fileURLToPath(import.meta.url), '../../../src/slack')
  return readdirSync(slack, { recursive: true, encoding: 'utf8' })
    .filter(file => /(^|\/)(read|\w+-read|form-answers)\.ts$/.test(file) && !file.startsWith('frame/read'))
    .flatMap(file =>
      [...readFileSync(resolve(slack, file), 'utf8').matchAll(/(['`])([A-Z][^'`\n]* [^'`\n]*\.)\1/g)].flatMap(
        ([, , text = '']) => linesOf(file, 'error', text.replace(/\$\{[^}]*\}/g, '…')),
      ),
    )
}

const reader = { timeZone: 'UTC', now: noon }

/** A line as it is read: dates, names and links as Slack draws them. */
export const read = (raw: string): string =>
  raw
    .replace(/<!date\^(\d+)\^([^^|>]*)[^>]*>/g, (_, seconds: string, format: string) =>
      slackDate(Number(seconds), format, reader),
    )
    .replace(/<([@#])([A-Z0-9]+)>/g, '$1$2')
    .replace(/<[^<>|]*\|([^<>]*)>/g, '$1')
    .replace(/&lt;/g, '<')
    .replace(/&gt;/g, '>')
    .replace(/&amp;/g, '&')
