import type { LocalMessage } from '../../src/sandbox/slack/shapes.ts'

/** Messages of a channel without the record of the witness, which comes by the clock, and without what stands under it. */
export function withoutRecord(messages: readonly LocalMessage[]): LocalMessage[] {
  const records = messages.filter(({ metadata }) => metadata?.event_type === 'miro_access_record')
  const stand = new Set(records.map(({ ts }) => ts))
  return messages.filter(({ ts, threadTs }) => !stand.has(ts) && !stand.has(threadTs ?? ''))
}
