/** What is kept of so many texts at most is quickly found. */
const largest = 1 << 20

/**
 * In which row each text stood first. A table of 53 bits of each text, of at most a fixed size: two texts of the largest
 * file look the same once in a hundred thousand files.
 */
export class SeenTexts {
  #marks = new Float64Array(1 << 10)
  #rows = new Uint32Array(1 << 10)
  #sure = new Uint8Array(1 << 10)
  #used = 0

  /** Whether no more can be told apart quickly. */
  get full(): boolean {
    return this.#used > largest * 0.7
  }

  /**
   * The row where the text with this mark stood first: this one, where it did not stand before.
   * @param sure it says by itself who is meant
   */
  firstRow(mark: number, row: number, sure: boolean): number {
    if (this.#used > this.#marks.length * 0.7 && this.#marks.length < largest) this.#grow()
    const slot = this.#slotOf(mark)
    if (this.#marks[slot] === 0) {
      this.#marks[slot] = mark
      this.#rows[slot] = row
      this.#used += 1
    }
    if (sure) this.#sure[slot] = 1
    return this.#rows[slot] ?? row
  }

  /** Whether any row was sure of it. */
  isSure(mark: number): boolean {
    return this.#sure[this.#slotOf(mark)] === 1
  }

  /** Its own, or a free one. */
  #slotOf(mark: number): number {
    const size = this.#marks.length
    let slot = mark % size
    while (this.#marks[slot] !== 0 && this.#marks[slot] !== mark) slot = (slot + 1) % size
    return slot
  }

  #grow(): void {
    const [marks, rows, sure] = [this.#marks, this.#rows, this.#sure]
    const size = marks.length * 2
    this.#marks = new Float64Array(size)
    this.#rows = new Uint32Array(size)
    this.#sure = new Uint8Array(size)
    marks.forEach((mark, at) => {
      if (mark === 0) return
      const slot = this.#slotOf(mark)
      this.#marks[slot] = mark
      this.#rows[slot] = rows[at] ?? 0
      this.#sure[slot] = sure[at] ?? 0
    })
  }
}

/** Two multiplying hashes, mixed and put together to 53 bits; never 0. */
export function markOf(text: string): number {
  let one = 0xdeadbeef
  let two = 0x41c6ce57
  for (let at = 0; at < text.length; at += 1) {
    const sign = text.charCodeAt(at)
    one = Math.imul(one ^ sign, 2654435761)
    two = Math.imul(two ^ sign, 1597334677)
  }
  one = Math.imul(one ^ (one >>> 16), 2246822507) ^ Math.imul(two ^ (two >>> 13), 3266489909)
  two = Math.imul(two ^ (two >>> 16), 2246822507) ^ Math.imul(one ^ (one >>> 13), 3266489909)
  return 4294967296 * (2097151 & two) + (one >>> 0) || 1
}
