import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { patience, startFlow } from '../support/flow.ts'

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
    'Line 3: `ben.sorensen(at)juniper.example` in *Email* is no e-mail address',
  )
  expect(await titles()).toEqual({ title: 'Lead designer' })
  await ada.click(held, 'Show the list')
  await slack.until(() => ada.views.length > 0 && ada.read(ada.view).includes('Line 3:'), {
    what: 'the mistake',
    ...patience,
  })
  expect(ada.read(ada.view)).toContain('`ben.sorensen(at)juniper.example` in *Email* is no e-mail address')
  await ada.submit(ada.view)
  await said('Closed · the held staff list: applied')
  expect(await titles()).toEqual({ title: 'Head of design' })

  // Read again it asks nothing, and says until it is put right what is left out.
  const questions = () => flow.inChannel().filter(({ text }) => text.includes('waits for your word')).length
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
  await said('The staff list cannot be read', 'Read again')
  expect(await titles()).toEqual({ title: 'Head of design' })
  await write(`${carla},Designer,`)
  await flow.sync()
  await said('Closed · the staff list is read again')
  expect(await titles()).toEqual({ title: 'Designer' })
})
