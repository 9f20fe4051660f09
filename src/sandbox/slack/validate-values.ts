/** Small checks of values inside blocks. Every problem carries the JSON pointer of the place. */

export type Problem = { pointer: string; message: string }
export type Report = (pointer: string, message: string) => void

export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** Length as Slack counts it. */
export const codePoints = (text: string): number => [...text].length

/** A text object. `kinds`: which text types this place takes. */
export const checkText = (
  value: unknown,
  pointer: string,
  max: number,
  kinds: readonly ('plain_text' | 'mrkdwn')[],
  report: Report,
): void => {
  if (!isRecord(value)) {
    report(pointer, 'missing required field: a text object')
    return
  }
  const { type, text } = value
  if (!kinds.some(kind => kind === type)) {
    report(`${pointer}/type`, `must be one of ${kinds.join(', ')}`)
  }
  if (typeof text !== 'string') {
    report(`${pointer}/text`, 'missing required field: text')
  } else if (text.length === 0) {
    report(`${pointer}/text`, 'must be more than 0 characters')
  } else if (codePoints(text) > max) {
    report(`${pointer}/text`, `must be less than ${max + 1} characters`)
  }
  const allowed = type === 'mrkdwn' ? ['type', 'text', 'verbatim'] : ['type', 'text', 'emoji']
  checkKeys(value, allowed, pointer, report)
}

/** Only known keys: Slack refuses the others. */
export const checkKeys = (
  value: Record<string, unknown>,
  allowed: readonly string[],
  pointer: string,
  report: Report,
): void => {
  for (const key of Object.keys(value)) {
    if (!allowed.includes(key)) report(pointer, `invalid additional property: ${key}`)
  }
}

/** A plain string that may be absent. */
export const checkString = (value: unknown, pointer: string, max: number, report: Report): void => {
  if (value === undefined) return
  if (typeof value !== 'string') report(pointer, 'must be a string')
  else if (codePoints(value) > max) report(pointer, `must be less than ${max + 1} characters`)
}

/** A list with so many items; returns them, none when it is not a list. */
export const checkList = (
  value: unknown,
  pointer: string,
  min: number,
  max: number,
  report: Report,
): unknown[] => {
  if (!Array.isArray(value)) {
    report(pointer, 'missing required field: a list')
    return []
  }
  if (value.length < min) report(pointer, `no fewer than ${min} items allowed`)
  if (value.length > max) report(pointer, `no more than ${max} items allowed`)
  return value
}
