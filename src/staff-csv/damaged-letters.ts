import { isAscii } from 'node:buffer'

/**
 * What letters become when a text is read in the wrong encoding, once or on its way here: the sign for one that was lost,
 * codes that stand for no letter, and the two or three letters that UTF-8 makes of one (`MÃ¼ller`). Left out are pairs
 * that words of some language end and go on with, as `IRMÃ` before a quotation mark.
 */
const damage =
  /\ufffd|[\u0080-\u0084\u0086-\u009f]|[ÂÃ][\u00a1-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ•˜™š›œžŸ]|Ã[‘’“”–—](?=\p{L})|[ÄÅÐÑ][\u00a1-\u00bf€‚ƒ„†‡ˆ‰Š‹ŒŽ™š›œžŸ]|â€/u

/** Looks at a text as it goes by, in pieces that cut no letter. */
export class DamagedLetters {
  #example: string | null = null

  /** The first word with such a letter in it; null: there is none so far. */
  get example(): string | null {
    return this.#example
  }

  look(text: Buffer): void {
    if (this.#example === null && !isAscii(text)) this.#example = damagedWord(text.toString())
  }
}

/** Most texts have none, so that the word around it is looked for only then. */
function damagedWord(text: string): string | null {
  const at = text.search(damage)
  if (at < 0) return null
  const [before] = /[^\s,;|"]{0,20}$/.exec(text.slice(Math.max(0, at - 20), at)) ?? ['']
  const [from] = /^[^\s,;|"]{0,22}/.exec(text.slice(at, at + 22)) ?? ['']
  return `${before}${from}`
}
