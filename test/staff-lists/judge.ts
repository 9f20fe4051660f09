import { type StaffRecord, UnreadableList } from '../../src/domain/staff-list.ts'
import { type Found, openStaffCsv } from '../../src/staff-csv/open-staff-csv.ts'
import type { Listed } from './list.ts'
import { isGone, type Person, today } from './people.ts'

export type Judged = {
  /** Rows about which, or lists of which, something is asked. */
  readonly asked: readonly string[]
  /** What the list did not say, told as if it had. */
  readonly falseWords: readonly string[]
}

async function* inPieces(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += 997) yield bytes.subarray(at, at + 997)
}

export async function judge(list: Listed): Promise<Judged> {
  const records: StaffRecord[] = []
  try {
    const opened = await openStaffCsv(inPieces(list.bytes), today)
    for await (const batch of opened.records) records.push(...batch)
    const found = opened.found()
    const counts = new Map(found.settled.map(each => [each.line, each.counts]))
    const settled = records.flatMap(record => {
      const line = counts.get(record.line)
      if (line === null) return [{ ...record, setAside: true }]
      return line === undefined || line === record.line ? [record] : []
    })
    const whole = wholeQuestions(found)
    const asked = [...whole, ...found.mistakes.first.map(each => JSON.stringify(each))]
    return { asked, falseWords: whole.length > 0 ? [] : falseWords(list, settled) }
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error
    return { asked: [`refused: ${JSON.stringify(error.because)}`], falseWords: [] }
  }
}

/** What is asked of the list, before any row of it is believed. */
function wholeQuestions({ columns }: Found): string[] {
  const says = (...fields: readonly string[]) =>
    columns.some(({ field, unused }) => unused === null && field !== null && fields.includes(field))
  return [
    ...(says('address', 'other_address') ? [] : ['no column holds the addresses']),
    ...(says('last_day', 'contract_end', 'status') ? [] : ['no column says who left']),
    ...columns.flatMap(({ unused, written }) =>
      unused === 'days' || unused === 'words' ? [`${written} holds ${unused}`] : [],
    ),
  ]
}

function falseWords({ people, nameless }: Listed, records: readonly StaffRecord[]): string[] {
  const wrong: string[] = []
  const owners = new Map(
    people.flatMap(each => [[each.address, each] as const, [each.privateAddress, each] as const]),
  )
  for (const { addresses, line, setAside } of records)
    if (!setAside && new Set(addresses.map(each => owners.get(each))).size !== 1)
      wrong.push(`line ${line}: addresses of more than one person: ${addresses.join(' ')}`)
    else if (!setAside && owners.get(addresses[0] ?? '') === undefined)
      wrong.push(`line ${line}: nobody's address: ${addresses.join(' ')}`)
  for (const person of people) {
    if (nameless.has(person)) continue
    const own = records.filter(
      ({ addresses }) => addresses.includes(person.address) || addresses.includes(person.privateAddress),
    )
    if (own.some(({ setAside }) => setAside)) continue
    const why = own.length === 0 ? 'lost' : falseWord(person, own)
    if (why !== null) wrong.push(`${why}: ${JSON.stringify(person)}, read as ${JSON.stringify(own)}`)
  }
  return wrong
}

function falseWord({ truth }: Person, own: readonly StaffRecord[]): string | null {
  const gone = own.some(each => each.gone || (each.lastDay !== null && each.lastDay < today))
  if (gone !== isGone(truth)) return gone ? 'works here, read as gone' : 'gone, read as working here'
  const days = own.flatMap(({ lastDay }) => lastDay ?? [])
  // A day that is over is no harm for somebody who is gone without one; a wrong one is.
  if ('day' in truth && days.some(day => day !== truth.day)) return 'another last day'
  return null
}
