import type { Choose } from './choose.ts'
import { type DayForm, dayForms, noEnd } from './day-forms.ts'
import { type Dictionary, type Language, languages, type Words } from './words.ts'

/** How one list names its columns and writes its words. */
export type Naming = {
  /** A name or a word of the list's language; of English where a plain one is wanted and this language has none. */
  readonly of: (dictionary: Dictionary) => string
  /** The same, of the plain ones. */
  readonly known: (dictionary: Dictionary) => string
  readonly word: (words: Words) => string
  readonly name: (words: Words) => string
  /** How days of one more column are written. */
  readonly days: () => DayForm
  readonly noEnd: () => string
}

/** @param odd of a hundred words, how many may be unusual */
export function naming(choose: Choose, odd: number): Naming {
  const language = choose.one(languages)
  const mixed = odd > 0 && choose.chance(15)
  const word = ({ plain, unusual }: Words) =>
    unusual.length > 0 && (plain.length === 0 || choose.chance(odd)) ? choose.one(unusual) : choose.one(plain)
  const told = (dictionary: Dictionary): string => {
    const here: Language = mixed ? choose.one(languages) : language
    const words = dictionary[here]
    return word(words.plain.length > 0 || odd > 0 ? words : dictionary.en)
  }
  const decorated = (name: string) => (odd > 0 && choose.chance(6) ? choose.one(decorations)(name) : name)
  const form = choose.one(dayForms.filter(({ plain }) => plain || choose.chance(odd)))
  const mixedForms = odd > 0 && choose.chance(20)
  const spelled = choose.one(choose.chance(odd) ? noEnd.unusual : noEnd.plain)
  return {
    of: told,
    known: dictionary => choose.one(dictionary[language].plain),
    word,
    name: words => decorated(word(words)),
    days: () =>
      mixedForms && form.slashed !== true ? choose.one(dayForms.filter(each => each.slashed !== true)) : form,
    noEnd: () => (odd > 0 && choose.chance(10) ? choose.one([...noEnd.plain, ...noEnd.unusual]) : spelled),
  }
}

const decorations: readonly ((name: string) => string)[] = [
  name => name.toUpperCase(),
  name => name.toLowerCase().replaceAll(/[\s-]+/g, '_'),
  name => ` ${name} `,
  name => `${name}*`,
  name => name.replaceAll(' ', ''),
  name => `${name}:`,
  name => name.replaceAll(' ', '\u00a0'),
]
