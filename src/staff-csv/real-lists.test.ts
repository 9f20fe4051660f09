import { describe, expect, test } from 'vitest'
import type { StaffRecord } from '../domain/staff-list.ts'
import { openStaffCsv } from './open-staff-csv.ts'

const today = '2026-11-24'

async function read(file: string | Buffer) {
  const list = await openStaffCsv(
    (async function* () {
      yield Buffer.from(file as string)
    })(),
    today,
  )
  const records: StaffRecord[] = []
  for await (const batch of list.records) records.push(...batch)
  return { records, ...list.found() }
}

/** Of each row by its local part: when they leave, `gone`, `aside` where the row is left out, null where they stay. */
async function ends(file: string) {
  const { records } = await read(file)
  return Object.fromEntries(
    records.map(({ addresses, lastDay, gone, setAside }) => [
      addresses[0]?.split('@')[0],
      setAside ? 'aside' : gone ? 'gone' : lastDay,
    ]),
  )
}

describe('which end counts', () => {
  const people = (columns: string, rows: Readonly<Record<string, string>>) =>
    `Email,Status,${columns}\n${Object.entries(rows)
      .map(([name, cells]) => `${name}@x.example,${cells}\n`)
      .join('')}`

  test('the end of the employment before that of a contract, whatever the order of the columns', async () => {
    const expected = { carla: null, farah: '2026-10-31', ben: null }
    expect(
      await ends(
        people('Contract end date,Termination date', {
          carla: 'Active,2026-01-31,',
          farah: 'Active,,2026-10-31',
          ben: 'Active,,',
        }).replaceAll('farah@x.example,Active', 'farah@x.example,'),
      ),
    ).toEqual(expected)
    expect(
      await ends(
        people('Termination date,Contract end date', {
          carla: 'Active,,2026-01-31',
          farah: ',2026-10-31,',
          ben: 'Active,,',
        }),
      ),
    ).toEqual(expected)
  })

  test('somebody who ended is never here, whatever is called first: against the status it is a question', async () => {
    const rows = (day: string) => ({
      carla: 'Active,2026-01-31,',
      farah: `Active,,${day}`,
      ben: 'Active,,',
    })
    const turned = (day: string) => ({
      carla: 'Active,,2026-01-31',
      farah: `Active,${day},`,
      ben: 'Active,,',
    })
    for (const [day, farah] of [
      ['2026-10-31', 'aside'],
      ['2026-12-31', '2026-12-31'],
    ] as const) {
      const expected = { carla: null, farah, ben: null }
      expect(await ends(people('Contract end date,Termination date', rows(day)))).toEqual(expected)
      expect(await ends(people('Termination date,Contract end date', turned(day)))).toEqual(expected)
    }
    // Where nothing else says an end, that of the contract does.
    expect(await ends('Email,Status,Contract end\na@x,Active,2026-01-31\nb@x,,2026-01-31\n')).toEqual({
      ...{ a: 'aside', b: '2026-01-31' },
    })
  })

  test('of several ends the latest; a contract alone for contractors, and where nothing else says an end', async () => {
    expect(
      await ends(
        'E-Mail;Vertragsende;Beendigungsdatum;Letzter Arbeitstag\n' +
          'a@x;31.12.2026;30.09.2026;15.09.2026\nb@x;31.12.2025;;\nc@x;;;30.06.2026\n',
      ),
    ).toEqual({ a: '2026-09-30', b: null, c: '2026-06-30' })
    expect(
      await ends(
        'Email,Type,Contract end date,Termination date\n' +
          'a@x,Contractor,2026-12-31,2026-09-30\nb@x,Contractor,2026-10-31,\nc@x,Employee,2026-10-31,\n',
      ),
    ).toEqual({ a: '2026-09-30', b: '2026-10-31', c: null })
    expect(await ends('Email,Contract end\na@x,2026-10-31\n')).toEqual({ a: '2026-10-31' })
  })

  test('what stands in brackets is part of a name', async () => {
    const { columns } = await read(
      'E-mail,End date (probation),E-mail (manager),Email (work)\na@x,2026-02-01,b@x,c@x\n',
    )
    expect(columns.map(({ field, unused }) => unused ?? field)).toEqual([
      'address',
      'days',
      'manager',
      'address',
    ])
  })

  test('somebody rehired works here; a status against a day that is over is a contradiction', async () => {
    const header = 'Email,Status,Hire date,Rehire date,Termination date\n'
    expect(
      await ends(
        `${header}a@x,Active,2019-01-07,2024-02-05,2021-05-28\nb@x,Active,2019-01-07,,2021-05-28\n` +
          'c@x,Terminated,2019-01-07,2024-02-05,2021-05-28\nd@x,Active,2019-01-07,2027-02-05,2021-05-28\n' +
          'e@x,Active,2019-01-07,,2027-05-28\n',
      ),
    ).toEqual({ a: null, b: 'aside', c: null, d: 'aside', e: '2027-05-28' })
    const { mistakes } = await read(`${header}b@x,Active,,,2021-05-28\n`)
    expect(mistakes.first).toEqual([
      { line: 2, kind: 'here_after_end', column: 'Status', value: '2021-05-28', other: null },
    ])
  })
})

describe('names of columns', () => {
  const fieldsOf = async (header: string, row: string) =>
    (await read(`${header}\n${row}\n`)).columns.map(({ field, unused }) => unused ?? field)

  test.each(
    [
      'Last Working Date',
      'LastWorkingDate',
      'Date of Termination',
      'Term Date',
      'Employment End Date',
      'Separation Date',
      'Leaver Date',
      'Relieving Date',
      'Terminated On',
      'Last day at work',
      'employeeLeaveDateTime',
      'companyExitDate',
      'Beendigungsdatum',
      'Austritt am',
      'Ende des Arbeitsverhältnisses',
      'Fecha de baja',
      'Datum uit dienst',
      'Date de sortie',
      'Data di cessazione',
      'Data de desligamento',
      'Fratrædelsesdato',
      'Sista arbetsdag',
      'Data zwolnienia',
      'Datum ukončení',
      'Actual Termination Date',
      'Employee Exit Date',
      'Dismissal date',
    ].map(name => [name] as const),
  )('%s is the last day', async name => {
    expect(await fieldsOf(`Email,${name}`, 'a@x,2026-10-31')).toEqual(['address', 'last_day'])
    expect(await fieldsOf(`Email,${name}`, 'a@x,')).toEqual(['address', 'last_day'])
  })

  test.each([
    ['Last promotion date'],
    ['Last login'],
    ['Probation end date'],
    ['Visa expiry'],
    ['Leave of absence end'],
    ['Fiscal year end'],
    ['Ultima revisión'],
    ['Benefits end date'],
    ['Effective date'],
    ['Letzte Gehaltsänderung'],
    ['Date de fin de période d’essai'],
  ])('%s is nothing known, and is said to hold days', async name => {
    expect(await fieldsOf(`Email,${name}`, 'a@x,2026-10-31')).toEqual(['address', 'days'])
  })

  test.each(
    [
      'Work Contact: Work Email',
      'Email ID',
      'Official Email',
      'Corporate Email',
      'Employee Work Email',
      'Correo electrónico',
      'E-mailadres',
      'Indirizzo e-mail',
      'bestEmail',
      'Endereço de e-mail',
      'E-postadress',
      'Sähköposti',
      'Google Workspace e-mail',
    ].map(name => [name] as const),
  )('%s is the address', async name => {
    expect(await fieldsOf(`Voornaam,${name}`, 'Ada,a@x')).toEqual(['first_name', 'address'])
  })

  test('a column without a known name in which addresses stand, where there is one', async () => {
    expect(await fieldsOf('Name,Contact', 'Ada,a@x')).toEqual(['name', 'address'])
    const unclear = await read('Name,Contact,Kontakt\nAda,a@x,b@x\n')
    expect(unclear.columns.map(({ field, unused }) => unused ?? field)).toEqual([
      ...['name', 'addresses', 'addresses'],
    ])
    expect(unclear).toMatchObject({ records: [], rows: 1, withoutAddress: 1 })
  })

  test.each([
    ['Lifecycle status', 'Employed', 'status'],
    ['Position Status', 'Active', 'status'],
    ['Assignment Status', 'Active', 'status'],
    ['Employment state', 'active', 'status'],
    ['Active Status', 'No', 'status'],
    ['Employee #', '17', 'employee_id'],
    ['File #', '17', 'employee_id'],
    ['Phone #', '17', 'unknown'],
    ['secondEmail', 'ada@home', 'other_address'],
    ['Home Department Description', 'Sales', 'department'],
    ['Org Unit Path [Required]', '/Sales', 'department'],
    ['Terminated', 'Yes', 'status'],
    ['Suspended', 'False', 'status'],
    ['Archived', 'No', 'status'],
    ['Blocked', 'No', 'status'],
    ['Terminated', '2026-10-31', 'last_day'],
    ['Estado', 'Activo', 'status'],
    ['Estado', 'Jalisco', 'words'],
    ['Estado', 'SP', 'unknown'],
    ['Ciudad,Estado', 'León,Jalisco', 'unknown,unknown'],
    ['Dienstende', '2026-02-30', 'words'],
    ['State', 'CA', 'unknown'],
    ['Marital status', 'Separated', 'unknown'],
    ['Manager termination date', '2026-10-31', 'days'],
    ['Emergency contact e-mail', 'mum@home', 'unknown'],
    ['Personalnummer', '17', 'employee_id'],
    ['Worker ID', '17', 'employee_id'],
    ['No.', '17', 'unknown'],
  ])('%s with %s is %s', async (name, cell, expected) => {
    expect(await fieldsOf(`Email,${name}`, `a@x,${cell}`)).toEqual(['address', ...expected.split(',')])
  })
})

test('a column whose name says it comes before one that only sounds like it, whatever their order', async () => {
  const header = 'Email,managerId,Org Unit Path,Department,Manager'
  const { records, columns } = await read(`${header}\na@x,17,/Staff/Sales,Sales,b@x\n`)
  expect(records).toMatchObject([{ department: 'Sales', manager: 'b@x' }])
  expect(columns.map(({ unused }) => unused)).toEqual([null, 'twice', 'twice', null, null])
})

describe('status words', () => {
  test.each<[string, 'gone' | 'aside' | null]>([
    ['Voluntarily Terminated', 'gone'],
    ['Terminated for Cause', 'gone'],
    ['Terminated - Involuntary', 'gone'],
    ['Inactive (terminated)', 'gone'],
    ['Offboarded', 'gone'],
    ['Separated', 'gone'],
    ['T', 'gone'],
    ['Deceased', 'gone'],
    ['Dado de baja', 'gone'],
    ['Uit dienst', 'gone'],
    ['DEPROVISIONED', 'gone'],
    ['SUSPENDED', 'gone'],
    ['Ausgeschieden', 'gone'],
    ['In pensione', 'gone'],
    ['Laid off', 'gone'],
    ['Active', null],
    ['Active (on leave)', null],
    ['Full-Time', null],
    ['Contractor', null],
    ['Full-Time (terminated)', 'gone'],
    ['Parental leave', null],
    ['In Elternzeit', null],
    ['En poste', null],
    ['In dienst', null],
    ['LOCKED_OUT', 'aside'],
    ['Purple', 'aside'],
    ['Baja médica', 'aside'],
    ['Pending termination', 'aside'],
    ['Not terminated', null],
    ['Active, do not rehire', 'aside'],
    ['Resigned (active until Friday)', 'aside'],
  ])('%s', async (word, expected) => {
    expect(await ends(`Email,Employment status\na@x,"${word}"\n`)).toEqual({ a: expected })
  })

  test('beside a last day a word nobody knows costs only the cell', async () => {
    const { records, hints } = await read('Email,Status,Last day\na@x,Purple,2026-10-31\n')
    expect(records).toMatchObject([{ lastDay: '2026-10-31', setAside: false }])
    expect(hints.first).toMatchObject([{ kind: 'no_status', value: 'Purple' }])
  })

  test('how somebody is employed says that they are, but not against a last day', async () => {
    const { records, hints } = await read('Email,Status,Last day\na@x,Full-Time,2026-10-31\nb@x,Part-Time,\n')
    expect(records).toMatchObject([
      { lastDay: '2026-10-31', setAside: false },
      { lastDay: null, gone: false },
    ])
    expect(hints.all).toBe(0)
  })

  test('how somebody is employed never stands against another column that says the state', async () => {
    for (const header of ['Email,Employment Status,Status', 'Email,Status,Employment Status']) {
      const [, first] = header.split(',')
      const cells = (kind: string, state: string) =>
        first === 'Status' ? `${state},${kind}` : `${kind},${state}`
      const rows = `a@x,${cells('Full-Time', 'Inactive')}\nb@x,${cells('Full-Time', 'Active')}\n`
      expect(await ends(`${header}\n${rows}`)).toEqual({ a: 'gone', b: null })
    }
    // It comes too late to tell the columns apart.
    const many = Array.from({ length: 120 }, (_, at) => `p${at}@x,Active,Active\n`).join('')
    const { a } = await ends(`Email,Employment Status,Status\n${many}a@x,Full-Time,Inactive\n`)
    expect(a).toBe('aside')
  })

  test('yes and no are read by what the column is called', async () => {
    expect(await ends('Email,Suspended\na@x,TRUE\nb@x,False\n')).toEqual({ a: 'gone', b: null })
    expect(await ends('Email,accountEnabled\na@x,True\nb@x,False\n')).toEqual({ a: null, b: 'gone' })
  })
})

describe('rows', () => {
  test('names, brackets and quotation marks are taken off an address', async () => {
    const { records, mistakes } = await read(
      'Email,Name\n' +
        '<a@x.example>,\nb@x.example.,\n"Carla Mendes <c@x.example>",\nd@x.example (work),\n' +
        `"""Lee, Dana"" <e@x.example>",\n'f@x.example,\n"g@x.example; h@x.example",\n` +
        '(i@x.example),\n"""j@x.example""",\n"Mendes, Carla <k@x.example>; l@x.example",\n',
    )
    expect(records.flatMap(({ addresses }) => addresses)).toEqual(
      'abcdefghijkl'.split('').map(name => `${name}@x.example`),
    )
    expect(mistakes.all).toBe(0)
  })

  test('what is then no address is a mistake, and names whom it can', async () => {
    const { records, mistakes } = await read(
      'Email,Alias\n=a@x.example,\nb@x..example,\nc@x.example?subject=x,\nd@-x.example,\n"e@x.example",oops@\n',
    )
    expect(mistakes.first.map(({ kind, line }) => `${line} ${kind}`)).toEqual(
      [2, 3, 4, 5].map(line => `${line} bad_address`),
    )
    expect(records).toMatchObject([{ line: 6, addresses: ['e@x.example'], setAside: false }])
  })

  test('an address written for people to read is one mistake, with all of it', async () => {
    const { mistakes } = await read('Email,Name\nivo.petrov(at)x.example,Ivo\n')
    expect(mistakes.first).toMatchObject([{ kind: 'bad_address', value: 'ivo.petrov(at)x.example' }])
    expect(mistakes.all).toBe(1)
  })

  test('a row whose own address is none is not about the manager it names', async () => {
    const { records, mistakes } = await read('Email,Manager,Last day\nbo(at)x,ada@x,\ncy@x,ada@x,soon\n')
    expect(mistakes.rows).toBe(2)
    expect(records).toMatchObject([{ line: 3, addresses: ['cy@x'], setAside: true }])
  })

  test('without an address nobody is meant: footers, remarks, people without e-mail', async () => {
    const { records, mistakes, withoutAddress } = await read(
      'Email,Name,Last day\na@x,Ada,\n,Warehouse worker,\nTotal,2,\nConfidential: do not pass on,,\n\u001a\n',
    )
    expect([
      records.map(({ addresses, name }) => [...addresses, name]),
      mistakes.all,
      withoutAddress,
    ]).toEqual([[['a@x', 'Ada'], ['Warehouse worker']], ...[0, 3]])
  })

  test('whoever stands in it without an address is named, unless the row says that they left', async () => {
    const { records, nameless } = await read(
      'Email,Name,Employee ID,Status,Last day\na@x,Ada,1,Active,\n,Farah Haddad,2,Active,\n,Bo,3,Terminated,\n' +
        ',Cy,,Active,2020-01-31\n,,4,Active,\n',
    )
    expect(nameless.map(({ line, called }) => [line, called])).toEqual([
      [3, 'Farah Haddad'],
      [4, 'Bo'],
      [5, 'Cy'],
      [6, '4'],
    ])
    const named = records.filter(({ setAside }) => setAside)
    expect(named.map(({ line, addresses, name, employeeId }) => [line, addresses, name, employeeId])).toEqual(
      [
        [3, [], 'Farah Haddad', '2'],
        [6, [], null, '4'],
      ],
    )
  })

  test('an end of the contract beside last days is told where it is not used', async () => {
    const { records, contractEnds } = await read(
      'Email,Name,Type,Contract end,Last day\na@x,Ada,employee,2026-12-31,\nb@x,Bo,contractor,2026-12-31,\n' +
        'c@x,Cy,employee,2026-12-31,2026-11-30\nd@x,,,2026-12-31,\n',
    )
    expect(records.map(({ lastDay }) => lastDay)).toEqual([null, '2026-12-31', '2026-11-30', null])
    expect(contractEnds).toEqual({
      all: 2,
      first: [
        { line: 2, called: 'Ada' },
        { line: 5, called: 'd@x' },
      ],
    })
  })

  test('a visa of exit is no last day, and a unit whose head is missing has no brackets', async () => {
    const { records, columns } = await read(
      'Email,Name,Exitvisaissued,Supervisory Organization\na@x,Ada,2020-01-31,Legal ()\n',
    )
    expect(records).toMatchObject([{ lastDay: null, department: 'Legal' }])
    expect(columns.map(({ field }) => field)).toEqual(['address', 'name', null, 'department'])
  })

  test('managers given by number are told apart from those given by name', async () => {
    const { managersByName, managersByNumber } = await read(
      'Email,Manager\na@x,Ben Okoro\nb@x,80012\nc@x,E-1201\nd@x,a@x\n',
    )
    expect([managersByName, managersByNumber]).toEqual([1, 2])
  })

  test('a name is turned where its column says so, and a state behind it is no part of it', async () => {
    const namesOf = async (column: string, cells: readonly string[]) =>
      (
        await read(`Email,"${column}"\n${cells.map((cell, at) => `p${at}@x,"${cell}"\n`).join('')}`)
      ).records.map(({ name }) => name)
    expect(await namesOf('Last name, first name', ['Lee, Dana', 'Dana Lee', 'Lee, Dana, PhD'])).toEqual([
      'Dana Lee',
      'Dana Lee',
      'Lee, Dana, PhD',
    ])
    expect(
      await namesOf('Worker', [
        'Jon Berg (Terminated)',
        'Ada Okafor (On Leave)',
        'Li Wei (Bob)',
        'Lee, Dana',
      ]),
    ).toEqual(['Jon Berg', 'Ada Okafor', 'Li Wei (Bob)', 'Lee, Dana'])
  })

  test('a side cell nobody understands is left out, and its row is used', async () => {
    const { records, hints } = await read(
      'Email,Employment type,Termination date,Time zone,Start date\n' +
        'a@x,Full Time (Salaried),2026-10-31,Eastern Standard Time,1/2/24\nb@x,Wizard,2026-10-30,(GMT+01:00) Amsterdam,2019\n',
    )
    expect(records.toSorted((one, other) => one.line - other.line)).toMatchObject([
      { type: 'employee', lastDay: '2026-10-31', setAside: false },
      { type: null, lastDay: '2026-10-30', setAside: false },
    ])
    expect(hints.first.map(({ kind, line }) => `${line} ${kind}`)).toEqual([
      '2 no_time_zone',
      '2 day_or_month',
      '3 no_time_zone',
      '3 no_type',
      '3 no_day',
    ])
  })

  test.each([
    ['Regular Full-Time', 'employee'],
    ['Full-time employee', 'employee'],
    ['Hourly', 'employee'],
    ['Salaried', 'employee'],
    ['Exempt', 'employee'],
    ['FT', 'employee'],
    ['PT', 'employee'],
    ['W-2', 'employee'],
    ['Casual', 'employee'],
    ['Indefinido', 'employee'],
    ['Member', 'employee'],
    ['Fixed-term contract', 'employee'],
    ['1099', 'contractor'],
    ['EOR', 'contractor'],
    ['Contractor (1099)', 'contractor'],
    ['Full-time contractor', 'contractor'],
  ])('%s is an %s', async (word, type) => {
    expect((await read(`Email,Type\na@x,${word}\n`)).records).toMatchObject([{ type }])
  })

  test('names of people and their work in other languages; bars, also where the first line says so', async () => {
    const ada = { addresses: ['a@x'], name: 'Ada Okafor', title: 'Arts', lastDay: '2026-10-31' }
    const row = ['Ada', 'Okafor', 'a@x', 'Arts', '2026-10-31'].join('|')
    for (const header of [
      'Voornaam|Achternaam|E-mailadres|Functie|Datum uit dienst',
      'sep=|\nNombre|Apellidos|Correo electrónico|Puesto|Fecha de baja',
    ])
      expect((await read(`${header}\n${row}\n`)).records).toMatchObject([ada])
  })

  test('a contract without an end or with a far one, and whoever a directory switched off, are no mistakes', async () => {
    const { mistakes, hints } = await read(
      'Email,Type,Last day\na@x,Contractor,\nb@x,Contractor,2028-12-31\n',
    )
    expect([mistakes.all, hints.first.map(({ kind }) => kind)]).toEqual([
      0,
      ['contractor_without_end', 'contract_too_long'],
    ])
    expect(
      await ends('mail,displayName,userType,accountEnabled\nroom@x,Room,Member,False\na@x,Ada,Member,True\n'),
    ).toEqual({ room: 'gone', a: null })
    expect(await ends('Email Address [Required],Status [READ ONLY]\na@x,Active\nb@x,Suspended\n')).toEqual({
      a: null,
      b: 'gone',
    })
  })

  test('a name that is too long costs only its cell', async () => {
    const { records, hints } = await read(`Email,Name,Last day\na@x,${'x'.repeat(301)},2026-10-31\n`)
    expect(records).toMatchObject([{ name: null, lastDay: '2026-10-31', setAside: false }])
    expect(hints.first).toMatchObject([{ kind: 'too_long', column: 'Name' }])
  })

  test('hired after the last day, and not again', async () => {
    const { mistakes } = await read('Email,Hire date,Termination date\na@x,2024-02-05,2021-05-28\n')
    expect(mistakes.first).toMatchObject([{ kind: 'ends_before_start' }])
  })

  test('a title above, a second line of names, short rows, bars between', async () => {
    const { records, mistakes, columns } = await read(
      'Staff on 24 Nov 2026||\n\nE-mail|Name|Exit date\nemail|name|lastDay\na@x|Ada\nb@x|Bo|2026-10-31\n',
    )
    expect(columns.map(({ field }) => field)).toEqual(['address', 'name', 'last_day'])
    expect(mistakes.all).toBe(0)
    expect(records).toMatchObject([
      { line: 5, name: 'Ada', lastDay: null },
      { line: 6, name: 'Bo', lastDay: '2026-10-31' },
    ])
  })
})

describe('days', () => {
  const days = async (...written: string[]) => {
    const { records, mistakes } = await read(
      `email;end\n${written.map((cell, at) => `p${at}@x;"${cell}"\n`).join('')}`,
    )
    return [
      ...records.filter(({ setAside }) => !setAside).map(({ lastDay }) => lastDay),
      ...mistakes.first.map(({ kind }) => kind),
    ]
  }
  test.each<[string, string | null]>([
    ['31-Dec-2026', '2026-12-31'],
    ['May 13, 2020', '2020-05-13'],
    ['13 May 2020', '2020-05-13'],
    ['2026-9-3', '2026-09-03'],
    ['2026.12.31', '2026-12-31'],
    ['31. 12. 2026', '2026-12-31'],
    ['31.12.26', '2026-12-31'],
    ['9/30/26', '2026-09-30'],
    ['9/30/2026 12:00:00 AM', '2026-09-30'],
    ['2026-09-30 09:00:00', '2026-09-30'],
    ['2026-09-30T23:59:59Z', '2026-09-30'],
    ['2026-11-27T15:18:02.4675041+05:30', '2026-11-27'],
    ['46355', '2026-11-29'],
    ['46355.5', '2026-11-29'],
    ['1er janvier 2026', '2026-01-01'],
    ['31 de diciembre de 2026', '2026-12-31'],
    ['13. marraskuuta 2026', '2026-11-13'],
    ['Wed, 13 May 2020', '2020-05-13'],
    ['0', null],
    ['00/00/0000', null],
    ['9999-12-31', null],
    ['31.12.2999', null],
    ['12/31/4712', null],
    ['N/A', null],
    ['unbefristet', null],
    ['—', null],
  ])('%s', async (written, day) => {
    expect(await days(written)).toEqual([day])
  })

  test('an instant in UTC is the day where the person is, and a question where nobody knows', async () => {
    expect(await days('2026-09-30T22:00:00.000Z')).toEqual(['which_day'])
    const { records } = await read(
      'email,end,time zone\na@x,2026-09-30T22:00:00.000Z,Europe/Berlin\nb@x,2026-09-30T22:00:00Z,America/Lima\n',
    )
    expect(records.map(({ lastDay }) => lastDay)).toEqual(['2026-10-01', '2026-09-30'])
  })

  test('the order of each column is decided by all of its cells, else by the other columns', async () => {
    const { records } = await read('email,start,end\na@x,13/01/2020,10/31/2026\nb@x,01/02/2020,05/06/2026\n')
    expect(records.map(({ startDay, lastDay }) => [startDay, lastDay])).toEqual([
      ['2020-01-13', '2026-10-31'],
      ['2020-02-01', '2026-05-06'],
    ])
    const other = await read('email,start,end\na@x,13/01/2020,05/06/2026\n')
    expect(other.records).toMatchObject([{ lastDay: '2026-06-05' }])
  })

  test.each([['soon'], ['30.02.2026'], ['1900-01-01'], ['unknown'], ['2026']])(
    '%s is a question',
    async written => {
      expect(await days(written)).toEqual(['no_day'])
    },
  )
})

describe('in doubt a question', () => {
  test.each<[string, 'gone' | 'aside' | null]>([
    ['Resignation withdrawn', 'aside'],
    ['Départ prévu', 'aside'],
    ['Offboarding', 'aside'],
    ['Terminates 2026-12-31', 'aside'],
    ['Left-handed', 'aside'],
    ['Was active', 'aside'],
    ['Yes', 'aside'],
    ['Ex-employee', 'gone'],
    ['Former employee', 'gone'],
    ['Nicht mehr aktiv', 'gone'],
    ['Leave of absence', null],
    ['', 'aside'],
  ])('a status is read where every word of it is known: %s', async (word, expected) => {
    expect(await ends(`Email,Status,Name\na@x,"${word}",Ada\n`)).toEqual({ a: expected })
  })

  test.each<[string, string, 'gone' | 'aside' | null]>([
    ['No longer employed', 'ja', 'gone'],
    ['Still employed', 'ja', null],
    ['Still employed', 'nie', 'gone'],
    ['Inactif', '✓', 'gone'],
    ['Active', '', 'aside'],
    ['Suspended', '', null],
  ])('what yes and nothing mean: %s, %s', async (column, word, expected) => {
    expect((await ends(`Email,${column},Last day\nb@x,Yes,\na@x,${word},\n`))['a']).toBe(expected)
  })

  test('nothing at all in a column that asks is an answer too', async () => {
    expect(await ends('Email,Currently employed,Last day\na@x,,\n')).toEqual({ a: 'aside' })
  })

  test.each([
    ['Disabled person', 'Yes', 'words'],
    ['Active projects', 'No', 'unknown'],
    ['Onboarding state of things', 'Terminated', 'words'],
    ['Benefits status', 'Terminated', 'unknown'],
    ['Status pracownika', 'Zwolniony', 'status'],
    ['Last leave end', '2026-02-01', 'days'],
    ['Resignation date', '2026-02-01', 'days'],
    ['Kündigungsdatum', '2026-02-01', 'days'],
    ['Date of birth', '1980-02-01', 'unknown'],
    ['Data ustania zatrudnienia', '46350', 'last_day'],
    ['Data di uscita', '31.12.9999', 'last_day'],
    ['Datum fim', 'yesterday', 'words'],
  ])('a column that may say who left asks: %s, %s', async (column, cell, expected) => {
    const { columns } = await read(`Email,${column}\na@x,${cell}\n`)
    expect(columns.map(({ field, unused }) => unused ?? field)[1]).toBe(expected)
  })

  test('a mail column of which not every word is known is the own one only where nothing else may be', async () => {
    const { records } = await read('E-mail laboral,Mail des Paten\na@x,b@x\n')
    expect(records).toMatchObject([{ addresses: ['a@x'] }])
    for (const list of ['Kontakt,Mail des Paten\na@x,b@x\n', 'Buddy email,Private email\na@x,b@x\nc@x,\n']) {
      const unclear = await read(list)
      expect([unclear.records, unclear.columns.map(({ unused }) => unused)]).toEqual([
        [],
        ['addresses', 'addresses'],
      ])
    }
  })

  test('what stands for no day, and a day there is not, tell nothing of the order', async () => {
    for (const cell of ['31/12/9999', '31/04/2026'])
      expect(await ends(`email,end\nb@x,${cell}\na@x,05/06/2026\nc@x,10/31/2026\n`)).toMatchObject({
        a: '2026-05-06',
      })
    const { mistakes } = await read('email,end\na@x,31/06/2026\n')
    expect(mistakes.first).toMatchObject([{ kind: 'no_day' }])
  })

  test('days where programs begin to count are no last days, and bare numbers are days where a list writes them so', async () => {
    expect(await ends('email,end\na@x,1970-01-01\nb@x,2099-12-31\n')).toEqual({ a: 'aside', b: null })
    const { columns } = await read('Email,Start date,Stoppet den\na@x,44000,46350\n')
    expect(columns[2]?.unused).toBe('days')
  })

  test.each([
    ['2026-09-30-07:00', '2026-09-30'],
    ['2026年9月30日', '2026-09-30'],
    ['Wed Sep 30 2026 00:00:00 GMT+0200 (CEST)', '2026-09-30'],
    ['20260930000000.0Z', '2026-09-30'],
  ])('%s', async (written, day) => {
    expect(await ends(`email,end\na@x,${written}\n`)).toEqual({ a: day })
  })
})

test('of two columns that say the state and contradict each other none is believed, whatever their order', async () => {
  const rows = 'a@x,Active,Terminated,\nb@x,Active,Active,\nc@x,Terminated,Terminated,\n'
  for (const header of ['Email,Status,Employment Status,Last day', 'Email,Employment Status,Status,Last day'])
    expect(await ends(`${header}\n${rows}`)).toEqual({ a: 'aside', b: null, c: 'gone' })
  const { mistakes } = await read(`Email,Account Enabled,Status\na@x,False,Active\nb@x,True,Purple\n`)
  expect(mistakes.first.map(({ line, kind }) => `${line} ${kind}`)).toEqual(['2 two_states'])
  // A day that is still to come, and one after which they were hired again, say more.
  expect(
    await ends(
      'Email,Status,Employment Status,Rehire date,Last day\na@x,Active,Terminated,,2026-12-31\n' +
        'b@x,Active,Terminated,,2026-10-31\nc@x,Active,Terminated,2024-02-05,2021-05-28\n',
    ),
  ).toEqual({ a: '2026-12-31', b: 'aside', c: null })
})

test('guests of a directory are no staff: left out, and counted', async () => {
  const header = 'userPrincipalName,mail,userType,accountEnabled'
  const { records, guests, withoutAddress, mistakes } = await read(
    `${header}\nada@x.example,ada@x.example,Member,True\n` +
      'kim_partner.example#EXT#@x.onmicrosoft.com,kim@partner.example,Guest,True\n' +
      'lea_sister.example#EXT#@x.onmicrosoft.com,lea@sister.example,Member,True\nbo@x.example,,guest,False\n',
  )
  expect(records.map(({ line, type }) => [line, type])).toEqual([
    [2, 'employee'],
    [4, 'employee'],
  ])
  expect([guests, withoutAddress, mistakes.all]).toEqual([2, 0, 0])
  const untold = await read('userPrincipalName\nada@x.example\nkim_partner.example#EXT#@x.onmicrosoft.com\n')
  expect([untold.records.length, untold.guests]).toEqual([1, 1])
})

describe('several rows of one person', () => {
  /** By line: the line that counts for the person, `aside`, and nothing where no other row is about them. */
  async function settled(file: string) {
    const found = await read(file)
    return {
      lines: Object.fromEntries(found.settled.map(({ line, counts }) => [line, counts ?? 'aside'])),
      mistakes: found.mistakes.first.map(
        ({ line, kind, value, other }) => `${other}+${line} ${kind} ${value}`,
      ),
      rows: found.mistakes.rows,
    }
  }
  const header = 'Employee ID,Email,Status,Start date,Last day\n'

  test('who was hired again works here, in either order and under another address or id', async () => {
    const counts = { lines: { 2: 3, 3: 3 }, mistakes: [], rows: 0 }
    const [old, now] = ['17,c@x,,2019-01-07,2021-05-28\n', '17,c@x,Active,2024-02-05,\n']
    expect(await settled(`${header}${old}${now}`)).toEqual(counts)
    expect((await settled(`${header}${now}${old}`)).lines).toEqual({ 2: 2, 3: 2 })
    expect(await settled(`${header}${old}${now.replace('c@x', 'ruiz@x')}`)).toEqual(counts)
    expect(await settled(`${header}${old}${now.replace('17', '204')}`)).toEqual(counts)
    expect(
      (await settled(`Email,Start date,Last day\n${old}${now}`.replaceAll(/17,(c@x),\w*,/g, '$1,'))).lines,
    ).toEqual({ 2: 3, 3: 3 })
  })

  test('rows about one time are set aside and named, unless they say the same of address and end', async () => {
    const aside = { lines: { 2: 'aside', 3: 'aside' }, mistakes: ['2+3 same_person 17'], rows: 2 }
    expect(await settled(`${header}17,c@x,,,2026-01-31\n17,c@x,,,\n`)).toEqual(aside)
    expect(await settled(`${header}17,c@x,,2019-01-07,2026-01-31\n17,c@x,,2024-02-05,\n`)).toEqual(aside)
    expect(await settled(`${header}17,c@x,,,\n17,ruiz@x,,,\n`)).toEqual(aside)
    expect(await settled(`${header}17,c@x,,2019-01-07,\n17,c@x,,2024-02-05,\n`)).toMatchObject({
      ...{ lines: { 2: 3, 3: 3 }, rows: 0 },
    })
    expect((await settled(`Email,Last day\nc@x,2026-01-31\nc@x,\n`)).mistakes).toEqual([
      '2+3 same_person c@x',
    ])
  })

  test('two people with one address are set aside, and so are those who share one that is nobody’s first', async () => {
    expect((await settled(`${header}17,c@x,,,\n18,c@x,,,\n`)).lines).toEqual({ 2: 'aside', 3: 'aside' })
    expect((await settled('Email,Private email\na@x,home@y\nb@x,home@y\nc@x,mine@y\n')).lines).toEqual({
      2: 'aside',
      3: 'aside',
    })
  })

  test('what stands where there is no id is none', async () => {
    for (const none of ['-', '0', 'N/A', 'none', 'TBD'])
      expect((await settled(`${header}${none},a@x,,,\n${none},b@x,,,2026-01-31\n`)).lines).toEqual({})
  })

  test('a row with a mistake leaves nobody sure which one counts', async () => {
    expect(await settled(`${header}17,c@x,,2019-01-07,2021-05-28\n17,c@x,,2024-02-05,soon\n`)).toEqual({
      lines: { 2: 'aside' },
      mistakes: ['null+3 no_day soon', '2+3 same_person 17'],
      rows: 2,
    })
    expect((await settled(`${header}17,c@x,,2019-01-07,2021-05-28\n17,c(at)x,,2024-02-05,\n`)).lines).toEqual(
      {
        2: 'aside',
      },
    )
    // Hired again, and their new address is not written yet.
    expect((await settled(`${header}17,c@x,,2019-01-07,2021-05-28\n17,,,2024-02-05,\n`)).lines).toEqual({
      2: 'aside',
    })
    expect(
      await settled(`${header}17,,,2019-01-07,2021-05-28\n17,c@x,,2024-02-05,\n18,,,,\n18,,,,\n`),
    ).toMatchObject({
      ...{ lines: { 2: 3, 3: 3 }, mistakes: [] },
    })
  })
})
