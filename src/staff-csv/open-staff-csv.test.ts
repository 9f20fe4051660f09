import { gzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { type Mistake, type StaffRecord, UnreadableList } from '../domain/staff-list.ts'
import { limits } from './limits.ts'
import { openStaffCsv } from './open-staff-csv.ts'

const today = '2026-11-24'

async function* pieces(bytes: Buffer, size = bytes.length): AsyncGenerator<Buffer> {
  for (let at = 0; at < bytes.length; at += Math.max(1, size))
    yield bytes.subarray(at, at + Math.max(1, size))
}

async function read(file: string | Buffer, pieceSize?: number, chosenFor?: ChosenFor) {
  const list = await openStaffCsv(pieces(Buffer.from(file as string), pieceSize), today, chosenFor)
  const all: StaffRecord[] = []
  for await (const batch of list.records) all.push(...batch)
  const records = all.filter(({ setAside }) => !setAside)
  return { records, named: all.filter(({ setAside }) => setAside), ...list.found() }
}

type ChosenFor = Parameters<typeof openStaffCsv>[2]

const refused = (file: string | Buffer) =>
  read(file).then(
    () => null,
    (error: unknown) => {
      if (error instanceof UnreadableList) return error.because
      throw error
    },
  )

const told = (all: readonly Mistake[]) =>
  all.map(({ line, kind, column, value, other }) =>
    [line, kind, column, value, other].filter(each => each !== null).join(' | '),
  )

/** Those that leave the row out, then those that leave a cell out. */
async function mistakesOf(file: string): Promise<string[]> {
  const { mistakes, hints } = await read(file)
  return [...told(mistakes.first), ...told(hints.first).map(each => `cell ${each}`)]
}

const ada = 'ada@acme.example'

test('a row becomes a record, in every word', async () => {
  const { records, rows, mistakes } = await read(
    'Work email,Alias,First name,Last name,Job title,Department,Manager,Type,Start date,Last day,Time zone\n' +
      '" Ada@ACME.example ",ada.stone@acme.example; ada@acme.io,Ada,Stone,Designer,"Design, Research",bo@acme.example,Contractor,2024-02-29,31.12.2026,europe/berlin\n' +
      'bo@acme.example,,,,,,,,,,\n',
  )
  expect({ records, rows, mistakes }).toEqual({
    records: [
      {
        setAside: false,
        employeeId: null,
        gone: false,
        line: 2,
        addresses: [ada, 'ada.stone@acme.example', 'ada@acme.io'],
        name: 'Ada Stone',
        title: 'Designer',
        department: 'Design, Research',
        manager: 'bo@acme.example',
        type: 'contractor',
        startDay: '2024-02-29',
        lastDay: '2026-12-31',
        timeZone: 'Europe/Berlin',
      },
      {
        setAside: false,
        employeeId: null,
        gone: false,
        line: 3,
        addresses: ['bo@acme.example'],
        name: null,
        title: null,
        department: null,
        manager: null,
        type: null,
        startDay: null,
        lastDay: null,
        timeZone: null,
      },
    ],
    rows: 2,
    mistakes: { first: [], all: 0, rows: 0 },
  })
})

describe('dialects', () => {
  const text = (separator: string) =>
    ['E-Mail;Vorname;Name;Abteilung', 'zoe@acme.example;Zoë;Müller–Groß;"Ein; Kauf, Ost\t"']
      .map(line => line.replace(/;(?! )/g, separator))
      .join('\r\n')
  const utf16 = (order: 'le' | 'be', mark: boolean) => {
    const bytes = Buffer.from(`${mark ? '\ufeff' : ''}${text(';')}`, 'utf16le')
    return order === 'le' ? bytes : bytes.swap16()
  }
  const windows = Buffer.from(text(';').replace('–', '\u0096'), 'latin1')
  test.each<[string, string | Buffer]>([
    ['commas', text(',')],
    ['semicolons', text(';')],
    ['tabs', text('\t')],
    ['a mark of UTF-8', `\ufeff${text(';')}`],
    ['UTF-16, little end first', utf16('le', true)],
    ['UTF-16, big end first', utf16('be', true)],
    ['UTF-16 without a mark', utf16('le', false)],
    ['UTF-16 without a mark, big end first', utf16('be', false)],
    ['Windows-1252', windows],
    ["Excel's hint", `sep=;\r\n${text(';')}`],
    ['old line ends', text(';').replaceAll('\r\n', '\r')],
    ['empty lines around', `\n\n${text(';')}\n\n;;;\n`],
  ])('%s', async (_, file) => {
    for (const size of [undefined, 1, 2, 3, 7]) {
      const { records } = await read(file, size)
      expect(records.map(({ name, department }) => [name, department])).toEqual([
        ['Zoë Müller–Groß', 'Ein; Kauf, Ost'],
      ])
    }
  })

  test('a letter outside ASCII late in a large file', async () => {
    const rows = Array.from({ length: 9_000 }, (_, at) => `p${at}@acme.example,Person ${at}\n`).join('')
    const file = `email,name\n${rows}zoe@acme.example,Zoë\n`
    for (const encoding of ['utf8', 'latin1'] as const) {
      const { records } = await read(Buffer.from(file, encoding))
      expect(records.at(-1)).toMatchObject({ line: 9_002, name: 'Zoë' })
    }
  })
})

describe('columns', () => {
  const columns = async (header: string) => {
    const { columns } = await read(`${header}\n${ada}\n`)
    return columns.map(({ field, unused }) => unused ?? field)
  }
  test.each([
    ['E-Mail,Vorname,Name,Abteilung', ['address', 'first_name', 'last_name', 'department']],
    ['Adresse e-mail,Prénom,Nom,Service', ['address', 'first_name', 'last_name', 'department']],
    ['EMAIL_ADDRESS,Full Name,Job-Title,Dept.', ['address', 'name', 'title', 'department']],
    ['E-Mail (geschäftlich),Führungskraft,Austritt', ['address', 'manager', 'last_day']],
    ['mail,Other emails,Shoe size,Name,Full name', ['address', 'other_address', 'unknown', 'name', 'twice']],
    [
      "Courriel,Date d'embauche,Date de départ,Fuseau horaire",
      ['address', 'start_day', 'last_day', 'time_zone'],
    ],
    [
      'First Name [Required],Last Name [Required],Email Address [Required],Status [READ ONLY],Employee Title',
      ['first_name', 'last_name', 'address', 'status', 'title'],
    ],
    ['Employee ID,Primary Work Email,Employment Status', ['employee_id', 'address', 'status']],
    ['Name,E-mail,Employment', ['name', 'address', 'type']],
    ['Worker,Email - Primary Work,Business Title', ['name', 'address', 'title']],
    ['__proto__,constructor,email,toString', ['unknown', 'unknown', 'address', 'unknown']],
  ])('%s', async (header, expected) => {
    const found = await read(`${header}\n${header.split(',').map(() => ada)}\n`)
    expect(found.columns.map(({ field, unused }) => unused ?? field)).toEqual(expected)
    expect(await columns('email')).toEqual(['address'])
  })
})

describe('mistakes are named with their line', () => {
  test('line breaks in quotation marks count', async () => {
    expect(
      await mistakesOf(`email,title,last day\n"${ada}","two\r\nlines\n",\n\nbo,x,\n"c@x",y,31/31/2026\n`),
    ).toEqual(['6 | bad_address | email | bo', '7 | no_day | last day | 31/31/2026'])
  })

  test.each([
    ['no address: that is no mistake', 'email,name\n,Ada\n', []],
    [
      'two rows with one address, of which one has an end',
      `email,end\n${ada},\nADA@acme.example,2026-01-31\n`,
      ['3 | same_person | ada@acme.example | 2'],
    ],
    ['two rows that say the same', `email\n${ada}\nADA@acme.example\n`, []],
    ['twice in one row', `email,alias\n${ada},${ada}\n`, []],
    ['a day that is none', `email,end\n${ada},30.02.2026\n`, ['2 | no_day | end | 30.02.2026']],
    ['no end, as some programs write it', `email,end\n${ada},31.12.9999\n`, []],
    [
      'the end before the start',
      `email,start,end\n${ada},2026-02-02,2026-02-01\n`,
      ['2 | ends_before_start | end | 2026-02-01'],
    ],
    ['a contractor without an end', `email,type\n${ada},extern\n`, ['cell 2 | contractor_without_end']],
    [
      'the same, with a column for it',
      `email,type,end\n${ada},extern,\n`,
      ['cell 2 | contractor_without_end | end'],
    ],
    ['a contract of twelve months', `email,type,end\n${ada},extern,2027-11-24\n`, []],
    [
      'a contract that is too long',
      `email,type,end\n${ada},extern,2027-11-25\n`,
      ['cell 2 | contract_too_long | end | 2027-11-25'],
    ],
    ['no address, in four spellings', `email,name\n-,Ann\n–,Bo\nN/A,Cy\nnone,Di\n${ada},Ada\n`, []],
    ['no day, in four spellings', 'email,end\na@x,-\nb@x,N/A\nc@x,NULL\nd@x,0000-00-00\n', []],
    [
      'gone by its status, and nobody says since when',
      `email,status,end\n${ada},Terminated,\nbo@x,Active,\ncy@x,Ausgeschieden,2026-11-20\n`,
      [],
    ],
    ['gone by yes or no', `email,is active\n${ada},No\nbo@x,yes\n`, []],
    ['a type', `email,type\n${ada},wizard\n`, ['cell 2 | no_type | type | wizard']],
    [
      'a time zone',
      `email,time zone\n${ada},Mars/Olympus\n`,
      ['cell 2 | no_time_zone | time zone | Mars/Olympus'],
    ],
    ['an offset', `email,time zone\n${ada},+02:00\n`, ['cell 2 | no_time_zone | time zone | +02:00']],
    [
      'a long cell',
      `email,name\n${ada},${'x'.repeat(301)}\n`,
      [`cell 2 | too_long | name | ${'x'.repeat(80)}`],
    ],
    ['too many cells', `email,name\n${ada},Stone, Ada\n`, ['2 | cells | 3']],
    ['too few cells', `email,name\n${ada}\n`, []],
    ['too few cells where none is used', `email,shoe size\n${ada}\n`, []],
    [
      'several cells that do not decide',
      `email,type,start,time zone\n${ada},wizard,soon,CET+1\n`,
      [
        'cell 2 | no_time_zone | time zone | CET+1',
        'cell 2 | no_type | type | wizard',
        'cell 2 | no_day | start | soon',
      ],
    ],
    ['several in one row', `email,type,start\nada,wizard,soon\n`, ['2 | bad_address | email | ada']],
  ])('%s', async (_, file, expected) => {
    expect(await mistakesOf(file)).toEqual(expected)
  })

  test('a row with mistakes still says whom it names, and nothing else', async () => {
    const { named } = await read(
      'name,email,alias,end,manager\n' +
        `Ada,${ada},ada@acme.io,soon,bo@x\n` +
        'Stone, Cy,cy@x,,,\n' +
        'Bo,bo(at)x,,,\n',
    )
    expect(named).toEqual([
      {
        ...{ line: 2, addresses: [ada, 'ada@acme.io'], setAside: true, name: null, title: null, type: null },
        ...{
          employeeId: null,
          gone: false,
          department: null,
          manager: null,
          startDay: null,
          lastDay: null,
          timeZone: null,
        },
      },
      expect.objectContaining({ line: 3, addresses: ['cy@x'] }),
      expect.objectContaining({ line: 4, addresses: [], name: 'Bo', setAside: true }),
    ])
  })

  test('what stands around an address is no part of it', async () => {
    const { records } = await read(`email\nSMTP:${ada}\nmailto:bo@x\n\u200bcy@x\u200b\n`)
    expect(records.flatMap(({ addresses }) => addresses)).toEqual([ada, 'bo@x', 'cy@x'])
  })

  test('rows about one person are found however far apart, and however many there are', async () => {
    const rows = (id: (at: number) => string, days: string) =>
      Array.from({ length: 3_000 }, (_, at) => `${at + 1},${id(at)},${days}\n`).join('')
    const { settled, mistakes } = await read(
      'employee id,email,start,end\n' +
        rows(at => `old${at}@x`, '2019-01-07,2021-05-28') +
        rows(at => `new${at}@x`, '2024-02-05,'),
    )
    expect([settled.length, mistakes.all]).toEqual([6_000, 0])
    expect(settled.every(({ line, counts }) => counts === (line > 3_001 ? line : line + 3_000))).toBe(true)
  })

  test('managers given by name are left out and counted', async () => {
    const { records, managersByName } = await read(`email,manager\n${ada},Bo Lind\nbo@x,cy@x\n`)
    expect([records.map(({ manager }) => manager), managersByName]).toEqual([[null, 'cy@x'], 1])
  })
})

describe('day and month', () => {
  const days = async (...written: string[]) => {
    const { records, mistakes } = await read(
      `email,end\n${written.map((day, at) => `p${at}@x,${day}\n`).join('')}`,
    )
    return [
      records.map(({ lastDay }) => lastDay),
      mistakes.first.map(({ line, kind, other }) => [line, kind, other]),
    ]
  }

  test('are told apart by any row of the file', async () => {
    expect(await days('05/06/2020', '2020-01-02', '31/12/2020', '01/02/2021')).toEqual([
      ['2020-01-02', '2020-06-05', '2020-12-31', '2021-02-01'],
      [],
    ])
    expect(await days('12/31/2020', '05/06/2020')).toEqual([['2020-12-31', '2020-05-06'], []])
    expect(await days('05.06.2020', '7/7/2020')).toEqual([['2020-06-05', '2020-07-07'], []])
  })

  test('are a mistake when nothing tells, or when another row told otherwise', async () => {
    expect(await days('05/06/2020', '2020-01-02')).toEqual([['2020-01-02'], [[2, 'day_or_month', null]]])
    expect(await days('31/12/2020', '12/31/2020')).toEqual([['2020-12-31'], [[3, 'other_order', 2]]])
  })

  test('end the reading when too many rows wait', async () => {
    const rows = Array.from({ length: limits.waiting + 1 }, (_, at) => `p${at}@x,05/06/2020\n`).join('')
    expect(await refused(`email,start\n${rows}`)).toEqual({
      kind: 'day_or_month',
      line: limits.waiting + 2,
      value: '05/06/2020',
    })
  })
})

describe('damaged letters', () => {
  const windows = (text: string) => Buffer.from(text, 'latin1')
  test.each<[string, Buffer, string | null]>([
    ['read as another encoding before', Buffer.from(`email,name\n${ada},Ada MÃ¼ller\n`), 'MÃ¼ller'],
    ['of other languages', Buffer.from(`email,name\n${ada},PaweÅ‚ Ð˜Ð²Ð°Ð½\n`), 'PaweÅ‚'],
    ['lost before', Buffer.from(`email,name\n${ada},"M\ufffdller, Ada"\n`), 'M\ufffdller'],
    [
      'of two encodings',
      Buffer.concat([Buffer.from(`email,name\n${ada},Zoë\n`), windows('b@x,Zo\u00ebl\n')]),
      'Zo\ufffdl',
    ],
    ['of no encoding known here', windows(`email,name\n${ada},M\u0081ller\n`), 'M\u0081ller'],
    [
      'none: UTF-8',
      Buffer.from(`email,name\n${ada},João Müller Ångström “IRMÃ” ÂNGELA Ñuñez ŠÅ – Œuvre\n`),
      null,
    ],
    ['none: Windows-1252', windows(`email,name\n${ada},João Müller ÂNGELA\n`), null],
    ['none: ASCII', Buffer.from(`email,name\n${ada},Ada\n`), null],
  ])('%s', async (_case, file, example) => {
    for (const size of [undefined, 700]) {
      const { damaged, rows } = await read(file, size)
      expect([damaged, rows]).toEqual([example, expect.any(Number)])
    }
  })

  test('far down, and in an address, which is then none', async () => {
    const many = Array.from({ length: 9_000 }, (_, at) => `p${at}@acme.example,Person ${at}\n`).join('')
    expect((await read(`email,name\n${many}z@x,Zo\ufffd\n`)).damaged).toBe('Zo\ufffd')
    const { mistakes, records } = await read('email,name\nm\ufffdller@acme.example,Ada\n')
    expect([told(mistakes.first), records]).toEqual([
      ['2 | bad_address | email | m\ufffdller@acme.example'],
      [],
    ])
  })
})

describe('columns that somebody chose', () => {
  const chosen = (file: string, fields: Awaited<ReturnType<NonNullable<ChosenFor>>>) =>
    read(file, undefined, async () => fields)

  test('go before what their names and cells say', async () => {
    const file = `Email,Last day,Adieu,Name,Nick\n${ada},2026-01-31,2026-12-31,Ada,Countess\n`
    const guessed = await read(file)
    expect(guessed.records).toMatchObject([{ lastDay: '2026-01-31', name: 'Ada' }])
    const { records, columns } = await chosen(file, { 1: null, 2: 'last_day', 4: 'name' })
    expect(records).toMatchObject([{ lastDay: '2026-12-31', name: 'Countess' }])
    expect(columns.map(({ field, unused }) => unused ?? field)).toEqual([
      ...['address', 'ignored', 'last_day', 'twice', 'name'],
    ])
    // Several last days: the latest counts.
    expect((await chosen(file, { 2: 'last_day' })).records).toMatchObject([{ lastDay: '2026-12-31' }])
  })

  test('say where the addresses are, and which are further ones', async () => {
    const file = `Kontakt,Pate,Status\n${ada},bo@x,active\n`
    expect(await read(file)).toMatchObject({ records: [], withoutAddress: 1, rows: 1 })
    expect((await chosen(file, { 1: 'address' })).records).toMatchObject([{ addresses: ['bo@x'] }])
    const both = await chosen(file, { 0: 'address', 1: 'other_address' })
    expect(both.records).toMatchObject([{ addresses: [ada, 'bo@x'] }])
    // And that they are nowhere, although a name says so.
    expect((await chosen(`Email\n${ada}\n`, { 0: null })).records).toEqual([])
  })

  test('of days are looked at no more once they are ignored, and are read as days once they are chosen', async () => {
    const file = `Email,Adieu\n${ada},31.12.2026\nbo@x,soon\n`
    expect((await read(file)).columns[1]?.unused).toBe('days')
    expect((await chosen(file, { 1: null })).columns[1]?.unused).toBe('ignored')
    const { records, mistakes } = await chosen(file, { 1: 'last_day' })
    expect(records).toMatchObject([{ lastDay: '2026-12-31' }])
    expect(told(mistakes.first)).toEqual(['3 | no_day | Adieu | soon'])
  })

  test('are asked for by the line that names them, below a title too, in whatever separator', async () => {
    const asked: string[] = []
    const chosenFor = async (header: string) => {
      asked.push(header)
      return {}
    }
    await read(`Staff of 2026\n\nEmail; Name ;Adieu\n${ada};Ada;\n`, undefined, chosenFor)
    await read(`Email,Name,Adieu\n${ada},Ada,\n`, 3, chosenFor)
    expect(asked).toEqual(['Email\nName\nAdieu', 'Email\nName\nAdieu'])
  })
})

describe('a file that cannot be read', () => {
  test.each<[string, string | Buffer, object]>([
    ['empty', '', { kind: 'empty' }],
    ['white space', ' \n\n', { kind: 'empty' }],
    ['a mark alone', '\ufeff', { kind: 'empty' }],
    ['only the first line', 'email,name\n', { kind: 'no_rows' }],
    ['no first line', `${ada},Ada\n`, { kind: 'no_header' }],
    [
      'another first line',
      'Shoe size;Hat\n1;2',
      { kind: 'no_address_column', columns: ['Shoe size', 'Hat'] },
    ],
    ['one column that is none', 'hello', { kind: 'no_address_column', columns: ['hello'] }],
    ['packed by gzip', gzipSync('email\n'), { kind: 'not_text' }],
    ['data for machines', '[{"email":"a@x"}]', { kind: 'no_header' }],
    ['zeros', `email\n${ada}\n\0\n`, { kind: 'not_text' }],
    ['a workbook', Buffer.from('PK\u0003\u0004xl/workbook'), { kind: 'excel' }],
    ['half a letter of UTF-16', Buffer.from([0xff, 0xfe, 0x00, 0xd8, 0x61, 0x00]), { kind: 'not_text' }],
    [
      'a quotation mark that is not closed',
      `email,name\n${ada},Ada\nbo@x,"Bo\ncy@x,Cy\n`,
      { kind: 'open_quote', line: 3 },
    ],
    [
      'a quotation mark, and much after it',
      `email,name\n${ada},"Bo\n${'cy@x,Cy\n'.repeat(20_000)}`,
      { kind: 'long_row', line: 2 },
    ],
    [
      'separators without an end',
      `email,name\n${ada},Ada\n${','.repeat(300_000)}`,
      { kind: 'long_row', line: 3 },
    ],
    [
      'many columns',
      `email${',x'.repeat(limits.columns)}\n${ada}\n`,
      { kind: 'too_many_columns', columns: limits.columns },
    ],
  ])('%s', async (_, file, expected) => {
    expect(await refused(file)).toEqual(expected)
  })

  test('too large: what comes after is not asked for', async () => {
    let given = 0
    let closed = false
    async function* endless() {
      try {
        yield Buffer.from('email,x,y,z\n')
        for (;;) {
          given += 1
          yield Buffer.from(`p${given}@acme.example,${`${'x'.repeat(9_999)},`.repeat(2)}\n`.repeat(50))
        }
      } finally {
        closed = true
      }
    }
    const list = await openStaffCsv(endless(), today)
    const reading = async () => {
      for await (const _ of list.records);
    }
    await expect(reading()).rejects.toMatchObject({ because: { kind: 'too_large', megabytes: 20 } })
    expect([given < 25, closed]).toEqual([true, true])
  })

  test('whoever stops early stops the reading', async () => {
    let closed = false
    async function* rows() {
      try {
        for (let at = 0; ; at += 1) yield Buffer.from(`${at === 0 ? 'email\n' : ''}p${at}@x\n`)
      } finally {
        closed = true
      }
    }
    const list = await openStaffCsv(rows(), today)
    for await (const _ of list.records) break
    expect(closed).toBe(true)
  })
})
