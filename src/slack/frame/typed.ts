import { splitWord } from './command-words.ts'

/** What Slack makes of an address, a telephone number, a page or a person in a text somebody types. */
const links: readonly (readonly [RegExp, string])[] = [
  [/<mailto:([^|>]*)(?:\|[^>]*)?>/gi, '$1'],
  [/<@([UW][A-Z0-9]+)(?:\|[^>]*)?>/g, '<@$1>'],
  [/<(?:https?|tel):[^|>]*\|([^>]*)>/gi, '$1'],
  [/<((?:https?|tel):[^|>]*)>/gi, '$1'],
]

const entities: Readonly<Record<string, string>> = { '&amp;': '&', '&lt;': '<', '&gt;': '>' }

/** Joiners and marks of direction that come along when something is pasted. */
const invisible = /[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]/g

/** Letters and signs of East Asian keyboards: ＠ is @, and 。 ends a sentence. */
const wide = /[\uff01-\uff5e]/g
const narrow = (sign: string): string => String.fromCharCode(sign.charCodeAt(0) - 0xfee0)

const quotes = '"\'`´“”„‟‘’‚‛«»‹›「」『』'
const around = new RegExp(`^[${quotes}\\s]+|[${quotes}\\s]+$`, 'g')
const atItsEnd = /[.,;:!?…]+$/

/**
 * What somebody typed, as they meant it: Slack's links and escapes undone, quotation marks and what ends a sentence taken
 * off. A mention stays, as `<@U…>`.
 */
export const plainTyped = (text: string): string => bare(spelt(text))

/** The word behind `/miro` and what follows it, each as it was meant. Every command gets what was typed like this. */
export function typedWords(text: string): { readonly word: string; readonly rest: string } {
  const [word, rest] = splitWord(spelt(text))
  return { word: bare(word), rest: bare(rest) }
}

const spelt = (text: string): string =>
  links
    .reduce((rest, [link, plain]) => rest.replace(link, plain), text)
    .replace(/&(?:amp|lt|gt);/g, entity => entities[entity] ?? entity)
    .replace(invisible, '')
    .replace(wide, narrow)
    .replace(/[。｡]/g, '.')
    .replace(/\s+/g, ' ')

function bare(text: string): string {
  const less = text.replace(around, '').replace(atItsEnd, '')
  return less === text ? text : bare(less)
}
