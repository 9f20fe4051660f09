import fc from 'fast-check'
import { expect, it } from 'vitest'
import { type StaffRecord, UnreadableList } from '../domain/staff-list.ts'
import { openStaffCsv } from './open-staff-csv.ts'

async function* pieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
}

async function read(bytes: Uint8Array, size: number) {
  const records: StaffRecord[] = []
  try {
    const list = await openStaffCsv(pieces(bytes, size), '2026-11-24')
    for await (const batch of list.records) records.push(...batch)
    return { records, found: list.found(), refused: null }
  } catch (error) {
    if (!(error instanceof UnreadableList)) throw error
    return { records, found: null, refused: error.because }
  }
}

const hostileCell = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.constantFrom('a@x', 'b@x', '05/06/2020', '31/12/2026', '2026-02-30', 'Europe/Paris', ''),
  },
  fc.constantFrom(
    '__proto__',
    'constructor',
    '=cmd|calc',
    '@SUM(1)',
    '+1',
    '-1',
    '"',
    '""',
    "'",
    '\0',
    'sep=;',
    '\ufeff',
  ),
  fc.constantFrom(
    '\r',
    '\n',
    '\r\n',
    ',',
    ';',
    '\t',
    '"a\nb"',
    '"a',
    'a"b',
    '\ud800',
    '\u202e',
    'x'.repeat(400),
  ),
  fc.string({ unit: 'binary', maxLength: 12 }),
)
const hostileFile = fc
  .tuple(
    fc.constantFrom('email,name,start', 'E-Mail;Type;Austritt', 'mail\ttime zone\tend', '', 'name'),
    fc.array(fc.tuple(fc.array(hostileCell, { maxLength: 5 }), fc.constantFrom(',', ';', '\t')), {
      maxLength: 20,
    }),
    fc.constantFrom('\n', '\r\n', '\r'),
  )
  .map(([header, rows, end]) =>
    [header, ...rows.map(([cells, separator]) => cells.join(separator))].join(end),
  )
const bytes = fc.oneof(
  fc
    .tuple(hostileFile, fc.constantFrom('utf8', 'utf16le', 'latin1'))
    .map(([text, as]) => Buffer.from(text, as as BufferEncoding)),
  fc.uint8Array({ maxLength: 2_000 }).map(each => Buffer.from(each)),
)

it('says what is wrong with any file, or reads it: every row is a record or has a mistake', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 300 }), async (file, size) => {
      const { records, found, refused } = await read(file, size)
      if (refused !== null) return
      // What is set aside later was used when it was read.
      const aside = new Set(found?.settled.flatMap(({ line, counts }) => (counts === null ? [line] : [])))
      const used = records.filter(({ setAside, line }) => !setAside && !aside.has(line))
      expect(
        used.length + (found?.mistakes.rows ?? 0) + (found?.withoutAddress ?? 0) + (found?.guests ?? 0),
      ).toBe(found?.rows)
      for (const record of records) {
        expect(Object.getPrototypeOf(record)).toBe(Object.prototype)
        // By whom it names.
        const by = record.setAside ? [record.name, record.employeeId].filter(each => each !== null) : []
        expect(record.addresses.length + by.length).toBeGreaterThan(0)
      }
    }),
    { numRuns: 1_000 },
  )
})

it('reads the same whatever the pieces are in which it arrives', async () => {
  await fc.assert(
    fc.asyncProperty(bytes, fc.integer({ min: 1, max: 9 }), async (file, size) => {
      expect(await read(file, size)).toEqual(await read(file, Math.max(1, file.length)))
    }),
    { numRuns: 300 },
  )
})

const plainCell = fc.string({
  unit: fc.constantFrom('a', 'é', '"', ',', ';', '\n', '\r\n', ' ', '='),
  maxLength: 8,
})

it('reads back what was written, with its line', async () => {
  const quoted = (cell: string) => `"${cell.replaceAll('"', '""')}"`
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(plainCell, plainCell), { minLength: 1, maxLength: 12 }),
      fc.constantFrom(',', ';', '\t'),
      fc.integer({ min: 1, max: 50 }),
      async (rows, separator, size) => {
        let line = 2
        let text = `email${separator}title${separator}department\n`
        const expected = rows.map(([title, department], at) => {
          const row = [`p${at}@x`, title, department].map(quoted).join(separator)
          text += `${row}\n`
          const clean = (cell: string) => cell.replace(/[\r\n]+/g, ' ').trim() || null
          const record = [line, clean(title), clean(department)]
          line += row.split(/\r\n|\n/).length
          return record
        })
        const { records } = await read(Buffer.from(text), size)
        expect(records.map(({ line, title, department }) => [line, title, department])).toEqual(expected)
      },
    ),
    { numRuns: 500 },
  )
})

const day = fc.constantFrom('', '2019-01-07', '2021-05-28', '2024-02-05', '2026-12-31', '2027-03-01', 'soon')
const about = fc.record({
  id: fc.constantFrom('', '', '17', '18'),
  address: fc.constantFrom('a@x', 'b@x', 'c@x', 'oops', ''),
  alias: fc.constantFrom('', '', '', 'a@x', 'home@y'),
  start: day,
  end: day,
  status: fc.constantFrom('', '', 'Active', 'Terminated', 'Purple'),
})

/** What comes of each row by its title, whatever its line. */
async function fates(rows: readonly (Readonly<Record<string, string>> & { readonly title: string })[]) {
  const names = ['title', 'id', 'address', 'alias', 'start', 'end', 'status'] as const
  const lines = rows.map(row => names.map(name => row[name]).join(','))
  const { records, found } = await read(
    Buffer.from(`Title,Employee ID,Email,Alias,Start,Last day,Status\n${lines.join('\n')}\n`),
    500,
  )
  const titleAt = (line: number) => rows[line - 2]?.title
  const settled = new Map(found?.settled.map(each => [each.line, each]))
  // Which of those about the same time stands for all of them is a matter of their order.
  const standsFor = (counts: number) =>
    [...settled.values()].flatMap(each =>
      each.counts === counts && each.sameTime ? [titleAt(each.line)] : [],
    )
  const startOf = (counts: number) => settled.get(counts)?.startDay
  return Object.fromEntries(
    records.map(({ line, setAside }) => {
      const counts = settled.get(line)?.counts
      const fate =
        setAside || counts === null
          ? 'aside'
          : counts === undefined
            ? 'alone'
            : `${standsFor(counts).toSorted().join()} since ${startOf(counts)}`
      return [titleAt(line), fate]
    }),
  )
}

it('comes to the same about several rows of one person whatever their order', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc
        .array(about, { minLength: 2, maxLength: 7 })
        .map(rows => rows.map((row, at) => ({ ...row, title: `t${at}` })))
        .chain(rows =>
          fc.tuple(
            fc.constant(rows),
            fc.shuffledSubarray(rows, { minLength: rows.length, maxLength: rows.length }),
          ),
        ),
      async ([rows, shuffled]) => {
        expect(await fates(shuffled)).toEqual(await fates(rows))
      },
    ),
    { numRuns: 500 },
  )
})
