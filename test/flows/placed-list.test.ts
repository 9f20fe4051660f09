import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'

const columns = 'Email,Name,Job title,Last day'

test('a list at a path: applied by itself, held with its mistakes, said when it is gone', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'placed-list-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'staff.csv')
  const write = (...rows: readonly string[]) => writeFile(path, [columns, ...rows, ''].join('\n'))
  const carla = 'carla.mendes@juniper.example,Carla Mendes'
  await write(`${carla},Lead designer,`)
  const flow = await startFlow({ env: { STAFF_CSV: path } })
  await flow.setUp()
  const { ada, slack } = flow
  const titles = async () => (await flow.rows(`SELECT title FROM person WHERE name = 'Carla Mendes'`))[0]
  const said = (...texts: readonly string[]) =>
    slack.until(
      () => flow.inChannel().find(message => texts.every(text => ada.read(message).includes(text))),
      { what: texts.join(), ...patience },
    )
  expect(await titles()).toEqual({ title: 'Lead designer' })

  await write(`${carla},Head of design,`, 'ben.sorensen(at)juniper.example,Ben,,')
  await flow.sync()
  const held = await said('staff.csv', 'Apply anyway')
  expect(ada.read(held)).toContain(
    'Line 3: `ben.sorensen(at)juniper.example` in *Email* is not an e-mail address',
  )
  expect(await titles()).toEqual({ title: 'Lead designer' })
  await ada.click(held, 'Open the list')
  await slack.until(() => ada.views.length > 0 && ada.read(ada.view).includes('Line 3:'), {
    what: 'the mistake',
    ...patience,
  })
  expect(ada.read(ada.view)).toContain(
    '`ben.sorensen(at)juniper.example` in *Email* is not an e-mail address',
  )
  await ada.submit(ada.view)
  await said('Closed · the held staff list: applied')
  expect(await titles()).toEqual({ title: 'Head of design' })

  // Read again it asks nothing, and says until it is put right what is left out.
  const questions = () => flow.inChannel().filter(({ text }) => text.includes('Decision needed')).length
  const asked = questions()
  await flow.sync()
  const left = await said('Some rows of the staff list cannot be used')
  expect(ada.read(left)).toContain('Line 3: `ben.sorensen(at)juniper.example`')
  expect(questions()).toBe(asked)

  // Nobody can say who is meant: the other rows are in force all the same.
  await write(`${carla},Design lead,`, `farah.haddad@juniper.example; ada.okafor@juniper.example,Both,,`)
  await flow.sync()
  await said(
    'Some rows of the staff list cannot be used',
    'Line 3: the addresses of `farah.haddad@juniper.example` lead to more than one person.',
  )
  expect(await titles()).toEqual({ title: 'Design lead' })
  await write(`${carla},Head of design,`)
  await flow.sync()
  await said('Closed · every row of the staff list can be used')

  // One of them may be of an earlier time, and nothing says which.
  await write(`${carla},Head of design,2026-05-29`, `${carla},Head of design,`)
  await flow.sync()
  await said(
    'Some rows of the staff list cannot be used',
    'Lines 2 and 3 are about the same person (`carla.mendes@juniper.example`), and it is not known which one counts.',
  )
  expect(
    await flow.rows(
      `SELECT 1 FROM person WHERE name = 'Carla Mendes' AND (deactivated OR end_at IS NOT NULL)`,
    ),
  ).toEqual([])
  await write(`${carla},Head of design,`)
  await flow.sync()
  await slack.until(
    () =>
      flow
        .inChannel()
        .filter(message => ada.read(message).includes('Closed · every row of the staff list can be used'))
        .length === 2,
    { what: 'the rows can be used', ...patience },
  )

  await rm(path)
  await flow.sync()
  await said('The staff list cannot be read', 'Try again')
  expect(await titles()).toEqual({ title: 'Head of design' })
  await write(`${carla},Designer,`)
  await flow.sync()
  await said('Closed · the staff list is synced again')
  expect(await titles()).toEqual({ title: 'Designer' })
})

/** Before there is a channel, the person who connected is asked. */
const told = ({ ada, inChannel }: Flow) => [...inChannel(), ...ada.dm]

test('a list that does not say who left: the column is chosen, and the next one is applied by itself', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'placed-list-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'staff.csv')
  const [carla, farah] = ['carla.mendes@juniper.example', 'farah.haddad@juniper.example']
  const staying = ['ada.okafor', 'ben.sorensen', 'jon.berg'].map(name => `${name}@juniper.example,,`)
  const write = (...rows: readonly string[]) =>
    writeFile(path, ['Email,Title,Adieu', ...rows, ...staying, ''].join('\n'))
  await write(`${carla},Lead designer,2026-11-20`, `${farah},Office,`)
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now, env: { STAFF_CSV: path } })
  await flow.setUp()
  const { ada, slack } = flow
  const said = (...texts: readonly string[]) =>
    slack.until(() => told(flow).find(message => texts.every(text => ada.read(message).includes(text))), {
      what: texts.join(),
      ...patience,
    })
  const shown = (text: string) =>
    slack.until(() => ada.views.length > 0 && ada.read(ada.view).includes(text), { what: text, ...patience })
  const lists = () => flow.rows('SELECT 1 FROM staff_list WHERE read_at IS NOT NULL')
  const held = await said('Decision needed', 'No column says when somebody leaves. *Adieu* is not used.')
  expect(await lists()).toEqual([])

  await ada.click(held, 'Choose the columns')
  await shown('*Who has left?*')
  await ada.click(ada.view, 'import.column.last_day', { selected: ['Adieu'] })
  await shown('*1 person leaves*: Carla Mendes, 20 Nov 2026')
  // The message leads to the list as it is understood now.
  await ada.close(ada.view, { all: true })
  const [waiting] = await flow.rows<{ id: string }>(`SELECT id FROM sync_run WHERE state = 'held'`)
  await slack.until(() => JSON.stringify(held.blocks).includes(waiting?.id ?? 'none'), {
    what: 'the message about the new reading',
    ...patience,
  })
  await ada.click(held, 'Choose the columns')
  await shown('*1 person leaves*: Carla Mendes, 20 Nov 2026')
  await ada.submit(ada.view)
  await shown('*Imported.*')
  await said('Closed · the held staff list: applied')
  await said(carla)

  const questions = () => told(flow).filter(({ text }) => text.includes('Decision needed')).length
  const asked = questions()
  clock.forward(60 * 60_000)
  await write(`${carla},Lead designer,2026-11-20`, `${farah},Office,2026-11-21`)
  await flow.sync()
  await said(farah)
  expect(questions()).toBe(asked)
})

test('a list that does not say where the addresses are cannot be applied before that is chosen', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'placed-list-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'staff.csv')
  const row = 'carla.mendes@juniper.example,ada.okafor@juniper.example,Lead designer,active'
  await writeFile(path, ['Kontakt,Pate,Title,Status', row, ''].join('\n'))
  const flow = await startFlow({ env: { STAFF_CSV: path } })
  await flow.setUp()
  const { ada, slack } = flow
  const held = await slack.until(
    () => told(flow).find(message => ada.read(message).includes('Decision needed')),
    { what: 'the question', ...patience },
  )
  expect(ada.read(held)).toContain(
    'It is not clear which column holds the e-mail addresses: *Kontakt* or *Pate*.',
  )
  expect(ada.read(held)).not.toContain('Apply anyway')
  const shown = (text: string) =>
    slack.until(() => ada.views.length > 0 && ada.read(ada.view).includes(text), { what: text, ...patience })
  await ada.click(held, 'Choose the columns')
  await shown('*Where are the e-mail addresses?*')
  await ada.click(ada.view, 'import.column.address', { selected: ['Kontakt'] })
  await shown('1 new job title')
  await ada.submit(ada.view)
  await shown('*Imported.*')
  const title = `SELECT title FROM person WHERE slack_user_id = 'U0CARLA'`
  expect(await flow.rows(title)).toEqual([{ title: 'Lead designer' }])
})
