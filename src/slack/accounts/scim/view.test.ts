import { expect, test } from 'vitest'
import { hours } from '../../../../test/support/slack-samples.ts'
import { readable } from '../../../../test/support/slack-text.ts'
import type { ScimStatus } from '../../../workflows/accounts/scim-names.ts'
import { scimIds } from '../../ids/accounts.ts'
import { scimLine } from '../../words/connection.ts'
import { readScimForm } from './handlers.ts'
import { scimView } from './view.ts'

const miroOrgId = '3074457345618265000'
const key = { workspaceId: 'T0ACME', miroOrgId }
const status = (more: Partial<ScimStatus> = {}): ScimStatus => ({
  ...{
    miroOrgId,
    by: 'U0ADA',
    at: hours(-5),
    readAt: hours(-4),
    trouble: null,
    troubleSince: null,
    named: 420,
  },
  ...more,
})
const report = (given: ScimStatus | null) => ({ key, organizationName: 'Acme', status: given })

test('what it is for, what it can give, and where to get it', () => {
  expect(readable(scimView(report(null), null))).toMatchInlineSnapshot(`
    "Miro’s list of accounts has no names. With a SCIM token for *Acme* the bot gets them after each sync. Then you see who may use an account. This is optional.
    • It gives the names of members and admins. Miro’s SCIM does not list guests: their names come from boards, as far as the bot may read those.
    • Such a name is marked as “name from Miro”. Nobody is recognized by it.
    *Where to get it:* in Miro, as a Company Admin, under Company settings &gt; Apps &amp; integrations &gt; Enterprise integrations &gt; SCIM Provisioning &gt; Generate new token. It needs the Enterprise plan with single sign-on. If another tool already manages Miro’s users by SCIM, use its token: a new one may replace it.
    SCIM token: <plain_text_input>"
  `)
})

test('with a token: since when, what it gave, and how to remove it', () => {
  const view = scimView(report(status()), { outcome: 'saved', members: 420 })
  expect(readable(view).split('\n').slice(0, 1)).toMatchInlineSnapshot(`
    [
      "✅ *Saved.* Miro lists 420 members. Their names will show within minutes.",
    ]
  `)
  expect(readable(view).split('\n').slice(5)).toMatchInlineSnapshot(`
    [
      "A token is kept, from <@U0ADA> <!date^1795503600^{date_short_pretty} at {time}|24 Nov 2026 at 07:00 UTC>.",
      "420 accounts have a name, as of <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.",
      "[Remove the token → scim.remove 3074457345618265000]",
      "Another SCIM token: <plain_text_input>",
    ]
  `)
})

test('the line in the settings says what is wrong, and what to do', () => {
  const lines = [
    null,
    status(),
    status({ readAt: null }),
    ...(['refused', 'switched_off', 'unavailable'] as const).map(trouble =>
      status({ trouble, troubleSince: hours(-1), named: 1 }),
    ),
  ]
  expect(lines.map(each => scimLine('Acme', each).markup)).toMatchInlineSnapshot(`
    [
      "*Names from Miro* for Acme: not set up. Optional.",
      "*Names from Miro* for Acme: 420 accounts have a name, as of <!date^1795507200^{date_short_pretty} at {time}|24 Nov 2026 at 08:00 UTC>.",
      "*Names from Miro* for Acme: The names are being synced.",
      "*Names from Miro* for Acme: ⚠️ Miro no longer accepts the token: give another one. Since <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>. 1 account has a name, from the last sync.",
      "*Names from Miro* for Acme: ⚠️ SCIM is switched off in Miro: switch it on under SCIM Provisioning, or remove the token here. Since <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>. 1 account has a name, from the last sync.",
      "*Names from Miro* for Acme: ⚠️ Miro did not give the names. We try again after the next sync. Since <!date^1795518000^{date_short_pretty} at {time}|24 Nov 2026 at 11:00 UTC>. 1 account has a name, from the last sync.",
    ]
  `)
})

test('why nothing was saved, and what was removed', () => {
  const outcomes = [
    ...(['refused', 'switched_off', 'unavailable', 'other_organization', 'not_connected'] as const),
    ...(['removed', 'none'] as const),
  ]
  expect(
    outcomes.map(outcome => readable(scimView(report(null), { outcome })).split('\n')[0]),
  ).toMatchInlineSnapshot(`
    [
      "⚠️ *Nothing was saved:* Miro does not accept this token. Copy it again from SCIM Provisioning. The client secret of the Miro app is something else.",
      "⚠️ *Nothing was saved:* SCIM is switched off in Miro. Switch it on under SCIM Provisioning and try again.",
      "⚠️ *Nothing was saved:* Miro did not answer as it should. Try again in a minute.",
      "⚠️ *Nothing was saved:* this token names no account of Acme. Take one from that organization.",
      "⚠️ *Nothing was saved:* Acme is not connected any more.",
      "✅ *Removed.* The names read with it are deleted too.",
      "There was no token any more.",
    ]
  `)
})

test('a token is pasted whole; what is forged names no organization', () => {
  const read = (value: string | null, metadata = `{"o":"${miroOrgId}"}`) =>
    readScimForm({ metadata, state: { [scimIds.token]: { [scimIds.token]: { value } } } })
  const problems = { [scimIds.token]: 'Paste the whole token as Miro shows it, without spaces.' }
  expect([
    ...[read(' eyJ.abc-123_456 '), read('eyJ.abc-123_456', 'forged')],
    ...[
      read(null),
      read('short'),
      read('two words together'),
      read('tökentökentöken'),
      read('x'.repeat(1001)),
    ],
  ]).toEqual([
    { input: { miroOrgId, token: 'eyJ.abc-123_456' } },
    { input: { miroOrgId: '', token: 'eyJ.abc-123_456' } },
    ...Array.from({ length: 5 }, () => ({ problems })),
  ])
})
