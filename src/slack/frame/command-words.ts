/** "Connect  now" → ["connect", "now"] */
export function splitWord(text: string): readonly [word: string, rest: string] {
  const [, word = '', rest = ''] = /^\s*(\S*)\s*([\s\S]*?)\s*$/.exec(text) ?? []
  return [word.toLowerCase(), rest]
}

/** The word most like the one typed, null when none is near. */
export function nearestWord(typed: string, known: readonly string[]): string | null {
  const word = typed.toLowerCase().slice(0, 40)
  const near = known
    .map(each => ({ each, steps: each.startsWith(word) && word !== '' ? 0 : distance(word, each) }))
    .filter(({ each, steps }) => steps <= Math.max(1, Math.floor(each.length / 2)))
    .sort((one, other) => one.steps - other.steps)
  return near[0]?.each ?? null
}

/** Letters to add, drop, change, or swap with the next. */
export function distance(one: string, other: string): number {
  const width = other.length + 1
  let before: number[] = []
  let last = Array.from({ length: width }, (_, at) => at)
  for (let row = 1; row <= one.length; row += 1) {
    const next = [row]
    for (let column = 1; column < width; column += 1) {
      const same = one[row - 1] === other[column - 1] ? 0 : 1
      const swapped = one[row - 1] === other[column - 2] && one[row - 2] === other[column - 1]
      next[column] = Math.min(
        (last[column] ?? 0) + 1,
        (next[column - 1] ?? 0) + 1,
        (last[column - 1] ?? 0) + same,
        swapped ? (before[column - 2] ?? Number.POSITIVE_INFINITY) + 1 : Number.POSITIVE_INFINITY,
      )
    }
    before = last
    last = next
  }
  return last[width - 1] ?? 0
}
