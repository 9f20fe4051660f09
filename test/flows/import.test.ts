import { expect, test } from 'vitest'
import { sampleStaffList } from '../../src/sandbox/seeds/sample-staff-list.ts'
import { smallCompany } from '../../src/sandbox/seeds/small-company.ts'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'

async function openForm(flow: Flow, person = flow.ada): Promise<void> {
  await person.command('/miro', 'import')
  await flow.window('Import a staff list', person)
}

async function said(flow: Flow, text: string, person = flow.ada): Promise<string> {
  return await flow.slack.until(
    () => {
      const top = person.views.at(-1)
      const shown = top === undefined ? '' : person.read(top)
      return shown.includes(text) ? shown : null
    },
    { what: text, ...patience },
  )
}

async function paste(flow: Flow, rows: readonly string[], until: string, columns = 'Email,Name,Last day') {
  await openForm(flow)
  await flow.ada.fill(flow.ada.view, { 'Or rows': [columns, ...rows].join('\n') })
  await flow.ada.submit(flow.ada.view)
  return await said(flow, until)
}

const press = async (flow: Flow, text: string) => {
  await flow.ada.click(flow.ada.view, text)
}

test('a file with mistakes: they are explained, nothing is applied before Import, then the checks change', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, slack } = flow
  const people = () => flow.rows<{ name: string }>(`SELECT name FROM person WHERE title = 'Office'`)

  await openForm(flow)
  ada.upload('CSV file', { name: sampleStaffList.name, bytes: Buffer.from(sampleStaffList.text) })
  await ada.submit(ada.view)
  const preview = await said(flow, 'not imported yet')
  for (const text of [
    'juniper-staff.csv',
    '12 rows',
    'Line 7: `31/06/2022` in *Eintritt* is not a date we can read',
    'Line 8: `ivo.petrov(at)juniper.example` in *E-Mail* is not an e-mail address',
    'Lines 9 and 10 are about the same person. Line 9 counts.',
    'Line 11: a contractor needs a last day in *Austritt*.',
    'Line 12: `Europe/Praag` in *Zeitzone* is no time zone',
    '*Kostenstelle*: not used',
    '• *2 new people*: Mila Novak, Noor Vos',
    'Line 2 is about you',
  ])
    expect(preview).toContain(text)
  expect(await people()).toEqual([])

  await ada.submit(ada.view)
  await said(flow, '• *2 new people*: Mila Novak, Noor Vos')
  expect(await people()).toEqual([{ name: 'Noor Vos' }])
  await slack.until(() => ada.dm.some(message => ada.read(message).includes('juniper-staff.csv')), {
    what: 'the result as a message',
    ...patience,
  })
  const [logged] = await flow.rows<{ actor: string; details: object }>(
    `SELECT actor, details FROM deed WHERE action = 'staff_list_applied'`,
  )
  expect(logged).toMatchObject({
    actor: 'U0ADA',
    details: { setAside: 1, anyway: false, added: 2, ownRow: { line: 2, lastDay: null } },
  })
})

test('pasted rows: somebody whose last day is over is reported, and a list that is given up leaves nothing', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, slack } = flow
  const rows = ['carla.mendes@juniper.example,Carla Mendes,2026-11-20', 'farah.haddad@juniper.example,,']
  await paste(flow, rows, '*1 person leaves*: Carla Mendes, 20 Nov 2026')
  await press(flow, 'Discard the list')
  await said(flow, 'nothing of the list is kept')
  expect(await flow.rows('SELECT 1 FROM sync_page')).toEqual([])
  await ada.close(ada.view, { all: true })

  await paste(flow, rows, '*1 person leaves*: Carla Mendes, 20 Nov 2026')
  await ada.submit(ada.view)
  await said(flow, '*Imported.*')
  const alert = await slack.until(
    () => flow.inChannel().find(message => ada.read(message).includes('carla.mendes@juniper.example')),
    { what: 'the alert about Carla', ...patience },
  )
  expect(ada.read(alert)).toContain('20 Nov 2026')
})

/** Chooses columns in a menu of the preview, and waits until the list was read again. */
async function choose(flow: Flow, field: string, columns: string | readonly string[], until: string) {
  await flow.ada.click(flow.ada.view, `import.column.${field}`, { selected: columns })
  return await said(flow, until)
}

test('the preview says what changes of whom; a bad row changes nothing for the person it names, in any row', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const preview = await paste(
    flow,
    [
      'jon.berg@juniper.example,Jon Berg,Head of sales,Employee,31/12/2026',
      'carla.mendes@juniper.example,Carla Mendes,Product designer,Employee,-',
      'farah.haddad@juniper.example,Farah Haddad,Engineer,Employee,12.13.26',
      'farah.haddad@juniper.example,Farah H.,Engineer,Employee,',
      '-,Night porter,Porter,Employee,',
    ],
    'not imported yet',
    'Work Email,Full name,Position,Type,Termination date',
  )
  for (const text of [
    '*1 gets a last day*: Jon Berg, 31 Dec 2026',
    '*1 new job title*: Jon Berg, Sales → Head of sales',
    'Line 4: `12.13.26` in *Termination date* is not a date we can read.',
    'Nothing changes for whoever stands in brackets.',
    '(Farah Haddad)',
    '*1 row has no e-mail address*',
  ])
    expect(preview).toContain(text)
  expect(preview).not.toContain('Farah H.')
  await flow.ada.submit(flow.ada.view)
  await said(flow, 'Imported.')
  const rows = await flow.rows(
    `SELECT name, last_day FROM person WHERE slack_user_id IN ('U0JON', 'U0FARAH') ORDER BY name`,
  )
  expect(rows).toEqual([
    { name: 'Farah Haddad', last_day: null },
    { name: 'Jon Berg', last_day: '2026-12-31' },
  ])
})

test('a column nobody knows is chosen as last day: the preview changes, and the next such list is read right', async () => {
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now })
  await flow.setUp()
  const { ada, slack } = flow
  const columns = 'Email,Name,Adieu'
  const [carla, farah] = ['carla.mendes@juniper.example,,', 'farah.haddad@juniper.example,,']
  const asked = await paste(flow, [`${carla}2026-11-20`, farah], '*Who has left?*', columns)
  expect(asked).toContain('No column says when somebody leaves. *Adieu* is not used.')
  expect(asked).not.toContain('1 person leaves')

  // What it is not is as good an answer, and can be taken back.
  expect(await choose(flow, 'ignored', ['Adieu'], '*Adieu*: not used, by choice')).not.toContain(
    'Who has left?',
  )
  await choose(flow, 'ignored', [], '*Who has left?*')
  const chosen = await choose(flow, 'last_day', ['Adieu'], '*1 person leaves*: Carla Mendes, 20 Nov 2026')
  expect(chosen).not.toContain('Who has left?')
  expect(await flow.rows('SELECT count(DISTINCT run_id)::int AS files FROM staff_file_part')).toEqual([
    { files: 1 },
  ])
  await ada.submit(ada.view)
  await said(flow, '*Imported.*')
  expect(await flow.rows('SELECT 1 FROM staff_file_part')).toEqual([])
  await slack.until(
    () => flow.inChannel().find(message => ada.read(message).includes('carla.mendes@juniper.example')),
    { what: 'the alert about Carla', ...patience },
  )
  const [logged] = await flow.rows<{ details: object }>(
    `SELECT details FROM deed WHERE action = 'staff_list_applied'`,
  )
  expect(logged?.details).toMatchObject({ columns: [{ column: 'Adieu', field: 'last_day' }] })

  await ada.close(ada.view, { all: true })
  const next = [`${carla}2026-11-20`, `${farah}2026-11-21`]
  const again = await paste(flow, next, '*1 person leaves*: Farah Haddad, 21 Nov 2026', columns)
  expect(again).not.toContain('Who has left?')

  // As guessed again: then the next one asks again.
  await choose(flow, 'last_day', [], '*Who has left?*')
  await ada.submit(ada.view)
  await said(flow, '*Imported.*')
  await ada.close(ada.view, { all: true })
  await paste(flow, next, '*Who has left?*', columns)
})

test('a list of which nobody knows where the addresses are is shown, and imported once that is chosen', async () => {
  const flow = await startFlow()
  await flow.setUp()
  const { ada } = flow
  const row = 'Carla Mendes,carla.mendes@juniper.example,ada.okafor@juniper.example,active'
  const asked = await paste(flow, [row], '*Where are the e-mail addresses?*', 'Name,Kontakt,Pate,Status')
  expect(asked).toContain('It is not clear which column holds the e-mail addresses: *Kontakt* or *Pate*.')
  await ada.submit(ada.view)
  await said(flow, '*Nothing was imported.* First choose the column of e-mail addresses.')
  expect(await flow.rows('SELECT 1 FROM staff_list')).toEqual([])

  const chosen = await choose(flow, 'address', ['Kontakt'], '*What will change*')
  expect(chosen).not.toContain('Where are the e-mail addresses?')
  // A column holds one thing: the name is taken away from the one that had it.
  await choose(flow, 'title', 'Name', '1 new job title')
  const menu = (field: string) => {
    const block = ada.view.blocks.find(({ accessory }) => accessory?.action_id === `import.column.${field}`)
    return block?.accessory?.initial_option?.text.text
  }
  expect([menu('title'), menu('name')]).toEqual(['Name', 'Not in this list'])
  await ada.submit(ada.view)
  await said(flow, '*Imported.*')
  expect(await flow.rows(`SELECT name, title FROM person WHERE slack_user_id = 'U0CARLA'`)).toEqual([
    { name: 'Carla Mendes', title: 'Carla Mendes' },
  ])
})

test('what cannot be read says why, and the rows stay in the form', async () => {
  const flow = await startFlow()
  const { ada } = flow
  await openForm(flow)
  expect(await ada.submit(ada.view)).toMatchObject({
    errors: { 'import.file': 'Choose a CSV file, or paste rows below.' },
  })
  await ada.close(ada.view, { all: true })
  await paste(flow, ['Ada,12'], 'It has no e-mail addresses', 'Hat,Shoe size')
  expect(ada.view.state.values['import.text']?.['import.text']?.['value']).toBe('Hat,Shoe size\nAda,12')
  await ada.close(ada.view, { all: true })
  await openForm(flow)
  ada.upload('CSV file', { name: 'list.csv', bytes: Buffer.from('PK\u0003\u0004') })
  await ada.submit(ada.view)
  await said(flow, 'It is an Excel workbook')
})

test('a list that is not believable is applied only anyway, and by whom is logged', async () => {
  const users = Array.from({ length: 12 }, (_, at) => ({
    id: `U0MORE${at}`,
    realName: `Person ${at}`,
    email: `person.${at}@juniper.example`,
  }))
  const flow = await startFlow({ seed: { ...smallCompany, users: [...smallCompany.users, ...users] } })
  await flow.setUp()
  const { ada } = flow
  const all = users.map(({ email, realName }) => `${email},${realName},`)
  await paste(flow, all, 'not imported yet')
  await ada.submit(ada.view)
  await said(flow, '*Imported.*')
  await ada.close(ada.view, { all: true })
  await paste(
    flow,
    all.map(row => `${row}2026-01-31`),
    'Is this the right list?',
  )
  await press(flow, 'Show all')
  expect(await said(flow, '• Person 9, 31 Jan 2026')).toContain('12 people leave')
  await ada.close(ada.view)
  expect(ada.view.submit?.text).toBe('Apply anyway')
  await ada.submit(ada.view)
  await said(flow, '• *12 people leave*')
  const [logged] = await flow.rows<{ details: object }>(
    `SELECT details FROM deed WHERE action = 'staff_list_applied' ORDER BY at DESC, 1 LIMIT 1`,
  )
  expect(logged?.details).toMatchObject({ anyway: true, changed: 0, leaving: 12 })
})

test('refused for whoever does not administer; without files:read rows can be pasted', async () => {
  const flow = await startFlow({ withoutSlackScopes: ['files:read'] })
  const carla = flow.slack.as('U0CARLA')
  await carla.command('/miro', 'import')
  await said(flow, 'Only Slack owners and admins can do this', carla)
  await openForm(flow)
  const form = flow.ada.read(flow.ada.view)
  expect(form).toContain('files:read')
  expect(flow.ada.view.blocks.some(({ element }) => element?.type === 'file_input')).toBe(false)
  await flow.ada.fill(flow.ada.view, { Rows: 'Email\nada.okafor@juniper.example' })
  await flow.ada.submit(flow.ada.view)
  await said(flow, 'not imported yet')
})
