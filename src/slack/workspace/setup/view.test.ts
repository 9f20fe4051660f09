import { expect, test } from 'vitest'
import {
  channel,
  connection,
  hostile,
  hours,
  many,
  refusals,
  rule,
  setup,
} from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import { connectionOf, nextButton, readTarget, targetValue } from '../../doors/setup.ts'
import { setupMessage, setupModal } from './view.ts'

test('nothing is connected yet', () => {
  expect(readable(setupMessage(setup({ connections: [] }), 'elsewhere'))).toMatchInlineSnapshot(`
    "notification: Set up the Miro access checks: next, Connect Miro.
    *Set up the Miro access checks*
    ⬜ *Connect Miro*
    [Connect Miro → connect.open ]
    ⬜ Add as critical system
    ⬜ Choose valid users
    ⬜ Choose a channel
    ---
    (You can stop here and come back with \`/miro status\`.)"
  `)
})

test('after the last one was disconnected: what was, and what is kept', () => {
  const last = { organizationName: 'Acme', disconnectedAt: hours(-1), critical: true, rule }
  const ended = setup({ connections: [], disconnected: [last, { ...last, critical: false, rule: null }] })
  expect(readable(setupModal(ended))).toMatchInlineSnapshot(`
    "⚪ *Acme was disconnected* <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>: nothing in it is checked. Connect it again to get back its accounts, decisions and rule for valid users. It is then a critical system again.
    ⚪ *Acme was disconnected* <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>: nothing in it is checked. Connect it again to get back its accounts and decisions.
    *Set up the Miro access checks*
    ⬜ *Connect Miro*
    [Connect Miro → connect.open ]
    ✅ Miro is a critical system
    ✅ Valid: everybody on the staff.
    ⬜ Choose a channel
    ---
    (You can stop here and come back with \`/miro status\`.)"
  `)
  expect(readable(setupMessage(ended, 'elsewhere')).split('\n')[1]).toContain('*Acme was disconnected*')
  // Others are connected: only a button of before leads to that.
  expect(readable(setupMessage(setup({ disconnected: [last] }), 'living'))).not.toContain('disconnected')
})

test('the living message offers the next step, and its buttons say where they stand', () => {
  expect(readable(setupMessage(setup(), 'living'))).toMatchInlineSnapshot(`
    "notification: Set up the Miro access checks: next, Add as critical system.
    *Set up the Miro access checks*
    ✅ *Acme* is connected · by <@U0ADA> · <!date^1795348800^{date_short_pretty} at {time}|22 Nov 2026 at 12:00 UTC>
    ⬜ *Add as critical system*
    [Add as critical system → critical.add 3074457345618265000 setup]
    ⬜ Choose valid users
    ⬜ Choose a channel
    ---
    (You can stop here and come back with \`/miro status\`.)"
  `)
})

test('while the first sync runs', () => {
  const running = setup({
    connections: [connection({ critical: true, lastCompleteSyncAt: null, firstSyncRunning: true })],
  })
  expect(readable(setupModal(running))).toMatchInlineSnapshot(`
    "*Set up the Miro access checks*
    ✅ *Acme* is connected · by <@U0ADA> · <!date^1795348800^{date_short_pretty} at {time}|22 Nov 2026 at 12:00 UTC>
    ✅ Miro is a critical system
    [Critical system → critical.page 3074457345618265000]
    ⬜ *Choose valid users*
    [Choose valid users → rule.open 3074457345618265000]
    ⬜ Choose a channel
    ---
    (The first sync takes about 2 minutes for 3,000 accounts. Go on meanwhile: what the checks find follows by itself.)"
  `)
})

test('everything is done', () => {
  const done = setup({ connections: [connection({ critical: true, rule })], alertChannel: channel })
  expect(readable(setupMessage(done, 'living'))).toMatchInlineSnapshot(`
    "notification: Set up the Miro access checks: everything is set up.
    *Miro access is set up*
    ✅ *Acme* is connected · by <@U0ADA> · <!date^1795348800^{date_short_pretty} at {time}|22 Nov 2026 at 12:00 UTC>
    ✅ Miro is a critical system
    [Critical system → critical.page 3074457345618265000 setup]
    ✅ Valid: everybody on the staff.
    ✅ Alerts go to <#C0OPS>
    ---
    (Later: \`/miro checks\` shows the state, \`/miro sync\` starts a sync, \`/miro rule\` and \`/miro alerts\` change your answers.)"
  `)
  expect(nextButton(done)).toBeNull()
})

test('what broke again is offered beside the next step', () => {
  const broken = setup({
    connections: [
      connection({ state: 'access_lost', stateSince: hours(-3), critical: true, rule }),
      connection({
        key: { workspaceId: 'T0ACME', miroOrgId: '2' },
        organizationName: 'Acme Labs',
        state: 'reconnect_needed',
      }),
    ],
    alertChannel: { ...channel, trouble: 'not_in_channel' },
  })
  expect(readable(setupMessage(broken, 'elsewhere'))).toMatchInlineSnapshot(`
    "notification: Set up the Miro access checks: next, Reconnect.
    *Set up the Miro access checks*
    ⚠️ *Acme*: Miro no longer lets the bot read the members. A Company Admin on the Enterprise plan has to connect again. Since <!date^1795510800^{date_short_pretty} at {time}|24 Nov 2026 at 09:00 UTC>.
    [Reconnect → connect.open 3074457345618265000]
    ✅ Acme · Miro is a critical system
    [Critical system → critical.page 3074457345618265000]
    ✅ Acme · Valid: everybody on the staff.
    ⚠️ *Acme Labs*: Miro no longer accepts the bot’s sign-in. Connect again. Since <!date^1795348800^{date_short_pretty} at {time}|22 Nov 2026 at 12:00 UTC>.
    [Reconnect → connect.open 2]
    ⬜ Acme Labs · Add as critical system
    ⬜ Acme Labs · Choose valid users
    ⚠️ Alerts cannot be posted to <#C0OPS>. Invite the bot there, or choose another channel.
    [Choose a channel → alert_channel.open ]
    ---
    (You can stop here and come back with \`/miro status\`.)"
  `)
})

test.each(hostile)('a name like %j is only text', organizationName => {
  const shown = setup({ connections: [connection({ organizationName, critical: true })] })
  expect(refusals(setupMessage(shown, 'living'))).toEqual([])
  expect(refusals(setupModal(shown))).toEqual([])
  expect(JSON.stringify(setupMessage(shown, 'living'))).not.toMatch(/<!channel>|<@U0ADA> &|\u202e/)
})

test('forty organizations still fit', () => {
  const shown = setup({
    connections: many(40, at => connection({ key: { workspaceId: 'T0ACME', miroOrgId: String(at) } })),
  })
  expect(refusals(setupMessage(shown, 'living'))).toEqual([])
  expect(readable(setupMessage(shown, 'living'))).toContain('(32 more organizations not shown here.)')
})

test('a target is read back as it was written', () => {
  for (const [id, fromSetup] of [
    ['3074457345618265000', false],
    ['3074457345618265000', true],
    [null, true],
    [null, false],
  ] as const)
    expect(readTarget(targetValue(id, fromSetup))).toEqual({ miroOrgId: id, fromSetup })
})

test('an organization of another workspace is nobody’s', () => {
  expect(connectionOf('999', setup())).toBeNull()
  expect(connectionOf('', setup())).toBeNull()
  expect(connectionOf('3074457345618265000 setup', setup())).toEqual(connection())
})
