const slots = 1 << 20

/**
 * In which line each address stood first. A table of fixed size with 53 bits of each address: its memory does not
 * grow with the file, and two addresses of the largest file look the same once in a hundred thousand files.
 */
export class SeenAddresses {
  readonly #marks = new Float64Array(slots)
  readonly #lines = new Uint32Array(slots)
  #used = 0

  /** Whether no more can be told apart quickly. */
  get full(): boolean {
    return this.#used > slots * 0.7
  }

  /** The line where the address stood before; null when it is new, and then this one is kept. */
  lineBefore(address: string, line: number): number | null {
    const mark = markOf(address)
    let slot = mark % slots
    while (this.#marks[slot] !== 0) {
      if (this.#marks[slot] === mark) return this.#lines[slot] ?? null
      slot = (slot + 1) % slots
    }
    this.#marks[slot] = mark
    this.#lines[slot] = line
    this.#used += 1
    return null
  }
}

/** Two multiplying hashes, mixed and put together to 53 bits; never 0. */
function markOf(text: string): number {
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
