/** A moment as the value of an `<input type="datetime-local">` in this zone. */
export function localTime(moment: Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    hourCycle: 'h23',
  }).formatToParts(moment)
  const part = (type: string) => parts.find(one => one.type === type)?.value ?? ''
  return `${part('year')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`
}

/** The moment that such a value means in this zone, in Unix seconds. */
export function momentOf(local: string, timeZone: string): number {
  const asUtc = Date.parse(`${local}Z`)
  const guess = asUtc - (Date.parse(`${localTime(new Date(asUtc), timeZone)}Z`) - asUtc)
  // Once more: the offset may differ where the guess lands.
  const off = Date.parse(`${localTime(new Date(guess), timeZone)}Z`) - asUtc
  return (guess - off) / 1000
}
