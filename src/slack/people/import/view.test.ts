import type { SectionBlock } from '@slack/types'
import { expect, test } from 'vitest'
import { readable } from '../../../../test/support/slack-text.ts'
import { column, listReading, stagedList } from '../../../../test/support/staff-list-samples.ts'
import type { Mistake } from '../../../domain/staff-list.ts'
import { readList } from '../../doors/staff-list.ts'
import { chosenPlaces, columnsCalled } from './column-options.ts'
import { importPreviewView, mistakesView } from './preview-view.ts'
import { readForm } from './read.ts'
import { importedView, importMessage, importView, notImportedView } from './view.ts'

const mistake = (line: number, more: Partial<Mistake> = {}): Mistake => ({
  ...{ line, kind: 'no_day', column: 'Austritt', value: 'bald', other: null },
  ...more,
})
const preview = (more: Parameters<typeof stagedList>[0] = {}) =>
  readable(importPreviewView({ id: 'r1', change: stagedList(more), reason: null }))
const upload = { kind: 'upload', name: 'staff.csv' } as const
const told = (called: string, from: string | null = null, to: string | null = null) => ({
  ...{ called, from, to },
  address: null,
})
const people = (...first: ReturnType<typeof told>[]) => ({ all: first.length, first })

test('the form, with files and without', () => {
  expect([readable(importView(true)), readable(importView(false))]).toMatchInlineSnapshot(`
    [
      "Your HR list of who works here. First you see what would change. Nothing is imported before you say so.
    CSV file: <file_input>
    Or rows: <plain_text_input>
    (Needed: a column of e-mail addresses, or several. Useful: name, job title, department, manager, employee or contractor, whether they work here, first day, last day, time zone. Usual names of columns are known in many languages. You can choose others in the next step.)",
      "Your HR list of who works here. First you see what would change. Nothing is imported before you say so.
    Rows: <plain_text_input>
    (A file could be chosen here too, but the bot may not read files. Add the permission \`files:read\` to the Slack app and install it again.)
    (Needed: a column of e-mail addresses, or several. Useful: name, job title, department, manager, employee or contractor, whether they work here, first day, last day, time zone. Usual names of columns are known in many languages. You can choose others in the next step.)",
    ]
  `)
})

test('what came of it is told by name where it is what was announced', () => {
  const counts = { added: 0, changed: 1, leaving: 0, unlisted: 0, returning: 0, missing: 0, conflicts: 1 }
  const changes = { title: people(told('Jon <Berg>', null, 'Guide')) }
  expect(readable(importedView(counts, 0, changes)).split('\n')).toEqual([
    '✅ *Imported.* The checks run now.',
    '• *1 new job title*: Jon &lt;Berg&gt;, Guide',
    '• 1 row of which the bot cannot say who is meant: applied to nobody',
  ])
})

test('a status without last days is no list of people who all work here; rows without an address are named', () => {
  const columns = [
    column('Email', 'address'),
    column('Status', 'status'),
    column('Last Sign In', null, 'days'),
  ]
  const nameless = [{ line: 5, called: 'Farah Haddad' }]
  const said = preview({
    leftOut: nameless,
    reading: listReading({
      ...{ columns, withoutAddress: 1, nameless, managersByNumber: 8 },
      contractEnds: { all: 2, first: [...nameless, { line: 6, called: 'Bo' }] },
    }),
  }).split('\n')
  expect(
    said.filter(line => /101 rows|last day in it|Line 5|no e-mail|contract|managers/.test(line)),
  ).toMatchInlineSnapshot(`
    [
      "*staff.csv* · 101 rows · not imported yet",
      "⚠️ *Is a last day in it?* The status says who left, and nobody’s last day is known. *Last Sign In* is not used: it may say the last day. If so, choose it under _Last day_; if not, under _Ignore_. Without it, the time to take access away counts from when the list first said that somebody left.",
      "*End of the contract*",
      "[static_select → import.column.contract_end]",
      "*Employee or contractor*",
      "*2 contract ends are not used*: Farah Haddad, Bo. Beside a column of last days they count for contractors only.",
      "*1 row has no e-mail address* and is left out: Miro cannot know this person.",
      "Line 5, Farah Haddad: no e-mail address. Nothing changes for them.",
      "(8 managers are given by employee number. Only an e-mail address says who that is, so they are left out.)",
    ]
  `)
})

test('why nothing was read', () => {
  const said = (because: Parameters<typeof importView>[1]) =>
    readable(importView(true, because)).split('\n')[0]
  expect([
    said({ outcome: 'unreadable', because: { kind: 'excel' } }),
    said({ outcome: 'unreadable', because: { kind: 'no_address_column', columns: ['Name', 'Shoe <size>'] } }),
    said({ outcome: 'unreadable', because: { kind: 'open_quote', line: 1204 } }),
    said({ outcome: 'unreadable', because: { kind: 'too_many_rows', rows: 200_000 } }),
    said({ outcome: 'refused', because: 'not_allowed' }),
    said({ outcome: 'busy' }),
  ]).toMatchInlineSnapshot(`
    [
      "⚠️ *Nothing was read.* It is an Excel workbook. In Excel choose Save As and CSV, and import that file.",
      "⚠️ *Nothing was read.* It has no e-mail addresses and no column that we know. The first line says: *Name*, *Shoe &lt;size&gt;*.",
      "⚠️ *Nothing was read.* In the row that begins in line 1204 a quotation mark is not closed.",
      "⚠️ *Nothing was read.* It has more than 200,000 rows. Leave out columns that are not needed, and people who left long ago.",
      "⚠️ *Nothing was read.* Slack does not hand the file over. Paste the rows instead, or have somebody add the permission \`files:read\` to the Slack app and install it again.",
      "⚠️ *Nothing was read.* Another staff list is being read. Try again in a minute.",
    ]
  `)
})

test('what would change, by name, with mistakes and whom they leave out', () => {
  const first = [
    mistake(3),
    mistake(1204, { kind: 'bad_address', column: 'E-Mail', value: 'ivo(at)<x>' }),
    mistake(5, { kind: 'same_person', column: null, value: 'jon@x', other: 4 }),
    mistake(6, { kind: 'cells', column: null, value: null, other: 3 }),
    ...Array.from({ length: 20 }, (_, at) => mistake(at + 10)),
  ]
  const change = {
    ...{ rows: 88, setAside: 23, added: 3, changed: 1, leaving: 1, unlisted: 2 },
    ...{ returning: 1, missing: 2, conflicts: 2 },
    changes: {
      missing: { all: 2, first: [told('Jon')] },
      added: people(told('Mila <Novak>'), told('Noor Vos')),
      leaving: people(told('Carla Mendes', null, '2026-11-20'), told('Emil')),
      returning: people(told('Dana Lee', '2026-01-31')),
      last_day: people(told('Jon Berg', null, '2026-12-31')),
      last_day_moved: people(told('Bo Lind', '2026-12-31', '2027-01-31')),
      last_day_withdrawn: people(told('Ada', '2026-12-31')),
      name: people(told('Farah Haddad', 'Farah Haddad', 'Farah H.')),
      title: people(told('Ada', 'Guide', 'Chief'), told('Bo Lind', null, 'Guide'), told('Gus', 'Guide')),
      type: people(told('Ada', 'employee', 'contractor')),
      manager: people(told('Ada', 'bo@x', 'gus@x')),
      first_time: {
        all: 300,
        first: Array.from({ length: 200 }, (_, at) => told(`Person ${at}`)),
      },
    },
    conflicting: [
      { line: 9, address: 'gus@x', because: 'several_people' as const, other: null },
      { line: 10, address: 'eli@x', because: 'same_person' as const, other: 12 },
    ],
    ...{ leftOut: [{ line: 3, called: 'Bo <Lind>' }, ...[{ line: 10, called: 'new@x' }]], unnamed: 1 },
    reading: listReading({
      ...{ mistakes: { first, all: 24, rows: 23 }, managersByName: 1, guests: 2 },
      own: { line: 2, lastDay: '2026-12-31' },
      replaced: {
        all: 7,
        first: [4, 6, 11, 12, 13, 14].map(line => ({ line, counts: line === 6 ? 5 : 9 })),
      },
    }),
  }
  expect(preview(change)).toMatchInlineSnapshot(`
    "*staff.csv* · 120 rows · not imported yet
    ⚠️ *Who has left?* No column says when somebody leaves. Choose it under _Last day_ or _Whether they work here_. Go on without it if the list has only people who work here.
    *Columns* (separated by semicolons)
    Is one wrong? Choose another column, and the preview follows. After the import, your choice is kept for lists with the same columns.
    *E-mail address*
    [multi_static_select → import.column.address]
    *Last day*
    [multi_static_select → import.column.last_day]
    *Whether they work here*
    [static_select → import.column.status]
    *End of the contract*
    [static_select → import.column.contract_end]
    *Employee id*
    [static_select → import.column.employee_id]
    *Further e-mail addresses*
    [multi_static_select → import.column.other_address]
    *Name*
    [static_select → import.column.name]
    *First name*
    [static_select → import.column.first_name]
    *Last name*
    [static_select → import.column.last_name]
    *Job title*
    [static_select → import.column.title]
    *Department*
    [static_select → import.column.department]
    *Manager*
    [static_select → import.column.manager]
    *Employee or contractor*
    [static_select → import.column.type]
    *First day*
    [static_select → import.column.start_day]
    *Day of the return*
    [static_select → import.column.rehire_day]
    *Time zone*
    [static_select → import.column.time_zone]
    *Kostenstelle*: not used
    *Name*: not used, as another column says the name
    *What will change*
    • *2 people leave*: Carla Mendes, 20 Nov 2026; Emil. What they can still use in Miro will be reported.
    • *1 person who had left is back*: Dana Lee, left 31 Jan 2026. Findings about their last day close. Whoever did leave needs a last day in the list.
    • *1 gets a last day*: Jon Berg, 31 Dec 2026
    • *1 last day moves*: Bo Lind, 31 Dec 2026 → 31 Jan 2027
    • *1 last day is withdrawn*: Ada, was 31 Dec 2026
    • *2 new people*: Mila &lt;Novak&gt;, Noor Vos
    • *1 changes between employee and contractor*: Ada, employee → contractor
    • *1 new name*: Farah Haddad → Farah H.
    • *3 new job titles*: Ada, Guide → Chief; Bo Lind, Guide; Gus, Guide → none
    • *1 new manager*: Ada, \`bo@x\` → \`gus@x\`
    • *300 known people are in it for the first time*: Person 0, Person 1, Person 2, Person 3, Person 4, Person 5, Person 6, Person 7, Person 8, Person 9 and 290 more
    [Show all → import.changes {"r":"r1","n":0,"k":"first_time"}]
    • *2 are no longer in it*: Jon and 1 more. Nothing happens to them until another list lacks them too.
    [Show all → import.changes {"r":"r1","n":0,"k":"missing"}]
    • *2 rows of which the bot cannot say who is meant*: applied to nobody
    Line 9: the addresses of \`gus@x\` lead to more than one person.
    Line 10: \`eli@x\` is about the same person as line 12.
    ⚠️ Line 2 is about you, with 31 Dec 2026 as your last day. Nobody should decide about themselves: let another administrator import the list. If you do it, the log will show it.
    ⚠️ *23 rows have mistakes and will be skipped.* Nothing changes for whoever stands in brackets. 1 row names nobody by e-mail address: whoever is meant counts as not in the list, unless they are known by exactly that name. Correct them and import the list again, or go on without them.
    Line 3: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026. (Bo &lt;Lind&gt;)
    Line 1204: \`ivo(at)&lt;x&gt;\` in *E-Mail* is not an e-mail address.
    Lines 4 and 5 are about the same person (\`jon@x\`), and it is not known which one counts. Keep one, or write in each a first and a last day that follow each other.
    Line 6: 3 cells, which does not fit the first line. A separator inside a text needs quotation marks around it.
    Line 10: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026. (new@x)
    Line 11: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026.
    Line 12: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026.
    Line 13: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026.
    Line 14: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026.
    Line 15: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026.
    (14 more mistakes.)
    *7 rows of an earlier time, or said twice*
    Lines 4 and 9 are about the same person. Line 9 counts.
    Lines 5 and 6 are about the same person. Line 5 counts.
    Lines 9 and 11 are about the same person. Line 9 counts.
    Lines 9 and 12 are about the same person. Line 9 counts.
    Lines 9 and 13 are about the same person. Line 9 counts.
    … and 2 more.
    [Show all mistakes → import.mistakes {"r":"r1","n":0}] [Discard the list → import.cancel {"r":"r1","n":0}]
    (2 rows are about guests of your directory, not staff: left out.)
    (1 manager is given by name. Only an e-mail address says who that is, so it is left out.)"
  `)
  expect(
    readable(mistakesView({ id: 'r1', from: 0, isOnTop: true }, stagedList(change)))
      .split('\n')
      .slice(0, 4),
  ).toMatchInlineSnapshot(`
    [
      "*staff.csv* · 24 mistakes in 23 rows",
      "Line 3: \`bald\` in *Austritt* is not a date we can read. Write it like 2026-12-31 or 31.12.2026. (Bo &lt;Lind&gt;)",
      "Line 1204: \`ivo(at)&lt;x&gt;\` in *E-Mail* is not an e-mail address.",
      "Lines 4 and 5 are about the same person (\`jon@x\`), and it is not known which one counts. Keep one, or write in each a first and a last day that follow each other.",
    ]
  `)
})

test('nothing new, nothing that can be imported, and what is not believable', () => {
  expect(preview()).toMatchInlineSnapshot(`
    "*staff.csv* · 100 rows · not imported yet
    ⚠️ *Who has left?* No column says when somebody leaves. Choose it under _Last day_ or _Whether they work here_. Go on without it if the list has only people who work here.
    *Columns* (separated by semicolons)
    Is one wrong? Choose another column, and the preview follows. After the import, your choice is kept for lists with the same columns.
    *E-mail address*
    [multi_static_select → import.column.address]
    *Last day*
    [multi_static_select → import.column.last_day]
    *Whether they work here*
    [static_select → import.column.status]
    *End of the contract*
    [static_select → import.column.contract_end]
    *Employee id*
    [static_select → import.column.employee_id]
    *Further e-mail addresses*
    [multi_static_select → import.column.other_address]
    *Name*
    [static_select → import.column.name]
    *First name*
    [static_select → import.column.first_name]
    *Last name*
    [static_select → import.column.last_name]
    *Job title*
    [static_select → import.column.title]
    *Department*
    [static_select → import.column.department]
    *Manager*
    [static_select → import.column.manager]
    *Employee or contractor*
    [static_select → import.column.type]
    *First day*
    [static_select → import.column.start_day]
    *Day of the return*
    [static_select → import.column.rehire_day]
    *Time zone*
    [static_select → import.column.time_zone]
    *Kostenstelle*: not used
    *Name*: not used, as another column says the name
    Nothing would change: the list says what is known already.
    [Discard the list → import.cancel {"r":"r1","n":0}]"
  `)
  const none = importPreviewView({
    ...{ id: 'r1', change: stagedList({ rows: 0, setAside: 3 }), reason: null },
  })
  expect([none.submit, readable(none).split('\n')[2]]).toMatchInlineSnapshot(`
    [
      undefined,
      "*Columns* (separated by semicolons)",
    ]
  `)
  const many = importPreviewView({
    ...{ id: 'r1', change: stagedList({ gone: 30, leaving: 30 }), reason: 'many_gone' },
  })
  expect([many.submit?.text, readable(many).split('\n')[1]]).toMatchInlineSnapshot(`
    [
      "Apply anyway",
      "⚠️ *Is this the right list?* 30 of 100 people would be missing or have left. If it is, press Apply anyway. The log will show that you did.",
    ]
  `)
  expect(readList(many.private_metadata ?? '')).toEqual({
    id: 'r1',
    from: 0,
    anyway: true,
    isOnTop: false,
    kind: null,
  })
})

test('what came of it', () => {
  const applied = {
    outcome: 'applied',
    added: 3,
    changed: 0,
    leaving: 1,
    unlisted: 2,
    returning: 0,
    missing: 2,
    conflicts: 1,
  } as const
  expect([
    readable(importMessage({ origin: upload, setAside: 5, came: applied })),
    readable(
      importMessage({
        origin: { kind: 'text', name: '' },
        setAside: 0,
        came: { ...applied, added: 0, leaving: 0, unlisted: 0, returning: 0, missing: 0, conflicts: 0 },
      }),
    ),
    readable(importMessage({ origin: upload, setAside: 5, came: 'asked' })),
    readable(importMessage({ origin: upload, setAside: 5, came: 'gone' })),
    readable(notImportedView('cancelled')),
    readable(notImportedView('gone')),
  ]).toMatchInlineSnapshot(`
    [
      "notification: staff.csv: imported
    ✅ *Imported.* *staff.csv*. The checks run now.
    • 3 new people
    • 1 person leaves: accounts they have in Miro will be reported
    • 2 people no longer in the list but still active in Slack: administrators are asked whether they left
    • 2 people of the list before are missing from this one. Nothing happens to them until another list lacks them too.
    • 1 row of which the bot cannot say who is meant: applied to nobody
    • 5 rows skipped because of mistakes: correct them and import the list again",
      "notification: Pasted rows: imported
    ✅ *Imported.* *Pasted rows*. Nothing was different. The checks run now.",
      "notification: *staff.csv*: import requested. If this still stands here in a minute, import the list again: \`/miro import\`.
    *staff.csv*: import requested. If this still stands here in a minute, import the list again: \`/miro import\`.",
      "notification: *staff.csv* was not imported: it was given up, or a newer list was read meanwhile.
    *staff.csv* was not imported: it was given up, or a newer list was read meanwhile.",
      "Nothing was imported, and nothing of the list is kept.
    [Import a staff list → import.open]",
      "This list is no longer waiting: it was imported or given up already, or a newer one was read.
    [Import a staff list → import.open]",
    ]
  `)
})

const isSection = (block: { readonly type: string }): block is SectionBlock => block.type === 'section'

/** What each menu of columns shows as chosen, those that show nothing left out. */
function menusOf(view: ReturnType<typeof importPreviewView>): Record<string, string> {
  const menus = view.blocks
    .filter(isSection)
    .flatMap(({ block_id: id, accessory }) =>
      accessory !== undefined && 'placeholder' in accessory ? [{ id, ...accessory }] : [],
    )
  return Object.fromEntries(
    menus.flatMap(menu => {
      const one = 'initial_option' in menu ? [menu.initial_option] : []
      const several = 'initial_options' in menu ? menu.initial_options : []
      const texts = [...one, ...(several ?? [])].flatMap(chosen =>
        chosen === undefined ? [] : [chosen.text.text],
      )
      return texts.length === 0 ? [] : [[`${menu.id} ${menu.type}`, texts.join(' + ')]]
    }),
  )
}

const withColumns = (...columns: ReturnType<typeof column>[]) =>
  importPreviewView({ id: 'r1', change: stagedList({ reading: listReading({ columns }) }), reason: null })

test('a menu a field shows the column that holds it; in doubt they stand above what would change', () => {
  const view = withColumns(
    column('Email', 'address'),
    column('Other <mail>', 'address'),
    column('Name', 'name'),
    column('Name', null),
    column(' ', null),
    { ...column('Adieu', null, 'ignored') },
    column('Quit', null, 'days'),
  )
  expect(menusOf(view)).toMatchInlineSnapshot(`
    {
      "r1.address multi_static_select": "Email + Other <mail>",
      "r1.contract_end static_select": "Not in this list",
      "r1.department static_select": "Not in this list",
      "r1.employee_id static_select": "Not in this list",
      "r1.first_name static_select": "Not in this list",
      "r1.ignored multi_static_select": "Adieu",
      "r1.last_name static_select": "Not in this list",
      "r1.manager static_select": "Not in this list",
      "r1.name static_select": "Name (column 3)",
      "r1.rehire_day static_select": "Not in this list",
      "r1.start_day static_select": "Not in this list",
      "r1.status static_select": "Not in this list",
      "r1.time_zone static_select": "Not in this list",
      "r1.title static_select": "Not in this list",
      "r1.type static_select": "Not in this list",
    }
  `)
  expect(readable(view).split('\n').slice(0, 4)).toMatchInlineSnapshot(`
    [
      "*staff.csv* · 100 rows · not imported yet",
      "⚠️ *Who has left?* No column says when somebody leaves. *Quit* is not used. Choose it under _Last day_ or _Whether they work here_, or under _Ignore_ if it says something else. Go on without it if the list has only people who work here.",
      "*Columns* (separated by semicolons)",
      "Is one wrong? Choose another column, and the preview follows. After the import, your choice is kept for lists with the same columns.",
    ]
  `)
  expect(readable(view).split('\n').slice(-8)).toMatchInlineSnapshot(`
    [
      "Columns that do not say who has left.",
      "[multi_static_select → import.column.ignored]",
      "*Name*: not used",
      "*a column without a name*: not used",
      "*Adieu*: not used, by choice",
      "*Quit*: not used, although there are days in it",
      "Nothing would change: the list says what is known already.",
      "[Discard the list → import.cancel {"r":"r1","n":0}]",
    ]
  `)
  const address = view.blocks.filter(isSection).find(block => block.block_id === 'r1.address')
  expect(address?.accessory).toMatchObject({
    options: [
      'Email',
      'Other <mail>',
      'Name (column 3)',
      'Name (column 4)',
      'Without a name, column 5',
      'Adieu',
      'Quit',
    ].map((text, at) => ({ text: { type: 'plain_text', text }, value: String(at) })),
  })
})

test('where no column holds the addresses, that is asked; nothing else is said of such a list', () => {
  const view = withColumns(column('Kontakt', null, 'addresses'), column('Pate', null, 'addresses'))
  expect([view.submit?.text, ...readable(view).split('\n').slice(0, 2)]).toMatchInlineSnapshot(`
    [
      "Import",
      "*staff.csv* · 100 rows · not imported yet",
      "⚠️ *Where are the e-mail addresses?* It is not clear which column holds the e-mail addresses: *Kontakt* or *Pate*. No column says when somebody leaves. Choose the column below. Nothing can be imported before.",
    ]
  `)
  expect(readable(view)).not.toContain('change')
  const refused = importPreviewView({
    ...{ id: 'r1', change: stagedList(), reason: null, refused: { outcome: 'no_addresses' } },
  })
  expect(readable(refused).split('\n')[1]).toMatchInlineSnapshot(
    `"⚠️ *Nothing was imported.* First choose the column of e-mail addresses. Without it the list names nobody."`,
  )
})

test('damaged letters are said, with one of them', () => {
  const damaged = preview({ reading: listReading({ damaged: 'MÃ¼<ller>' }) })
  expect(damaged).toContain('⚠️ *Some letters are damaged*, as in `MÃ¼&lt;ller&gt;`.')
  expect(preview()).not.toContain('damaged')
})

test('more columns than a menu holds are asked for by name', () => {
  const columns = Array.from({ length: 150 }, (_, at) => column(`Column ${at}`, at === 149 ? 'title' : null))
  const view = withColumns(column('Email', 'address'), ...columns)
  expect(menusOf(view)).toMatchObject({
    'r1.address multi_external_select': 'Email',
    'r1.title external_select': 'Column 149',
    'r1.name external_select': 'Not in this list',
  })
  const found = columnsCalled(columns, ' COLUMN 14').map(({ text, value }) => `${value} ${text.text}`)
  expect(found).toEqual([
    '- Not in this list',
    '14 Column 14',
    ...Array.from({ length: 10 }, (_, at) => `14${at} Column 14${at}`),
  ])
  expect(columnsCalled(columns, '').length).toBe(100)
  expect([chosenPlaces(['-']), chosenPlaces(['3', '149']), chosenPlaces(['x', '9999', '-1'])]).toEqual([
    [],
    [3, 149],
    [],
  ])
})

test('either a file or rows', () => {
  const read = (files: unknown, value: unknown, withFiles = true) =>
    readForm({
      metadata: '',
      state: {
        ...(withFiles && { 'import.file': { 'import.file': { files } } }),
        'import.text': { 'import.text': { value } },
      },
    })
  expect([
    read([{ id: 'F0ABC' }], null),
    read([], 'Email\na@x'),
    read([{ id: 'F0ABC' }], 'Email\na@x'),
    read([], ' \n'),
    read([], null, false),
    read([{ id: '../etc' }], null),
    read('x', 7),
  ]).toMatchInlineSnapshot(`
    [
      {
        "input": {
          "fileId": "F0ABC",
          "kind": "upload",
        },
      },
      {
        "input": {
          "kind": "text",
          "text": "Email
    a@x",
        },
      },
      {
        "problems": {
          "import.text": "A file is chosen already. Remove it, or leave this empty.",
        },
      },
      {
        "problems": {
          "import.file": "Choose a CSV file, or paste rows below.",
        },
      },
      {
        "problems": {
          "import.text": "Paste the rows of your staff list, the first line with the names of the columns.",
        },
      },
      {
        "problems": {
          "import.file": "Choose a CSV file, or paste rows below.",
        },
      },
      {
        "problems": {
          "import.file": "Choose a CSV file, or paste rows below.",
        },
      },
    ]
  `)
  expect([readList(''), readList('{"r":"../x"}'), readList('{"r":"r1","n":30}')]).toEqual([
    null,
    null,
    { id: 'r1', from: 30, anyway: false, isOnTop: false, kind: null },
  ])
})
