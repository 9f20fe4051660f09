import { expect, test } from 'vitest'
import { settings, settingsReport } from '../../../../test/support/settings-samples.ts'
import { hours, refusals } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { ChosenSettings } from '../../../domain/settings.ts'
import { settingsView } from './view.ts'

test('as it is at first', () => {
  const view = settingsView(settingsReport())
  expect(readable(view)).toMatchInlineSnapshot(`
    "*Alerts* go to <#C0OPS>.
    [Send a test message → settings.test] [Choose a channel → alert_channel.open ]
    Sync Miro’s accounts: <static_select>
    (Now every 30 minutes, next <!date^1795525200^{date_short_pretty} at {time}|24 Nov 2026 at 13:00 UTC>. What is older than two such intervals counts as unknown.)
    Time zone: <external_select>
    Administrators of this bot: <radio_buttons>
    People: <multi_users_select>
    User group: <external_select>
    Time to remove the access of somebody who left: <static_select>
    Time for the other checks: <static_select>
    *Holidays:* none.
    [Holidays → holidays.open]
    Miro licence should be used: <radio_buttons>
    Time to fix it: <static_select>
    Days without activity until a paid licence counts as unused: <plain_text_input>
    Price of one licence a month: <plain_text_input>
    Currency of that price: <plain_text_input>
    Names of people in channels: <radio_buttons>
    Ask sponsors whether external people still work with you: <static_select>
    Keep names of people and accounts that are gone for: <static_select>
    *Domains of the company:* none declared.
    [Domains → domains.open]
    *Staff list:* Slack’s own. No CSV file was imported.
    [Import a list → import.open]"
  `)
  expect([view.submit?.text, view.private_metadata, refusals(view)]).toEqual(['Save', '{"v":3}', []])
})

test('a channel with trouble, a chosen schedule, named people, and no permission for user groups', () => {
  const view = settingsView(
    settingsReport({
      settings: {
        ...settings,
        schedule: { everyMinutes: 240 },
        timeZone: 'Europe/Berlin',
        administrators: { way: 'people', people: ['U0ADA'] },
      },
      alertChannel: { id: 'C0OPS', trouble: 'not_in_channel' },
      userGroups: null,
      savedBy: 'U0ADA',
      savedAt: hours(-1),
    }),
    { outcome: 'saved', changed: ['schedule', 'administrators'] },
  )
  expect(readable(view)).toMatchInlineSnapshot(`
    "✅ Saved: schedule, administrators.
    ⚠️ *Alerts* cannot be posted to <#C0OPS>. Type \`/invite @Miro Access\` there, or choose another channel.
    [Send a test message → settings.test] [Choose a channel → alert_channel.open ]
    Sync Miro’s accounts: <static_select>
    (Now every 4 hours, next <!date^1795525200^{date_short_pretty} at {time}|24 Nov 2026 at 13:00 UTC>. What is older than two such intervals counts as unknown.)
    Time zone: <external_select>
    Administrators of this bot: <radio_buttons>
    People: <multi_users_select>
    (A user group could be chosen too, but the bot may not read user groups. Add the permission \`usergroups:read\` to the Slack app and install it again.)
    Time to remove the access of somebody who left: <static_select>
    Time for the other checks: <static_select>
    *Holidays:* none.
    [Holidays → holidays.open]
    Miro licence should be used: <radio_buttons>
    Time to fix it: <static_select>
    Days without activity until a paid licence counts as unused: <plain_text_input>
    Price of one licence a month: <plain_text_input>
    Currency of that price: <plain_text_input>
    Names of people in channels: <radio_buttons>
    Ask sponsors whether external people still work with you: <static_select>
    Keep names of people and accounts that are gone for: <static_select>
    *Domains of the company:* none declared.
    [Domains → domains.open]
    *Staff list:* Slack’s own. No CSV file was imported.
    [Import a list → import.open]
    (Last changed by <@U0ADA> · <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>)"
  `)
})

test.each([
  ['no file was imported', null, 'Slack’s own. No CSV file was imported.'],
  ['one was', {}, 'Slack’s own, and *staff.csv*, imported <time>.'],
  [
    'one is read on the schedule',
    { standing: true },
    'Slack’s own, and *staff.csv*, synced on the schedule, last <time>.',
  ],
  [
    'it cannot be used',
    { standing: true, readAt: null, troubleSince: hours(-1) },
    'Slack’s own, and *staff.csv*, not read yet.\n⚠️ It cannot be used since <time>: open `/miro checks` to see why.',
  ],
])('the staff list: %s', (_, given, said) => {
  const once = {
    origin: { kind: 'upload', name: 'staff.csv' },
    standing: false,
    readAt: hours(-2),
    trouble: null,
    troubleSince: null,
  } as const
  const staffList = given === null ? null : { ...once, ...given }
  const shown = readable(settingsView(settingsReport({ staffList }))).replace(/<!date[^>]+>/g, '<time>')
  expect(shown).toContain(`*Staff list:* ${said}\n`)
})

const first = (view: ReturnType<typeof settingsView>) => readable(view).split('\n')[0]

test('what came of saving is said first', () => {
  const said = [
    settingsView(settingsReport(), { outcome: 'unchanged' }),
    settingsView(settingsReport(), { outcome: 'changed_meanwhile' }),
    settingsView(settingsReport(), { outcome: 'not_staff', people: ['U0KIM'] }),
    settingsView(settingsReport(), { outcome: 'no_group' }),
    settingsView(settingsReport(), { outcome: 'empty_group' }),
    settingsView(settingsReport({ alertChannel: null })),
  ]
  expect(said.map(first)).toMatchInlineSnapshot(`
    [
      "Nothing changed.",
      "⚠️ Nothing was saved: somebody else changed the settings meanwhile. These are the settings now.",
      "⚠️ Nothing was saved: guests, bots and people who left cannot be administrators. Leave out <@U0KIM>.",
      "⚠️ Nothing was saved: the bot cannot read that user group. Choose another one.",
      "⚠️ Nothing was saved: nobody is in that user group. Choose another one.",
      "*Alerts* wait: no channel is chosen yet.",
    ]
  `)
})

test('a user group that may not be read any more is said, and stays chosen', () => {
  const view = settingsView(
    settingsReport({
      settings: { ...settings, administrators: { way: 'group', groupId: 'S0IT' } },
      userGroups: null,
    }),
  )
  expect(readable(view)).toContain('⚠️ The bot may not read user groups any more')
  expect(JSON.stringify(view)).toContain('"initial_option":{"text":{"type":"plain_text","text":"@S0IT"')
})

test('a refused form shows again what was chosen, and says what is in force', () => {
  const chosen: ChosenSettings = {
    schedule: { everyMinutes: 240 },
    timeZone: 'Asia/Tokyo',
    administrators: { way: 'people', people: ['U0JON', 'U0KIM'] },
    removalDeadline: { amount: 48, unit: 'hours' },
    otherDeadline: { amount: 5, unit: 'business_days' },
    checks: {},
    maskNames: 'always',
    reviewDays: 30,
    retentionMonths: 84,
  }
  const view = settingsView(settingsReport(), { outcome: 'not_staff', people: ['U0KIM'] }, chosen)
  expect(readable(view)).toContain('(Now every 30 minutes, next')
  const shown = JSON.stringify(view)
  for (const value of ['every-240', 'Asia/Tokyo', 'people', '48 hours', '5 business_days', 'always', '30'])
    expect(shown).toMatch(new RegExp(`"initial_option":\\{[^[\\]]*"value":"${value}"`))
  expect(shown).toContain('"initial_users":["U0JON","U0KIM"]')
})

test('what takes something away is asked, and Save becomes Save anyway', () => {
  const chosen: ChosenSettings = { ...settings, administrators: { way: 'people', people: ['U0GUS'] } }
  const ask = (rights: boolean, retentionMonths: 12 | null, keeper: boolean) =>
    settingsView(settingsReport(), { outcome: 'asks', about: { rights, retentionMonths }, keeper }, chosen)
  const said = (view: ReturnType<typeof ask>) => readable(view).split('*Alerts*')[0]
  expect(said(ask(true, null, true))).toMatchInlineSnapshot(`
    "⚠️ *Not saved yet.*
    You will no longer be an administrator of this bot. As an admin of Slack you can still open Settings.
    Go on? Press *Save anyway*, or change it below.
    "
  `)
  expect(said(ask(true, 12, false))).toMatchInlineSnapshot(`
    "⚠️ *Not saved yet.*
    You will no longer be an administrator of this bot. You cannot undo this yourself.
    Names, addresses and notes of people and accounts that are gone for more than 1 year are deleted for good.
    Go on? Press *Save anyway*, or change it below.
    "
  `)
  const view = ask(true, 12, true)
  expect([view.submit?.text, view.private_metadata, refusals(view)]).toEqual([
    'Save anyway',
    '{"v":3,"r":true,"m":12}',
    [],
  ])
})
