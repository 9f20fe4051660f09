import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { handClock, patience, startFlow } from '../support/flow.ts'

/** Deactivated in Slack from the beginning. */
const dana = 'dana.lee@juniper.example'
const columns =
  'Employee ID,Email,Name,Employment type,Status,Start date,Contract end date,Termination date,Title'
const office = ['Ada Okafor', 'Ben Sorensen', 'Farah Haddad', 'Jon Berg'].map(
  (name, at) => `${at + 1},${name.toLowerCase().replace(' ', '.')}@juniper.example,${name},,Active,,,,`,
)

test('lists as offices write them, read on the schedule: only who left is reported, and nobody presses anything', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'placed-kinds-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'staff.csv')
  const write = (...rows: readonly string[]) => writeFile(path, [columns, ...rows, ''].join('\n'))
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const worker = '9,,Warehouse worker,,Active,2020-01-01,,,'
  const carla = (address: string, ends = 'Full Time (Salaried),Active,2019-01-07,2026-01-31,', id = '17') =>
    `${id},${address},Carla Mendes,${ends},Lead`

  await write(...office, worker, carla('carla.mendes@juniper.example'))
  const flow = await startFlow({ env: { STAFF_CSV: path }, clock: clock.now })
  await flow.setUp()
  const { slack } = flow
  const findings = async () =>
    (
      await flow.rows<{ email: string }>(
        `SELECT a.email FROM finding f JOIN account a ON a.id = f.subject_id
         WHERE f.check_id = 'removed' AND f.closed_at IS NULL ORDER BY 1`,
      )
    ).map(({ email }) => email)
  const known = async () =>
    (
      await flow.rows(
        `SELECT a.kind, a.address FROM person p JOIN person_address a ON a.person_id = p.id
         WHERE p.name = 'Carla Mendes' AND p.slack_user_id = 'U0CARLA' ORDER BY 1, 2`,
      )
    ).map(row => Object.values(row as object).join(' '))
  /** Read in two different lists, an hour apart. */
  const twice = async (...rows: readonly string[]) => {
    for (const more of ['', '10,new.hire@juniper.example,New Hire,,Active,,,,']) {
      clock.forward(3_600_000)
      await write(...rows, ...(more === '' ? [] : [more]))
      await flow.sync()
    }
    return findings()
  }
  // The end of a contract is a plan, and people without an address are no mistakes.
  expect(await findings()).toEqual([dana])

  // The same address in another dress.
  expect(await twice(...office, worker, carla('"Mendes, Carla <carla.mendes@juniper.example>"'))).toEqual([
    dana,
  ])
  expect(await known()).toEqual(['primary carla.mendes@juniper.example'])

  // A new name, by the same id.
  expect(await twice(...office, worker, carla('carla.ruiz@juniper.example'))).toEqual([dana])
  expect(await known()).toContain('primary carla.ruiz@juniper.example')

  // Hired again: of the two times the later one counts, wherever it stands.
  const past = carla('carla.mendes@juniper.example', 'FT,Terminated,2019-01-07,,2021-05-28')
  const now = carla('carla.ruiz@juniper.example', 'FT,Active,2024-02-05,,')
  expect(await twice(now, ...office, worker, past)).toEqual([dana])
  expect(await twice(past, ...office, worker, now)).toEqual([dana])

  // And left: the word about her work does not matter, and neither does whoever has no address.
  const left = now.replace('FT,Active,2024-02-05,,', 'Wizard (Salaried),Terminated,2024-02-05,,2026-10-31')
  await write(past, ...office, worker, left)
  await flow.sync()
  await slack.until(async () => (await findings()).join() === `carla.mendes@juniper.example,${dana}`, {
    what: 'the finding',
    ...patience,
  })
  const asked = () => flow.inChannel().filter(message => flow.ada.read(message).includes('Apply anyway'))
  expect(asked()).toEqual([])

  // A part of the list makes nobody leave, however often it is read.
  expect(await twice(...office.slice(0, 1))).toEqual(['carla.mendes@juniper.example', dana])
  const question = await slack.until(() => asked().at(-1), { what: 'the question', ...patience })
  expect(flow.ada.read(question)).toContain('3 people of 5 are missing or left at once.')
})
