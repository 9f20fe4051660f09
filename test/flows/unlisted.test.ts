import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { Persona } from '../../src/sandbox/slack/persona.ts'
import { type Flow, handClock, patience, startFlow } from '../support/flow.ts'
import { answers } from '../support/staff-list-flow.ts'

const hour = 3_600_000
const staff = ['Ada Okafor', 'Ben Sorensen', 'Carla Mendes', 'Farah Haddad', 'Gus Meyer', 'Hana Sato']
const others = ['Ivo Petrov', 'Jon Berg', 'Mia Warehouse', 'Noa Warehouse', 'Per Warehouse', 'Uma Warehouse']
const everybody = [...staff, ...others]
const addressOf = (name: string) => `${name.toLowerCase().replace(' ', '.')}@juniper.example`

/** A bot that reads a list of twelve people from a path, all set up. `write`: another list, without these. */
async function started() {
  const folder = await mkdtemp(join(tmpdir(), 'unlisted-'))
  onTestFinished(() => rm(folder, { recursive: true }))
  const path = join(folder, 'staff.csv')
  let version = 0
  const write = async (without: readonly string[], ...more: readonly string[]) => {
    version += 1
    const rows = everybody
      .filter(name => !without.includes(name))
      .map(name => `${addressOf(name)},${name},Version ${version},`)
    await writeFile(path, ['Email,Name,Job title,Last day', ...rows, ...more, ''].join('\n'))
  }
  await write([])
  const clock = handClock(new Date('2026-11-24T09:00:00Z'))
  const flow = await startFlow({ clock: clock.now, env: { STAFF_CSV: path } })
  await flow.setUp()
  const read = async (without: readonly string[], ...more: readonly string[]) => {
    await write(without, ...more)
    clock.forward(hour)
    await flow.sync()
  }
  return { flow, clock, read }
}

/** What check 2 says of somebody's account, once it says this. */
const says = (flow: Flow, name: string, wanted: string) =>
  flow.slack.until(
    async () =>
      (
        await flow.rows<{ said: string }>(
          `SELECT concat_ws(' ', results->'removed'->>'verdict', results->'removed'->>'why') AS said
           FROM assessment s JOIN account a ON a.id = s.account_id WHERE a.address = $1`,
          [addressOf(name)],
        )
      )[0]?.said === wanted,
    { what: `${name}: ${wanted}`, ...patience },
  )

const asked = (flow: Flow, person: Persona, ...texts: readonly string[]) =>
  flow.slack.until(
    () => person.dm.find(message => texts.every(text => person.read(message).includes(text))),
    { what: `a direct message: ${texts.join()}`, ...patience },
  )

const questions = (person: Persona) =>
  person.dm.filter(message => person.read(message).includes('missing from the staff list')).length +
  person.dm.filter(message => person.read(message).includes('no longer in the staff list')).length

test('people missing from two lists, whom Slack shows as active: asked, answered, and back in the list', async () => {
  const { flow, read } = await started()
  const { ada, slack } = flow
  const ben = slack.as('U0BEN')
  const three = ['Carla Mendes', 'Farah Haddad', 'Jon Berg']
  await read(three)
  await says(flow, 'Carla Mendes', 'not_applicable not_left')
  expect(questions(ada)).toBe(0)
  await read(three)
  for (const name of three) await says(flow, name, 'unknown unlisted')
  const title = '3 people are no longer in the staff list but still active in Slack'
  const question = await asked(flow, ada, `${title}: Carla Mendes, Farah Haddad, Jon Berg`, '1 Miro account')
  await asked(flow, ben, `${title}: Carla Mendes`)
  const told = await slack.until(() => flow.inChannel().find(message => ada.read(message).includes(title)), {
    what: 'the number in the channel',
    ...patience,
  })
  expect(ada.read(told)).toContain('Administrators were asked.')
  for (const name of three) expect(ada.read(told)).not.toContain(name)
  expect(
    await flow.rows(`SELECT 1 FROM finding WHERE check_id = 'removed' AND opened_at > $1`, [
      new Date('2026-11-24T09:30:00Z'),
    ]),
  ).toEqual([])
  await answers(flow, 'checks', `${title}: Carla Mendes, Farah Haddad, Jon Berg.`)
  await answers(flow, 'whois <@U0CARLA>', 'No longer in the staff list since')
  // Nobody is told of themselves.
  const farah = slack.as('U0FARAH')
  await farah.command('/miro', 'whois')
  const own = await slack.until(
    () => farah.ephemerals.map(message => farah.read(message)).find(said => said.includes('Miro account')),
    { what: 'what she sees of herself', ...patience },
  )
  expect(own).not.toContain('onger in the staff list')
  // The next read asks nobody again.
  await read(three)
  expect([questions(ada), questions(ben)]).toEqual([1, 1])

  await ada.click(question, 'Answer')
  const window = await flow.window('Did they leave?')
  await ada.fill(window, {
    'What about Carla Mendes?': 'They left',
    'unlisted.last_day.0': '2026-11-23',
    'What about Farah Haddad?': 'Still here',
  })
  await ada.submit(window)
  await slack.until(() => ada.read(ada.view).includes('Farah Haddad* is still here'), {
    what: 'the answers stored',
    ...patience,
  })
  expect(ada.read(ada.view)).toContain('1 person waits for an answer.')
  await ada.close(ada.view, { all: true })
  await says(flow, 'Carla Mendes', 'fail left_still_active')
  await says(flow, 'Farah Haddad', 'not_applicable not_left')
  await says(flow, 'Jon Berg', 'unknown unlisted')
  await slack.until(
    () => flow.inChannel().some(message => ada.read(message).includes('carla.mendes@juniper.example')),
    { what: 'the alert about Carla', ...patience },
  )
  await asked(flow, ada, '1 person is no longer in the staff list', 'Farah Haddad is still here')
  expect(
    await flow.rows(
      `SELECT action, actor FROM deed WHERE action IN ('leave_entered', 'still_here', 'person_unlisted') ORDER BY id`,
    ),
  ).toEqual([
    ...three.map(() => ({ action: 'person_unlisted', actor: 'bot' })),
    { action: 'leave_entered', actor: 'U0ADA' },
    { action: 'still_here', actor: 'U0ADA' },
  ])

  await read(['Carla Mendes', 'Farah Haddad'])
  await says(flow, 'Jon Berg', 'not_applicable not_left')
  await asked(flow, ada, 'Closed ·', 'Jon Berg is in the list again')
  await asked(flow, ben, 'Closed ·')
  await slack.until(
    () =>
      flow.inChannel().some(message => ada.read(message).includes('missing from the staff list: answered')),
    { what: 'the number closed', ...patience },
  )
  // Who is still here stays so while lists lack them, until Slack says that they left.
  await read(['Carla Mendes', 'Farah Haddad'])
  expect(questions(ada)).toBe(1)
  await slack.deactivateUser('U0FARAH')
  await says(flow, 'Farah Haddad', 'fail left_still_active')
})

test('one missing and a new row with a like name: one person, and no question remains', async () => {
  const { flow, read } = await started()
  const { ada, slack } = flow
  const renamed = 'carla.ruiz@juniper.example,Carla Ruiz,,'
  await read(['Carla Mendes'], renamed)
  await read(['Carla Mendes'], renamed)
  const question = await asked(flow, ada, '1 person is no longer in the staff list', 'Carla Mendes')
  const alike = `SELECT because FROM person_likeness`
  await slack.until(async () => (await flow.rows(alike)).length === 1, { what: 'the likeness', ...patience })
  await ada.click(question, 'Answer')
  const window = await flow.window('Did they leave?')
  await ada.fill(window, { 'What about Carla Mendes?': 'Same person as Carla Ruiz' })
  await ada.submit(window)
  await slack.until(() => ada.read(ada.view).includes('one person with the new row'), {
    what: 'joined',
    ...patience,
  })
  await ada.close(ada.view, { all: true })
  await asked(flow, ada, 'Closed ·', 'is in the list by another name or address')
  await says(flow, 'Carla Mendes', 'not_applicable not_left')
  await read(['Carla Mendes'], renamed)
  expect(questions(ada)).toBe(1)
})
